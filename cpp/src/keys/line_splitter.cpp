#include "kafka_architect/line_splitter.hpp"

#include <cstring>

namespace kafka_architect {

LineScan find_line_ends(const std::uint8_t* data, std::size_t begin, std::size_t end,
                        std::uint32_t* line_starts, std::size_t capacity) noexcept {
    LineScan scan{.next = begin};
    while (scan.lines < capacity && scan.next < end) {
        const void* found = std::memchr(data + scan.next, '\n', end - scan.next);
        if (found == nullptr) {
            scan.next = end;
            break;
        }
        scan.next = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - data) + 1;
        line_starts[scan.lines++] = static_cast<std::uint32_t>(scan.next);
    }
    scan.carriage_return = std::memchr(data + begin, '\r', scan.next - begin) != nullptr;
    return scan;
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
