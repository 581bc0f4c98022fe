#include <cmath>
#include <cstddef>

#include "kafka_architect/hashes.hpp"
#include "simd/murmur2_steps.hpp"

namespace kafka_architect {

namespace {

constexpr double kMultiplier = kMurmur2Multiplier;

// ECMAScript's ToUint32: truncate, then modulo 2^32.
std::uint32_t to_uint32(double number) {
    constexpr double kTwo32 = 4294967296.0;
    const double wrapped = std::fmod(std::trunc(number), kTwo32);
    return static_cast<std::uint32_t>(wrapped < 0 ? wrapped + kTwo32 : wrapped);
}

// A JavaScript number that holds a signed 32-bit integer.
double as_number(std::uint32_t bits) {
    return static_cast<double>(static_cast<std::int32_t>(bits));
}

// x ^= x >>> shift
std::uint32_t xor_shift(double number, unsigned shift) {
    const std::uint32_t bits = to_uint32(number);
    return bits ^ (bits >> shift);
}

}  // namespace

std::uint32_t kafkajs_legacy_hash(std::span<const std::uint8_t> key) noexcept {
    const std::size_t length = key.size();
    const auto byte = [&](std::size_t i) -> std::uint32_t { return i < length ? key[i] : 0U; };
    std::uint32_t hash = kMurmur2Seed ^ static_cast<std::uint32_t>(length);
    for (std::size_t i = 0; i < length; i += 4) {
        const std::uint32_t word =
            byte(i) | (byte(i + 1) << 8U) | (byte(i + 2) << 16U) | (byte(i + 3) << 24U);
        const std::uint32_t mixed = xor_shift(as_number(word) * kMultiplier, 24);
        hash = to_uint32(as_number(hash) * kMultiplier) ^ to_uint32(as_number(mixed) * kMultiplier);
    }
    double number = as_number(hash);
    if (const std::size_t tail = length % 4; tail > 0) {
        const std::size_t at = length - tail;
        const std::uint32_t last = byte(at) | (byte(at + 1) << 8U) | (byte(at + 2) << 16U);
        number = as_number(hash ^ last) * kMultiplier;
    }
    const std::uint32_t middle = xor_shift(number, 13);
    return xor_shift(as_number(middle) * kMultiplier, 15);
}

}  // namespace kafka_architect
