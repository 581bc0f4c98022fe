// Cyclic redundancy checks of 32 bits, bit-reflected, eight bytes a step with eight tables ("slicing by 8",
// Kounavis and Berry 2005).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "simd/words.hpp"

namespace kafka_architect {

inline constexpr std::uint32_t kIeeePolynomial = 0xedb88320U;        // CRC-32: zlib, message formats 0 and 1
inline constexpr std::uint32_t kCastagnoliPolynomial = 0x82f63b78U;  // CRC-32C: record batches

inline constexpr std::size_t kCrcSlices = 8;
using CrcTables = std::array<std::array<std::uint32_t, 256>, kCrcSlices>;

// tables[s][b] is the effect of byte b that lies s bytes before the end of an eight-byte step.
[[nodiscard]] constexpr CrcTables make_crc_tables(std::uint32_t polynomial) {
    CrcTables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1U) ^ ((value & 1U) != 0 ? polynomial : 0U);
        }
        tables[0][byte] = value;
    }
    for (std::size_t slice = 1; slice < kCrcSlices; ++slice) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8U) ^ tables[0][before & 0xffU];
        }
    }
    return tables;
}

template <std::uint32_t kPolynomial>
inline constexpr CrcTables kCrcTables = make_crc_tables(kPolynomial);

template <std::uint32_t kPolynomial>
[[nodiscard]] inline std::uint32_t sliced_crc(std::span<const std::uint8_t> bytes) noexcept {
    constexpr const CrcTables& kTables = kCrcTables<kPolynomial>;
    std::uint32_t crc = 0xffffffffU;
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        const std::uint32_t low = crc ^ load_word(at);
        const std::uint32_t high = load_word(at + 4);
        crc = kTables[7][low & 0xffU] ^ kTables[6][(low >> 8U) & 0xffU] ^ kTables[5][(low >> 16U) & 0xffU] ^
              kTables[4][low >> 24U] ^ kTables[3][high & 0xffU] ^ kTables[2][(high >> 8U) & 0xffU] ^
              kTables[1][(high >> 16U) & 0xffU] ^ kTables[0][high >> 24U];
    }
    for (; left > 0; --left, ++at) {
        crc = (crc >> 8U) ^ kTables[0][(crc ^ *at) & 0xffU];
    }
    return ~crc;
}

}  // namespace kafka_architect
