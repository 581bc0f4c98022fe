#include "repeats.hpp"

#include <algorithm>

namespace kafka_architect::fuzz {

std::string expand_repeats(std::span<const std::uint8_t> input, std::size_t most_bytes) {
    constexpr std::size_t kStep = 5;  // prime to the size of a page
    std::string out;
    for (std::size_t i = 0; i < input.size() && out.size() < most_bytes; ++i) {
        if (input[i] == 1 && i + 2 < input.size()) {
            out.append(std::min(most_bytes - out.size(), input[i + 1] * kStep),
                       static_cast<char>(input[i + 2]));
            i += 2;
        } else {
            out.push_back(static_cast<char>(input[i]));
        }
    }
    return out;
}

}  // namespace kafka_architect::fuzz
