#include "kafka_architect/hashes.hpp"
#include "simd/sliced_crc.hpp"

namespace kafka_architect {

std::uint32_t crc32(std::span<const std::uint8_t> key) noexcept {
    return sliced_crc<kIeeePolynomial>(key);
}

}  // namespace kafka_architect
