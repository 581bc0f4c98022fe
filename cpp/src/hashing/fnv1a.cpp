#include "kafka_architect/hashes.hpp"

namespace kafka_architect {

std::uint32_t fnv1a(std::span<const std::uint8_t> key) noexcept {
    constexpr std::uint32_t kOffsetBasis = 0x811c9dc5U;
    constexpr std::uint32_t kPrime = 0x01000193U;
    std::uint32_t hash = kOffsetBasis;
    for (const std::uint8_t byte : key) {
        hash = (hash ^ byte) * kPrime;
    }
    return hash;
}

}  // namespace kafka_architect
