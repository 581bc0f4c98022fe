#include <array>
#include <cstddef>

#include "kafka_architect/hashes.hpp"
#include "simd/words.hpp"

namespace kafka_architect {

namespace {

constexpr std::uint32_t kPolynomial = 0xedb88320U;
constexpr std::size_t kSlices = 8;
using Tables = std::array<std::array<std::uint32_t, 256>, kSlices>;

// tables[s][b] is the effect of byte b that lies s bytes before the end of an eight-byte step.
constexpr Tables make_tables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1U) ^ ((value & 1U) != 0 ? kPolynomial : 0U);
        }
        tables[0][byte] = value;
    }
    for (std::size_t slice = 1; slice < kSlices; ++slice) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8U) ^ tables[0][before & 0xffU];
        }
    }
    return tables;
}

constexpr Tables kTables = make_tables();

}  // namespace

// Eight bytes a step with eight tables ("slicing by 8", Kounavis and Berry 2005).
std::uint32_t crc32(std::span<const std::uint8_t> key) noexcept {
    std::uint32_t crc = 0xffffffffU;
    const std::uint8_t* at = key.data();
    std::size_t left = key.size();
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
