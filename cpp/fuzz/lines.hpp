// The lines of a text, split as anyone can follow.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace kafka_architect::fuzz {

// A CR directly before an LF belongs to the line end; what follows the last LF is a line if it has bytes.
inline std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (end != std::string_view::npos && line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        lines.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

}  // namespace kafka_architect::fuzz
