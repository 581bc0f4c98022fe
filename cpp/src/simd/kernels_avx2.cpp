// The AVX2 tier: 8 lanes. Needs AVX2, BMI1, BMI2 and POPCNT.
#include "simd/fingerprint_steps.hpp"
#include "simd/kernels.hpp"
#include "simd/murmur2_steps.hpp"
#include "simd/targets.hpp"

#if KA_X86

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#elif defined(__GNUC__)
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#endif

namespace kafka_architect {
namespace avx2 {
namespace {

constexpr std::size_t kWidth = 8;
constexpr std::uint32_t kAllLanes = 0xff;
using Word = __m256i;
using Mask = __m256i;  // all ones or all zeros per lane

inline Word broadcast(std::uint32_t value) {
    return _mm256_set1_epi32(static_cast<int>(value));
}
inline Word load(const std::uint32_t* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
inline void store(std::uint32_t* to, Word word) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), word);
}

inline Word add(Word a, Word b) {
    return _mm256_add_epi32(a, b);
}
inline Word sub(Word a, Word b) {
    return _mm256_sub_epi32(a, b);
}
inline Word mul(Word a, Word b) {
    return _mm256_mullo_epi32(a, b);
}
inline Word bit_xor(Word a, Word b) {
    return _mm256_xor_si256(a, b);
}
inline Word bit_and(Word a, Word b) {
    return _mm256_and_si256(a, b);
}
template <int kBits>
inline Word shift_right(Word word) {
    return _mm256_srli_epi32(word, kBits);
}
inline Word shift_right_by(Word word, Word bits) {
    return _mm256_srlv_epi32(word, bits);
}
template <int kBits>
inline Word rotate_left(Word word) {
    return _mm256_or_si256(_mm256_slli_epi32(word, kBits), _mm256_srli_epi32(word, 32 - kBits));
}
inline Word mul_high(Word a, Word b) {
    const Word even = _mm256_srli_epi64(_mm256_mul_epu32(a, b), 32);
    const Word odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32));
    return _mm256_blend_epi32(even, odd, 0xaa);
}

inline Mask equal(Word a, Word b) {
    return _mm256_cmpeq_epi32(a, b);
}
// AVX2 compares signed words only: the sign bit of both is flipped.
inline Mask less(Word a, Word b) {
    const Word sign = broadcast(0x80000000U);
    return _mm256_cmpgt_epi32(bit_xor(b, sign), bit_xor(a, sign));
}
inline Mask both(Mask a, Mask b) {
    return _mm256_and_si256(a, b);
}
inline Mask either(Mask a, Mask b) {
    return _mm256_or_si256(a, b);
}
inline Word select(Mask mask, Word if_set, Word otherwise) {
    return _mm256_blendv_epi8(otherwise, if_set, mask);
}
inline std::uint32_t bits_of(Mask mask) {
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(mask)));
}
inline std::uint32_t count_trailing_zeros(std::uint32_t bits) {
    return _tzcnt_u32(bits);
}
inline std::uint32_t largest(Word word) {
    __m128i half = _mm_max_epu32(_mm256_castsi256_si128(word), _mm256_extracti128_si256(word, 1));
    half = _mm_max_epu32(half, _mm_shuffle_epi32(half, 0x4e));
    half = _mm_max_epu32(half, _mm_shuffle_epi32(half, 0xb1));
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(half));
}
inline std::uint32_t smallest(Word word) {
    __m128i half = _mm_min_epu32(_mm256_castsi256_si128(word), _mm256_extracti128_si256(word, 1));
    half = _mm_min_epu32(half, _mm_shuffle_epi32(half, 0x4e));
    half = _mm_min_epu32(half, _mm_shuffle_epi32(half, 0xb1));
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(half));
}

// Loads four bytes at each place and keeps the first.
inline Word gather_bytes(const std::uint8_t* table, Word index) {
    return bit_and(_mm256_i32gather_epi32(reinterpret_cast<const int*>(table), index, 1), broadcast(0xff));
}

inline __m128i load16(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

// Register r takes keys r and r + 4, one per half; 4 x 4 transposes inside the halves leave word k of all
// keys, in key order, in column[k].
inline void load_column(const std::uint8_t* bytes, const std::uint32_t* starts, Word* column) {
    Word rows[4];
    for (std::size_t r = 0; r < 4; ++r) {
        const Word row = _mm256_castsi128_si256(load16(bytes + starts[r]));
        rows[r] = _mm256_inserti128_si256(row, load16(bytes + starts[r + 4]), 1);
    }
    const Word low01 = _mm256_unpacklo_epi32(rows[0], rows[1]);
    const Word high01 = _mm256_unpackhi_epi32(rows[0], rows[1]);
    const Word low23 = _mm256_unpacklo_epi32(rows[2], rows[3]);
    const Word high23 = _mm256_unpackhi_epi32(rows[2], rows[3]);
    column[0] = _mm256_unpacklo_epi64(low01, low23);
    column[1] = _mm256_unpackhi_epi64(low01, low23);
    column[2] = _mm256_unpacklo_epi64(high01, high23);
    column[3] = _mm256_unpackhi_epi64(high01, high23);
}

struct LineMasks {
    std::uint64_t line_feeds;
    std::uint64_t carriage_returns;
};

inline std::uint64_t matches(__m256i low, __m256i high, char wanted) {
    const __m256i pattern = _mm256_set1_epi8(wanted);
    const auto low_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern)));
    const auto high_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern)));
    return (static_cast<std::uint64_t>(high_bits) << 32U) | low_bits;
}

inline LineMasks match_line_ends(const std::uint8_t* data) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data + 32));
    return {matches(low, high, '\n'), matches(low, high, '\r')};
}

// Four positions at a time, needed or not: a loop per line end would be mispredicted at nearly every turn.
inline std::size_t append_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    const auto count = static_cast<std::size_t>(_mm_popcnt_u64(bits));
    for (std::size_t done = 0; done < count; done += 4) {
        for (std::size_t k = 0; k < 4; ++k) {
            out[done + k] = base + static_cast<std::uint32_t>(_tzcnt_u64(bits));
            bits = _blsr_u64(bits);
        }
    }
    return count;
}

inline std::uint32_t match_four(const std::uint64_t* words, __m256i wanted) {
    const __m256i found =
        _mm256_cmpeq_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(words)), wanted);
    return static_cast<std::uint32_t>(_mm256_movemask_pd(_mm256_castsi256_pd(found)));
}
inline std::uint32_t match_eight(const std::uint64_t* words, std::uint64_t wanted) {
    const __m256i pattern = _mm256_set1_epi64x(static_cast<long long>(wanted));
    return match_four(words, pattern) | (match_four(words + 4, pattern) << 4U);
}
inline void subtract_one_from_eight(std::uint64_t* words) {
    for (std::size_t i = 0; i < kHeavyWays; i += 4) {
        auto* const four = reinterpret_cast<__m256i*>(words + i);
        _mm256_storeu_si256(four, _mm256_sub_epi64(_mm256_loadu_si256(four), _mm256_set1_epi64x(1)));
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
}  // namespace avx2

const Kernels* const kAvx2Kernels = &avx2::kTable;

}  // namespace kafka_architect

#if defined(__clang__)
#pragma clang attribute pop
#elif defined(__GNUC__)
#pragma GCC pop_options
#endif

#else

namespace kafka_architect {
const Kernels* const kAvx2Kernels = nullptr;
}

#endif
