#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "kafka_architect/error.hpp"
#include "keys/positional_file.hpp"

namespace kafka_architect {

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& doing) {
    const auto code = static_cast<int>(::GetLastError());
    const std::error_condition condition = std::system_category().default_error_condition(code);
    const int os_error = condition.category() == std::generic_category() ? condition.value() : EIO;
    throw Error(ErrorCode::source_unreadable,
                path + ": cannot " + doing + ": " + std::system_category().message(code), os_error);
}

std::wstring wide(const std::string& path) {
    const int length =
        ::MultiByteToWideChar(CP_UTF8, 0, path.data(), static_cast<int>(path.size()), nullptr, 0);
    std::wstring out(static_cast<std::size_t>(length), L'\0');
    ::MultiByteToWideChar(CP_UTF8, 0, path.data(), static_cast<int>(path.size()), out.data(), length);
    return out;
}

}  // namespace

PositionalFile::PositionalFile(const std::string& path) : path_(path) {
    if (path.find('\0') != std::string::npos) {
        // The system would see the path end there, and open another file.
        throw Error(ErrorCode::invalid_argument, "the path has a NUL byte, which no file name can have");
    }
    const std::wstring name = wide(path);
    const DWORD attributes = ::GetFileAttributesW(name.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        throw Error(ErrorCode::source_unreadable, path + ": cannot read as a file of keys: Is a directory",
                    EISDIR);
    }
    handle_ =
        ::CreateFileW(name.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                      nullptr, OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, nullptr);
    if (handle_ == INVALID_HANDLE_VALUE) {
        refuse(path, "open");
    }
    LARGE_INTEGER size{};
    if (::GetFileSizeEx(handle_, &size) == 0) {
        const DWORD failure = ::GetLastError();
        ::CloseHandle(handle_);
        ::SetLastError(failure);
        refuse(path, "look at");
    }
    size_ = static_cast<std::uint64_t>(size.QuadPart);
}

PositionalFile::~PositionalFile() {
    ::CloseHandle(handle_);
}

std::size_t PositionalFile::read_some(std::uint64_t offset, std::uint8_t* into, std::size_t count) const {
    OVERLAPPED at{};
    at.Offset = static_cast<DWORD>(offset & 0xffffffffU);
    at.OffsetHigh = static_cast<DWORD>(offset >> 32U);
    const auto at_once = static_cast<DWORD>(std::min(count, std::size_t{1} << 30U));
    DWORD got = 0;
    if (::ReadFile(handle_, into, at_once, &got, &at) == 0) {
        if (::GetLastError() == ERROR_HANDLE_EOF) {
            return 0;
        }
        refuse(path_, "read at byte " + std::to_string(offset));
    }
    return got;
}

}  // namespace kafka_architect
