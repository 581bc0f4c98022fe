// The NEON tier: 4 lanes. Part of every aarch64, so it needs no target region and no detection.
#include "simd/fingerprint_steps.hpp"
#include "simd/kernels.hpp"
#include "simd/murmur2_steps.hpp"
#include "simd/targets.hpp"

#if KA_NEON

#include <arm_neon.h>

namespace kafka_architect {
namespace neon {
namespace {

constexpr std::size_t kWidth = 4;
constexpr std::uint32_t kAllLanes = 0xf;
using Word = uint32x4_t;
using Mask = uint32x4_t;  // all ones or all zeros per lane

inline Word broadcast(std::uint32_t value) {
    return vdupq_n_u32(value);
}
inline Word load(const std::uint32_t* from) {
    return vld1q_u32(from);
}
inline void store(std::uint32_t* to, Word word) {
    vst1q_u32(to, word);
}

inline Word add(Word a, Word b) {
    return vaddq_u32(a, b);
}
inline Word sub(Word a, Word b) {
    return vsubq_u32(a, b);
}
inline Word mul(Word a, Word b) {
    return vmulq_u32(a, b);
}
inline Word bit_xor(Word a, Word b) {
    return veorq_u32(a, b);
}
inline Word bit_and(Word a, Word b) {
    return vandq_u32(a, b);
}
template <int kBits>
inline Word shift_right(Word word) {
    return vshrq_n_u32(word, kBits);
}
// A shift to the left by a negative count; from 32 bits on it gives 0, as on x86.
inline Word shift_right_by(Word word, Word bits) {
    return vshlq_u32(word, vnegq_s32(vreinterpretq_s32_u32(bits)));
}
template <int kBits>
inline Word rotate_left(Word word) {
    return vsliq_n_u32(vshrq_n_u32(word, 32 - kBits), word, kBits);
}
inline Word mul_high(Word a, Word b) {
    const uint32x4_t low = vreinterpretq_u32_u64(vmull_u32(vget_low_u32(a), vget_low_u32(b)));
    const uint32x4_t high = vreinterpretq_u32_u64(vmull_high_u32(a, b));
    return vuzp2q_u32(low, high);
}

inline Mask less(Word a, Word b) {
    return vcltq_u32(a, b);
}
inline Mask equal(Word a, Word b) {
    return vceqq_u32(a, b);
}
inline Mask both(Mask a, Mask b) {
    return vandq_u32(a, b);
}
inline Mask either(Mask a, Mask b) {
    return vorrq_u32(a, b);
}
inline Word select(Mask mask, Word if_set, Word otherwise) {
    return vbslq_u32(mask, if_set, otherwise);
}
inline std::uint32_t bits_of(Mask mask) {
    constexpr std::uint32_t kLaneBits[4] = {1, 2, 4, 8};
    return vaddvq_u32(vandq_u32(mask, vld1q_u32(kLaneBits)));
}
inline std::uint32_t count_trailing_zeros(std::uint32_t bits) {
    return static_cast<std::uint32_t>(__builtin_ctz(bits));
}
inline std::uint32_t largest(Word word) {
    return vmaxvq_u32(word);
}
inline std::uint32_t smallest(Word word) {
    return vminvq_u32(word);
}

inline Word gather_bytes(const std::uint8_t* table, Word index) {
    const std::uint32_t bytes[4] = {table[vgetq_lane_u32(index, 0)], table[vgetq_lane_u32(index, 1)],
                                    table[vgetq_lane_u32(index, 2)], table[vgetq_lane_u32(index, 3)]};
    return vld1q_u32(bytes);
}

inline void load_column(const std::uint8_t* bytes, const std::uint32_t* starts, Word* column) {
    Word rows[4];
    for (std::size_t r = 0; r < 4; ++r) {
        rows[r] = vreinterpretq_u32_u8(vld1q_u8(bytes + starts[r]));
    }
    const uint64x2_t low01 = vreinterpretq_u64_u32(vzip1q_u32(rows[0], rows[1]));
    const uint64x2_t high01 = vreinterpretq_u64_u32(vzip2q_u32(rows[0], rows[1]));
    const uint64x2_t low23 = vreinterpretq_u64_u32(vzip1q_u32(rows[2], rows[3]));
    const uint64x2_t high23 = vreinterpretq_u64_u32(vzip2q_u32(rows[2], rows[3]));
    column[0] = vreinterpretq_u32_u64(vzip1q_u64(low01, low23));
    column[1] = vreinterpretq_u32_u64(vzip2q_u64(low01, low23));
    column[2] = vreinterpretq_u32_u64(vzip1q_u64(high01, high23));
    column[3] = vreinterpretq_u32_u64(vzip2q_u64(high01, high23));
}

struct LineMasks {
    std::uint64_t line_feeds;
    std::uint64_t carriage_returns;
};

// One bit per byte: each byte keeps the bit of its place, and pairwise sums bring eight of them together.
inline std::uint64_t matches(const uint8x16_t* bytes, std::uint8_t wanted) {
    constexpr std::uint8_t kPlaces[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t place = vld1q_u8(kPlaces);
    const uint8x16_t pattern = vdupq_n_u8(wanted);
    const uint8x16_t pairs01 =
        vpaddq_u8(vandq_u8(vceqq_u8(bytes[0], pattern), place), vandq_u8(vceqq_u8(bytes[1], pattern), place));
    const uint8x16_t pairs23 =
        vpaddq_u8(vandq_u8(vceqq_u8(bytes[2], pattern), place), vandq_u8(vceqq_u8(bytes[3], pattern), place));
    const uint8x16_t fours = vpaddq_u8(pairs01, pairs23);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(fours, fours)), 0);
}

inline LineMasks match_line_ends(const std::uint8_t* data) {
    const uint8x16_t bytes[4] = {vld1q_u8(data), vld1q_u8(data + 16), vld1q_u8(data + 32),
                                 vld1q_u8(data + 48)};
    return {matches(bytes, '\n'), matches(bytes, '\r')};
}

// Four positions at a time, needed or not: a loop per line end would be mispredicted at nearly every turn.
inline std::size_t append_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    const auto count = static_cast<std::size_t>(__builtin_popcountll(bits));
    for (std::size_t done = 0; done < count; done += 4) {
        for (std::size_t k = 0; k < 4; ++k) {
            out[done + k] = base + static_cast<std::uint32_t>(bits == 0 ? 64 : __builtin_ctzll(bits));
            bits &= bits - 1;
        }
    }
    return count;
}

// Two words a step: the narrowed comparison of a pair is one 64-bit word of two 32-bit halves.
inline std::uint32_t match_eight(const std::uint64_t* words, std::uint64_t wanted) {
    const uint64x2_t pattern = vdupq_n_u64(wanted);
    std::uint32_t bits = 0;
    for (std::uint32_t i = 0; i < kHeavyWays; i += 2) {
        const uint32x2_t found = vmovn_u64(vceqq_u64(vld1q_u64(words + i), pattern));
        bits |= ((vget_lane_u32(found, 0) & 1U) | (vget_lane_u32(found, 1) & 2U)) << i;
    }
    return bits;
}
inline void subtract_one_from_eight(std::uint64_t* words) {
    for (std::size_t i = 0; i < kHeavyWays; i += 2) {
        vst1q_u64(words + i, vsubq_u64(vld1q_u64(words + i), vdupq_n_u64(1)));
    }
}

inline std::size_t append_lanes(std::uint32_t lanes, std::uint32_t base, std::uint32_t* out) {
    std::size_t count = 0;
    for (; lanes != 0; lanes &= lanes - 1) {
        out[count++] = base + count_trailing_zeros(lanes);
    }
    return count;
}

#include "simd/kernel_body.inl"

}  // namespace
}  // namespace neon

const Kernels* const kNeonKernels = &neon::kTable;

}  // namespace kafka_architect

#else

namespace kafka_architect {
const Kernels* const kNeonKernels = nullptr;
}

#endif
