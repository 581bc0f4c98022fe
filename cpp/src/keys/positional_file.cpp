#include "keys/positional_file.hpp"

#include "kafka_architect/error.hpp"

namespace kafka_architect {

void PositionalFile::read_at(std::uint64_t offset, std::uint8_t* into, std::size_t count) const {
    std::size_t done = 0;
    while (done < count) {
        const std::size_t got = read_some(offset + done, into + done, count - done);
        if (got == 0) {
            throw Error(ErrorCode::source_malformed,
                        path_ + ": the file became shorter while it was read: " + std::to_string(size_) +
                            " bytes when opened, now it ends at byte " + std::to_string(offset + done) +
                            "; analyse a copy that nothing writes to");
        }
        done += got;
    }
}

}  // namespace kafka_architect
