#include "saved_state.hpp"

#include <array>

#include "base/byte_stream.hpp"
#include "kafka_architect/hashes.hpp"

namespace kafka_architect::fuzz {

std::vector<std::uint8_t> with_header(std::span<const std::uint8_t> payload) {
    constexpr std::array<std::uint8_t, 4> kMagic{'K', 'A', 'S', 'T'};
    constexpr std::uint32_t kVersion = 1;
    ByteWriter out;
    out.bytes(kMagic);
    out.number(kVersion);
    out.number(static_cast<std::uint64_t>(payload.size()));
    out.number(crc32(payload));
    out.bytes(payload);
    return out.written();
}

}  // namespace kafka_architect::fuzz
