#include "kafka_architect/murmur2.hpp"

#include "simd/scalar_hash.hpp"

namespace kafka_architect {

std::uint32_t murmur2(std::span<const std::uint8_t> key) noexcept {
    return murmur2_of(key);
}

}  // namespace kafka_architect
