// Text files only become interesting past a page, which is more than a fuzzer should have to
// write: in its inputs a run of one byte is short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace kafka_architect::fuzz {

// The byte 0x01 in front of n and b stands for 5 n times b; all other bytes for themselves.
[[nodiscard]] std::string expand_repeats(std::span<const std::uint8_t> input, std::size_t most_bytes);

}  // namespace kafka_architect::fuzz
