#include "kafka_architect/line_splitter.hpp"

#include "simd/kernels.hpp"

namespace kafka_architect {

LineScan find_line_ends(const std::uint8_t* data, std::size_t begin, std::size_t end,
                        std::uint32_t* line_starts, std::size_t capacity) {
    if (capacity < 64) {
        LineScan scan{.lines = 0, .next = begin, .carriage_return = false};
        scan_byte_by_byte(data, end, line_starts, capacity, scan);
        return scan;
    }
    return kernels().find_line_ends(data, begin, end, line_starts, capacity);
}

void line_lengths(const std::uint8_t* data, const std::uint32_t* line_starts, std::size_t lines,
                  bool strip_carriage_returns, std::uint32_t* lengths) noexcept {
    for (std::size_t i = 0; i < lines; ++i) {
        lengths[i] = line_starts[i + 1] - line_starts[i] - 1;
    }
    if (strip_carriage_returns) {
        for (std::size_t i = 0; i < lines; ++i) {
            const bool ends_in_cr = lengths[i] > 0 && data[line_starts[i] + lengths[i] - 1] == '\r';
            lengths[i] -= ends_in_cr ? 1U : 0U;
        }
    }
}

}  // namespace kafka_architect
