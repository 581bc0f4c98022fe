#include "base/byte_stream.hpp"

#include "kafka_architect/error.hpp"

namespace kafka_architect {

void ByteWriter::bytes(std::span<const std::uint8_t> data) {
    out_.insert(out_.end(), data.begin(), data.end());
}

std::span<const std::uint8_t> ByteReader::bytes(std::size_t count) {
    if (count > left()) {
        throw Error(ErrorCode::state_corrupt, "saved state ends at byte " + std::to_string(data_.size()) +
                                                  ", in the middle of a value of " + std::to_string(count) +
                                                  " bytes at byte " + std::to_string(at_) +
                                                  ": it is truncated");
    }
    const std::span<const std::uint8_t> part = data_.subspan(at_, count);
    at_ += count;
    return part;
}

void check_state(bool holds, const char* impossible) {
    if (!holds) {
        throw Error(ErrorCode::state_corrupt, std::string("saved state contradicts itself: ") + impossible);
    }
}

std::string ByteReader::text(std::size_t longest) {
    const auto size = number<std::uint32_t>();
    if (size > longest) {
        throw Error(ErrorCode::state_corrupt, "saved state: a text of " + std::to_string(size) +
                                                  " bytes where at most " + std::to_string(longest) +
                                                  " are possible");
    }
    const std::span<const std::uint8_t> part = bytes(size);
    return {part.begin(), part.end()};
}

}  // namespace kafka_architect
