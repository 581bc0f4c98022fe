#include "kafka_architect/crc32c.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "kafka_architect/instruction_set.hpp"
#include "simd/fetch_ahead.hpp"
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

#if KA_X86 && (defined(__GNUC__) || defined(__clang__))
#define KA_CRC_TARGET __attribute__((target("sse4.2")))
#else
#define KA_CRC_TARGET
#endif

KA_CRC_TARGET inline std::uint32_t with_word(std::uint32_t crc, const std::uint8_t* at) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
#if KA_X86
    return static_cast<std::uint32_t>(_mm_crc32_u64(crc, word));
#else
    return __crc32cd(crc, word);
#endif
}

KA_CRC_TARGET inline std::uint32_t with_byte(std::uint32_t crc, std::uint8_t byte) noexcept {
#if KA_X86
    return _mm_crc32_u8(crc, byte);
#else
    return __crc32cb(crc, byte);
#endif
}

// The instruction gives its result after three cycles and can begin in each: three lanes are read at once. A
// lane's checksum is then moved over the bytes of the lanes behind it, as if they were zeros.
constexpr std::size_t kLaneBytes = 1024;

// Moves a checksum over a number of zero bytes: that is linear, so a table for each of its four bytes does.
class Shift {
public:
    KA_CRC_TARGET explicit Shift(std::size_t zero_bytes) noexcept {
        constexpr std::array<std::uint8_t, 8> kZeros{};
        std::array<std::uint32_t, 32> moved{};
        for (std::size_t bit = 0; bit < moved.size(); ++bit) {
            std::uint32_t crc = std::uint32_t{1} << bit;
            for (std::size_t i = 0; i < zero_bytes; i += kZeros.size()) {
                crc = with_word(crc, kZeros.data());
            }
            moved[bit] = crc;
        }
        for (std::size_t byte = 0; byte < tables_.size(); ++byte) {
            for (std::size_t value = 0; value < tables_[byte].size(); ++value) {
                for (std::size_t bit = 0; bit < 8; ++bit) {
                    tables_[byte][value] ^= ((value >> bit) & 1U) != 0 ? moved[byte * 8 + bit] : 0;
                }
            }
        }
    }

    [[nodiscard]] std::uint32_t operator()(std::uint32_t crc) const noexcept {
        return tables_[0][crc & 0xffU] ^ tables_[1][(crc >> 8U) & 0xffU] ^ tables_[2][(crc >> 16U) & 0xffU] ^
               tables_[3][crc >> 24U];
    }

private:
    std::array<std::array<std::uint32_t, 256>, 4> tables_{};
};

KA_CRC_TARGET std::uint32_t crc32c_by_instruction(std::span<const std::uint8_t> bytes) noexcept {
    static const Shift over_one_lane(kLaneBytes);
    static const Shift over_two_lanes(2 * kLaneBytes);
    std::uint32_t crc = 0xffffffffU;
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 3 * kLaneBytes; left -= 3 * kLaneBytes, at += 3 * kLaneBytes) {
        // The CPU follows one stream of reads by itself, but three that begin anew every kilobyte it does
        // not.
        fetch_ahead({at + 3 * kLaneBytes, std::min(left - 3 * kLaneBytes, 3 * kLaneBytes)});
        std::uint32_t second = 0;
        std::uint32_t third = 0;
        for (std::size_t i = 0; i < kLaneBytes; i += 8) {
            crc = with_word(crc, at + i);
            second = with_word(second, at + kLaneBytes + i);
            third = with_word(third, at + 2 * kLaneBytes + i);
        }
        crc = over_two_lanes(crc) ^ over_one_lane(second) ^ third;
    }
    for (; left >= 8; left -= 8, at += 8) {
        crc = with_word(crc, at);
    }
    for (; left > 0; --left, ++at) {
        crc = with_byte(crc, *at);
    }
    return ~crc;
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
