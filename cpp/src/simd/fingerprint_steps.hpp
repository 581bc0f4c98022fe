// The constants and steps of the fingerprint, shared by the scalar function and the vector kernels.
#pragma once

#include <bit>
#include <cstdint>

#include "kafka_architect/fingerprint.hpp"

namespace kafka_architect {

// Odd multipliers with about half of their bits set; the seeds are digits of pi and e.
inline constexpr std::uint32_t kFingerprintSeedA = 0x243f6a88U;
inline constexpr std::uint32_t kFingerprintSeedB = 0xb7e15162U;
inline constexpr std::uint32_t kFingerprintMultiplierA = 0xcc9e2d51U;
inline constexpr std::uint32_t kFingerprintMultiplierB = 0x9e3779b1U;
inline constexpr std::uint32_t kFingerprintFinishA = 0x85ebca6bU;
inline constexpr std::uint32_t kFingerprintFinishB = 0xc2b2ae35U;
inline constexpr int kFingerprintRotationA = 13;
inline constexpr int kFingerprintRotationB = 19;

struct FingerprintLanes {
    std::uint32_t a;
    std::uint32_t b;
};

[[nodiscard]] constexpr FingerprintLanes fingerprint_start(std::uint32_t length) noexcept {
    return {.a = kFingerprintSeedA ^ length, .b = kFingerprintSeedB + length};
}

// `mixed` is murmur2_mix of the next word; the last word is padded with zero bytes (the length, which
// started the lanes, tells padded words from real zeros).
[[nodiscard]] constexpr FingerprintLanes fingerprint_step(FingerprintLanes lanes,
                                                          std::uint32_t mixed) noexcept {
    return {.a = std::rotl(lanes.a ^ mixed, kFingerprintRotationA) * kFingerprintMultiplierA,
            .b = std::rotl(lanes.b + mixed, kFingerprintRotationB) * kFingerprintMultiplierB};
}

// A bijection of the pair, so that keys apart stay apart; every input bit reaches every output bit.
[[nodiscard]] constexpr Fingerprint fingerprint_finish(FingerprintLanes lanes) noexcept {
    std::uint32_t high = lanes.a + std::rotl(lanes.b, 16);
    high ^= high >> 16U;
    high *= kFingerprintFinishA;
    high ^= high >> 13U;
    high *= kFingerprintFinishB;
    high ^= high >> 16U;
    std::uint32_t low = lanes.b ^ (high * kFingerprintMultiplierA);
    low ^= low >> 15U;
    low *= kFingerprintFinishB;
    low ^= low >> 14U;
    low *= kFingerprintFinishA;
    low ^= low >> 16U;
    return {.high = high, .low = low};
}

}  // namespace kafka_architect
