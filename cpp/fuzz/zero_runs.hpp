// Saved states are half a megabyte, nearly all of it zeros. As fuzzer inputs their zeros are written as runs:
// a few hundred bytes, of which a mutation hits the fields and not the zeros between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kafka_architect::fuzz {

// A zero byte in front of two others (little-endian) stands for that many zeros plus one. At most
// `most_bytes` come out.
[[nodiscard]] std::vector<std::uint8_t> expand_zeros(std::span<const std::uint8_t> runs,
                                                     std::size_t most_bytes);
[[nodiscard]] std::vector<std::uint8_t> shorten_zeros(std::span<const std::uint8_t> bytes);

}  // namespace kafka_architect::fuzz
