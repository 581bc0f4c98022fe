#include "zero_runs.hpp"

#include <algorithm>

namespace kafka_architect::fuzz {

std::vector<std::uint8_t> expand_zeros(std::span<const std::uint8_t> runs, std::size_t most_bytes) {
    std::vector<std::uint8_t> out;
    for (std::size_t i = 0; i < runs.size() && out.size() < most_bytes; ++i) {
        if (runs[i] != 0) {
            out.push_back(runs[i]);
            continue;
        }
        const std::size_t low = i + 1 < runs.size() ? runs[i + 1] : 0U;
        const std::size_t high = i + 2 < runs.size() ? runs[i + 2] : 0U;
        out.resize(std::min(most_bytes, out.size() + low + 256 * high + 1));
        i += 2;
    }
    return out;
}

std::vector<std::uint8_t> shorten_zeros(std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> out;
    for (std::size_t i = 0; i < bytes.size();) {
        if (bytes[i] != 0) {
            out.push_back(bytes[i++]);
            continue;
        }
        const std::size_t most = std::min(bytes.size(), i + 65'536);
        const std::size_t begin = i;
        while (i < most && bytes[i] == 0) {
            ++i;
        }
        const std::size_t more = i - begin - 1;
        out.insert(out.end(),
                   {0, static_cast<std::uint8_t>(more % 256), static_cast<std::uint8_t>(more / 256)});
    }
    return out;
}

}  // namespace kafka_architect::fuzz
