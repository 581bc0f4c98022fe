// murmur2 and the fingerprint of one key: the reference that every vector kernel must equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "simd/fingerprint_steps.hpp"
#include "simd/murmur2_steps.hpp"
#include "simd/words.hpp"

namespace kafka_architect {

[[nodiscard]] inline std::uint32_t murmur2_of(std::span<const std::uint8_t> key) noexcept {
    const std::uint8_t* at = key.data();
    const std::size_t length = key.size();
    std::uint32_t hash = kMurmur2Seed ^ static_cast<std::uint32_t>(length);
    for (std::size_t words = length / 4; words > 0; --words, at += 4) {
        hash = (hash * kMurmur2Multiplier) ^ murmur2_mix(load_word(at));
    }
    if (const std::size_t tail = length % 4; tail > 0) {
        hash = (hash ^ load_tail(at, tail)) * kMurmur2Multiplier;
    }
    return murmur2_finish(hash);
}

[[nodiscard]] inline Fingerprint fingerprint_of(std::span<const std::uint8_t> key) noexcept {
    const std::uint8_t* at = key.data();
    const std::size_t length = key.size();
    FingerprintLanes lanes = fingerprint_start(static_cast<std::uint32_t>(length));
    for (std::size_t words = length / 4; words > 0; --words, at += 4) {
        lanes = fingerprint_step(lanes, murmur2_mix(load_word(at)));
    }
    if (const std::size_t tail = length % 4; tail > 0) {
        lanes = fingerprint_step(lanes, murmur2_mix(load_tail(at, tail)));
    }
    return fingerprint_finish(lanes);
}

}  // namespace kafka_architect
