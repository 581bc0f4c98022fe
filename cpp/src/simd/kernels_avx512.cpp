// The AVX-512 tier: 16 lanes. Needs F, BW, DQ, VL and VBMI2 (byte compress finds line ends).
#include "simd/fingerprint_steps.hpp"
#include "simd/kernels.hpp"
#include "simd/murmur2_steps.hpp"
#include "simd/targets.hpp"

#if KA_X86

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(                                                                       \
    __attribute__((target("avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2"))), \
    apply_to = function)
#elif defined(__GNUC__)
#pragma GCC push_options
// gcc 12 takes the undefined operand of its own unmasked intrinsics for a mistake of ours.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC target("avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")
#endif

namespace kafka_architect {
namespace avx512 {
namespace {

constexpr std::size_t kWidth = 16;
constexpr std::uint32_t kAllLanes = 0xffff;
using Word = __m512i;
using Mask = __mmask16;

inline Word broadcast(std::uint32_t value) {
    return _mm512_set1_epi32(static_cast<int>(value));
}
inline Word load(const std::uint32_t* from) {
    return _mm512_loadu_si512(from);
}
inline void store(std::uint32_t* to, Word word) {
    _mm512_storeu_si512(to, word);
}

inline Word add(Word a, Word b) {
    return _mm512_add_epi32(a, b);
}
inline Word sub(Word a, Word b) {
    return _mm512_sub_epi32(a, b);
}
inline Word mul(Word a, Word b) {
    return _mm512_mullo_epi32(a, b);
}
inline Word bit_xor(Word a, Word b) {
    return _mm512_xor_si512(a, b);
}
inline Word bit_and(Word a, Word b) {
    return _mm512_and_si512(a, b);
}
template <int kBits>
inline Word shift_right(Word word) {
    return _mm512_srli_epi32(word, kBits);
}
inline Word shift_right_by(Word word, Word bits) {
    return _mm512_srlv_epi32(word, bits);
}
template <int kBits>
inline Word rotate_left(Word word) {
    return _mm512_rol_epi32(word, kBits);
}
inline Word mul_high(Word a, Word b) {
    const Word even = _mm512_srli_epi64(_mm512_mul_epu32(a, b), 32);
    const Word odd = _mm512_mul_epu32(_mm512_srli_epi64(a, 32), _mm512_srli_epi64(b, 32));
    return _mm512_mask_blend_epi32(0xaaaa, even, odd);
}

inline Mask less(Word a, Word b) {
    return _mm512_cmplt_epu32_mask(a, b);
}
inline Mask equal(Word a, Word b) {
    return _mm512_cmpeq_epi32_mask(a, b);
}
inline Mask both(Mask a, Mask b) {
    return _kand_mask16(a, b);
}
inline Mask either(Mask a, Mask b) {
    return _kor_mask16(a, b);
}
inline Word select(Mask mask, Word if_set, Word otherwise) {
    return _mm512_mask_blend_epi32(mask, otherwise, if_set);
}
inline std::uint32_t bits_of(Mask mask) {
    return mask;
}
inline std::uint32_t count_trailing_zeros(std::uint32_t bits) {
    return _tzcnt_u32(bits);
}
inline std::uint32_t largest(Word word) {
    return _mm512_reduce_max_epu32(word);
}
inline std::uint32_t smallest(Word word) {
    return _mm512_reduce_min_epu32(word);
}

// Loads four bytes at each place and keeps the first.
inline Word gather_bytes(const std::uint8_t* table, Word index) {
    return bit_and(_mm512_i32gather_epi32(index, table, 1), broadcast(0xff));
}

inline __m128i load16(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

// Register r takes keys r, r + 4, r + 8 and r + 12, one per 128-bit quarter; four 4 x 4 transposes inside
// the quarters then leave word k of all keys, in key order, in column[k]. Gathers took 1.4 x as long.
inline void load_column(const std::uint8_t* bytes, const std::uint32_t* starts, Word* column) {
    Word rows[4];
    for (std::size_t r = 0; r < 4; ++r) {
        Word row = _mm512_castsi128_si512(load16(bytes + starts[r]));
        row = _mm512_inserti32x4(row, load16(bytes + starts[r + 4]), 1);
        row = _mm512_inserti32x4(row, load16(bytes + starts[r + 8]), 2);
        rows[r] = _mm512_inserti32x4(row, load16(bytes + starts[r + 12]), 3);
    }
    const Word low01 = _mm512_unpacklo_epi32(rows[0], rows[1]);
    const Word high01 = _mm512_unpackhi_epi32(rows[0], rows[1]);
    const Word low23 = _mm512_unpacklo_epi32(rows[2], rows[3]);
    const Word high23 = _mm512_unpackhi_epi32(rows[2], rows[3]);
    column[0] = _mm512_unpacklo_epi64(low01, low23);
    column[1] = _mm512_unpackhi_epi64(low01, low23);
    column[2] = _mm512_unpacklo_epi64(high01, high23);
    column[3] = _mm512_unpackhi_epi64(high01, high23);
}

struct LineMasks {
    std::uint64_t line_feeds;
    std::uint64_t carriage_returns;
};

inline LineMasks match_line_ends(const std::uint8_t* data) {
    const __m512i bytes = _mm512_loadu_si512(data);
    return {_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
            _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'))};
}

inline std::size_t append_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    const __m512i lanes =
        _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43,
                        42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22,
                        21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i found = _mm512_maskz_compress_epi8(bits, lanes);
    const auto count = static_cast<std::size_t>(_mm_popcnt_u64(bits));
    const Word offset = broadcast(base);
    store(out, add(offset, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found))));
    if (count > 16) {
        store(out + 16, add(offset, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 1))));
        store(out + 32, add(offset, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 2))));
        store(out + 48, add(offset, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 3))));
    }
    return count;
}

inline std::uint32_t match_eight(const std::uint64_t* words, std::uint64_t wanted) {
    return _mm512_cmpeq_epi64_mask(_mm512_loadu_si512(words),
                                   _mm512_set1_epi64(static_cast<long long>(wanted)));
}
inline void subtract_one_from_eight(std::uint64_t* words) {
    _mm512_storeu_si512(words, _mm512_sub_epi64(_mm512_loadu_si512(words), _mm512_set1_epi64(1)));
}

// Compressed in a register and stored whole: the compressing store takes a hundred cycles on Zen 4.
inline std::size_t append_lanes(std::uint32_t lanes, std::uint32_t base, std::uint32_t* out) {
    const Word places = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const auto mask = static_cast<__mmask16>(lanes);
    store(out, _mm512_maskz_compress_epi32(mask, add(places, broadcast(base))));
    return static_cast<std::size_t>(_mm_popcnt_u32(lanes));
}

#include "simd/kernel_body.inl"

}  // namespace
}  // namespace avx512

const Kernels* const kAvx512Kernels = &avx512::kTable;

}  // namespace kafka_architect

#if defined(__clang__)
#pragma clang attribute pop
#elif defined(__GNUC__)
#pragma GCC pop_options
#endif

#else

namespace kafka_architect {
const Kernels* const kAvx512Kernels = nullptr;
}

#endif
