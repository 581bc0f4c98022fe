// Little-endian 32-bit words of a key, as murmur2 and the fingerprint read them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kafka_architect {

static_assert(std::endian::native == std::endian::little,
              "the word loads below assume a little-endian machine; swap bytes here for others");

[[nodiscard]] inline std::uint32_t load_word(const std::uint8_t* at) noexcept {
    std::uint32_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// The last 1 to 3 bytes of a key as a word whose missing bytes are zero; `count` is 1, 2 or 3.
[[nodiscard]] inline std::uint32_t load_tail(const std::uint8_t* at, std::size_t count) noexcept {
    std::uint32_t word = at[0];
    if (count > 1) {
        word |= static_cast<std::uint32_t>(at[1]) << 8U;
    }
    if (count > 2) {
        word |= static_cast<std::uint32_t>(at[2]) << 16U;
    }
    return word;
}

}  // namespace kafka_architect
