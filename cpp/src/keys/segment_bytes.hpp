// Numbers as Kafka writes them: big-endian, and zigzag varints of bounded length.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kafka_architect {

template <typename Number>
[[nodiscard]] inline Number big_endian(const std::uint8_t* at) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        value = (value << 8U) | at[i];
    }
    return static_cast<Number>(value);
}

// Reads a varint that lies before `end`, and moves `at` behind it; false where it does not, or has more bits
// than the number.
template <typename Number>
[[nodiscard]] inline bool read_varint(const std::uint8_t*& at, const std::uint8_t* end,
                                      Number& number) noexcept {
    constexpr unsigned kBits = 8 * sizeof(Number);
    if (at != end && *at < 0x80U) {  // nearly all of them
        const std::uint32_t byte = *at++;
        number = static_cast<Number>(static_cast<std::int32_t>((byte >> 1U) ^ (0 - (byte & 1U))));
        return true;
    }
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < kBits && at != end; shift += 7) {
        const std::uint8_t byte = *at++;
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if (byte < 0x80U) {
            const unsigned room = kBits - shift;
            if (room < 7 && (byte >> room) != 0) {
                return false;
            }
            number = static_cast<Number>((value >> 1U) ^ (0 - (value & 1U)));
            return true;
        }
    }
    return false;
}

}  // namespace kafka_architect
