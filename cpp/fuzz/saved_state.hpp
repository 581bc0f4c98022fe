// Puts the header of a saved state, with the right length and checksum, in front of any payload: only then
// does a mutation reach what reads the payload.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kafka_architect::fuzz {

inline constexpr std::size_t kHeaderBytes = 20;
inline constexpr std::size_t kChecksumAt = 16;

[[nodiscard]] std::vector<std::uint8_t> with_header(std::span<const std::uint8_t> payload);

}  // namespace kafka_architect::fuzz
