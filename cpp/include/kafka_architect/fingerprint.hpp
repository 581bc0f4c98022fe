// The 64-bit fingerprint by which the sketches tell keys apart.
//
// It must be independent of the partitioner's hash: within one partition murmur2's residues are all
// alike, and a sketch fed with them would be biased. It is made of two 32-bit lanes that differ in
// rotation, operation and multiplier, so that a difference that cancels in one does not in the other
// (murmur2 itself collides for words whose top bits flip together once mixed). 32-bit lanes, because a
// vector register multiplies sixteen of them at once; the lanes share the first mixing step of each word
// with murmur2, which is why a fingerprint on top of a murmur2 costs little.
//
// Not cryptographic: who knows the constants can craft collisions. The sketches state bounds that they
// measured, so crafted keys make the bounds wider, not wrong.
#pragma once

#include <cstdint>
#include <span>

namespace kafka_architect {

struct Fingerprint {
    std::uint32_t high;
    std::uint32_t low;

    [[nodiscard]] constexpr std::uint64_t value() const noexcept {
        return (static_cast<std::uint64_t>(high) << 32U) | low;
    }
};

[[nodiscard]] Fingerprint fingerprint(std::span<const std::uint8_t> key) noexcept;

}  // namespace kafka_architect
