#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "kafka_architect/error.hpp"
#include "keys/positional_file.hpp"

namespace kafka_architect {

namespace {

// std::strerror is not thread-safe everywhere; std::generic_category's message is.
[[noreturn]] void refuse(const std::string& path, const std::string& doing, int os_error) {
    throw Error(ErrorCode::source_unreadable,
                path + ": cannot " + doing + ": " + std::generic_category().message(os_error), os_error);
}

}  // namespace

PositionalFile::PositionalFile(const std::string& path) : path_(path) {
    if (path.find('\0') != std::string::npos) {
        // The system would see the path end there, and open another file.
        throw Error(ErrorCode::invalid_argument, "the path has a NUL byte, which no file name can have");
    }
    // O_NONBLOCK: opening a pipe that nobody writes to must fail below, not hang here.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) {
        refuse(path, "open", errno);
    }
    struct stat status{};
    int failure = ::fstat(descriptor_, &status) == 0 ? 0 : errno;
    if (failure == 0 && S_ISDIR(status.st_mode)) {
        failure = EISDIR;
    } else if (failure == 0 && !S_ISREG(status.st_mode)) {
        failure = ESPIPE;
    }
    if (failure != 0) {
        ::close(descriptor_);
        if (failure == ESPIPE) {
            throw Error(ErrorCode::source_unreadable,
                        path +
                            ": not a regular file: keys are read from several places at once, so write "
                            "a pipe's output to a file first",
                        failure);
        }
        refuse(path, failure == EISDIR ? "read as a file of keys" : "look at", failure);
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
#ifdef POSIX_FADV_SEQUENTIAL
    // A hint only: a file system that does not know it may say no.
    (void)::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
}

PositionalFile::~PositionalFile() {
    ::close(descriptor_);
}

std::size_t PositionalFile::read_some(std::uint64_t offset, std::uint8_t* into, std::size_t count) const {
    // Some systems refuse reads of 2 GiB and more in one call.
    const std::size_t at_once = std::min(count, std::size_t{1} << 30U);
    while (true) {
        const ssize_t got = ::pread(descriptor_, into, at_once, static_cast<off_t>(offset));
        if (got >= 0) {
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR) {
            refuse(path_, "read at byte " + std::to_string(offset), errno);
        }
    }
}

}  // namespace kafka_architect
