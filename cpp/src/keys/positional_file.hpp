// A file opened for reading at given offsets, by several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace kafka_architect {

class PositionalFile {
public:
    explicit PositionalFile(const std::string& path);
    PositionalFile(const PositionalFile&) = delete;
    PositionalFile& operator=(const PositionalFile&) = delete;
    ~PositionalFile();

    [[nodiscard]] std::uint64_t size_bytes() const noexcept { return size_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    // Fills `into` with the `count` bytes at `offset`; throws Error when the file ends before that.
    void read_at(std::uint64_t offset, std::uint8_t* into, std::size_t count) const;

private:
    [[nodiscard]] std::size_t read_some(std::uint64_t offset, std::uint8_t* into, std::size_t count) const;

    std::string path_;
    std::uint64_t size_ = 0;
#ifdef _WIN32
    void* handle_ = nullptr;
#else
    int descriptor_ = -1;
#endif
};

}  // namespace kafka_architect
