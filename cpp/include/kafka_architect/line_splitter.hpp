// Splits a block of text into keys, one per line.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kafka_architect {

struct LineScan {
    std::size_t lines = 0;         // line ends found
    std::size_t next = 0;          // where the scan stopped; the block's end unless the output was full
    bool carriage_return = false;  // whether any CR was seen: only then lines need a second look
};

// Writes the position after each LF in data[begin, end) to `line_starts` (the start of the following line).
// Stops early rather than write more than `capacity` positions; may fill the places behind those it reports.
// Positions are 32-bit: end < 2^32.
// Throws Error when KAFKA_ARCHITECT_ISA names no tier of this machine.
LineScan find_line_ends(const std::uint8_t* data, std::size_t begin, std::size_t end,
                        std::uint32_t* line_starts, std::size_t capacity);

// Turns `lines` + 1 line starts into lengths without line ends. With `strip_carriage_returns`, a CR
// directly before the LF does not belong to the key.
void line_lengths(const std::uint8_t* data, const std::uint32_t* line_starts, std::size_t lines,
                  bool strip_carriage_returns, std::uint32_t* lengths) noexcept;

}  // namespace kafka_architect
