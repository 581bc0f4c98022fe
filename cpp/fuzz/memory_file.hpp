// A file without a disk, with other content whenever that is asked for.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace kafka_architect::fuzz {

class MemoryFile {
public:
    MemoryFile() : descriptor_(::memfd_create("kafka_architect_fuzz", MFD_CLOEXEC)) {
        if (descriptor_ < 0) {
            throw std::runtime_error("memfd_create failed");
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }

    void write(std::string_view content) const {
        const bool done =
            ::ftruncate(descriptor_, 0) == 0 &&
            ::pwrite(descriptor_, content.data(), content.size(), 0) == static_cast<ssize_t>(content.size());
        if (!done) {
            throw std::runtime_error("cannot write a file in memory");
        }
    }
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

}  // namespace kafka_architect::fuzz
