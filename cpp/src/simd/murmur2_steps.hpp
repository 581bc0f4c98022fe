// The steps of murmur2 that the scalar hash, the fingerprint and the vector kernels share.
#pragma once

#include <cstdint>

namespace kafka_architect {

inline constexpr std::uint32_t kMurmur2Seed = 0x9747b28cU;
inline constexpr std::uint32_t kMurmur2Multiplier = 0x5bd1e995U;

[[nodiscard]] constexpr std::uint32_t murmur2_mix(std::uint32_t word) noexcept {
    word *= kMurmur2Multiplier;
    word ^= word >> 24U;
    return word * kMurmur2Multiplier;
}

[[nodiscard]] constexpr std::uint32_t murmur2_finish(std::uint32_t hash) noexcept {
    hash ^= hash >> 13U;
    hash *= kMurmur2Multiplier;
    return hash ^ (hash >> 15U);
}

}  // namespace kafka_architect
