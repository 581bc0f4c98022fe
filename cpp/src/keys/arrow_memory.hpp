// Numbers as they lie in Arrow's buffers, which need not be aligned.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

template <typename Number>
[[nodiscard]] Number number_at(const std::uint8_t* from, std::size_t index) noexcept {
    Number value = 0;
    std::memcpy(&value, from + index * sizeof(Number), sizeof(Number));
    return value;
}

// A view has a length, and then its key if that has no more bytes than this; else a prefix of it, and where
// it is.
inline constexpr std::size_t kViewBytes = 16;
inline constexpr std::uint8_t kInView = 12;

// What batches without any bytes point at.
inline constexpr std::array<std::uint8_t, kReadPadding> kNoBytes{};

}  // namespace kafka_architect
