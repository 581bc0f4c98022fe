// A file with given content that disappears with the test.
#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kafka_architect::testing {

class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view content) : path_(unused_path()) {
        std::ofstream file(path_, std::ios::binary);
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        file.close();
        if (!file) {
            throw std::runtime_error("cannot write " + path());
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] std::string path() const { return path_.string(); }
    void truncate(std::size_t bytes) const { std::filesystem::resize_file(path_, bytes); }

private:
    // Tests run side by side, as processes of their own.
    static std::filesystem::path unused_path() {
        std::random_device random;
        const std::string name = "kafka_architect_" + std::to_string(random()) + std::to_string(random());
        return std::filesystem::temp_directory_path() / name;
    }

    std::filesystem::path path_;
};

}  // namespace kafka_architect::testing
