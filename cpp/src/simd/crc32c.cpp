#include "kafka_architect/crc32c.hpp"

#include <cstddef>
#include <cstring>

#include "kafka_architect/instruction_set.hpp"
#include "simd/sliced_crc.hpp"
#include "simd/targets.hpp"

#if KA_X86
#include <nmmintrin.h>
#elif KA_NEON && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#endif

namespace kafka_architect {

namespace {

#if KA_X86 || (KA_NEON && defined(__ARM_FEATURE_CRC32))

// A word in three cycles: three times as fast as tables, and faster than what decompresses.
#if KA_X86 && (defined(__GNUC__) || defined(__clang__))
__attribute__((target("sse4.2")))
#endif
std::uint32_t crc32c_by_instruction(std::span<const std::uint8_t> bytes) noexcept {
    std::uint64_t crc = 0xffffffffU;
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
#if KA_X86
        crc = _mm_crc32_u64(crc, word);
#else
        crc = __crc32cd(static_cast<std::uint32_t>(crc), word);
#endif
    }
    auto rest = static_cast<std::uint32_t>(crc);
    for (; left > 0; --left, ++at) {
#if KA_X86
        rest = _mm_crc32_u8(rest, *at);
#else
        rest = __crc32cb(rest, *at);
#endif
    }
    return ~rest;
}

#endif

}  // namespace

std::uint32_t crc32c(std::span<const std::uint8_t> bytes) {
    // Every CPU of the vector tiers of x86 has the instruction; on ARM the build says so.
#if KA_X86 || (KA_NEON && defined(__ARM_FEATURE_CRC32))
    static const bool has_instruction = active_instruction_set() != InstructionSet::scalar;
    if (has_instruction) {
        return crc32c_by_instruction(bytes);
    }
#endif
    return crc32c_by_tables(bytes);
}

std::uint32_t crc32c_by_tables(std::span<const std::uint8_t> bytes) noexcept {
    return sliced_crc<kCastagnoliPolynomial>(bytes);
}

}  // namespace kafka_architect
