// JsonLines on any bytes: its columns are sound, whatever lies in which block and beside which other field;
// and what it reads can be written as JSON that it reads as the same.
//
// Input: a byte for the cut between two blocks, then the lines.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kafka_architect/json_lines.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

using Value = std::optional<std::string>;
using Path = std::vector<std::string>;

const std::vector<Path> kPaths{{"k"}, {"a"}, {"a", "k"}, {"a", "a", "b"}, {"\""}};

struct Column {
    std::vector<Value> values;
    std::size_t missing = 0;
    std::size_t numbers = 0;

    bool operator==(const Column&) const = default;
};

struct Found {
    std::vector<Column> columns;
    std::optional<std::size_t> bad_at;
    std::string reason;

    bool operator==(const Found&) const = default;
};

void append(const FieldColumn& from, Column& to) {
    require(from.offsets.front() == 0, "offsets begin at 0");
    require(static_cast<std::size_t>(from.offsets.back()) == from.bytes.size(), "and end with the bytes");
    require(std::ranges::is_sorted(from.offsets), "offsets rise");
    require(from.validity.size() == (from.size() + 7) / 8, "a bit for each value");
    std::size_t nulls = 0;
    for (std::size_t row = 0; row < from.size(); ++row) {
        const auto begin = static_cast<std::size_t>(from.offsets[row]);
        const auto end = static_cast<std::size_t>(from.offsets[row + 1]);
        const bool present = ((from.validity[row / 8] >> (row % 8)) & 1U) != 0;
        nulls += present ? 0U : 1U;
        require(present || begin == end, "a null has no bytes");
        const std::span<const std::uint8_t> bytes = std::span(from.bytes).subspan(begin, end - begin);
        to.values.push_back(present ? std::string(bytes.begin(), bytes.end()) : Value());
    }
    require(from.nulls == nulls, "nulls are counted");
    require(from.missing <= nulls && from.numbers <= from.size() - nulls, "and what they and numbers are");
    to.missing += from.missing;
    to.numbers += from.numbers;
}

// Each block in memory of its own, so that AddressSanitizer sees its borders.
Found read(std::string_view text, std::size_t cut, const std::vector<Path>& paths) {
    JsonLines lines(paths);
    Found found{.columns = std::vector<Column>(paths.size()), .bad_at = {}, .reason = {}};
    for (const std::string_view part : {text.substr(0, cut), text.substr(cut)}) {
        const std::vector<std::uint8_t> block(part.begin(), part.end());
        const std::vector<BadLine> bad = lines.read(block);
        const std::vector<FieldColumn> columns = lines.take();
        require(columns.size() == paths.size(), "a column for each path");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            require(columns[i].size() == columns[0].size(), "columns of one length");
            require(columns[i].bytes.size() <= block.size(), "no more bytes than the block has");
            append(columns[i], found.columns[i]);
        }
        if (!bad.empty()) {
            require(bad.size() == 1 && bad[0].offset <= block.size(), "what is wrong is in the block");
            found.bad_at = static_cast<std::size_t>(part.data() - text.data()) + bad[0].offset;
            found.reason = bad[0].reason;
            break;
        }
    }
    return found;
}

std::string written(const Value& value) {
    if (!value) {
        return "null";
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out = "\"";
    for (const char byte : *value) {
        if (byte == '"' || byte == '\\') {
            out += {'\\', byte};
        } else if (static_cast<unsigned char>(byte) < 0x20U) {
            const auto number = static_cast<unsigned>(byte);
            out += "\\u00";
            out += {kDigits[number >> 4U], kDigits[number & 15U]};
        } else {
            out += byte;
        }
    }
    return out + '"';
}

void read_back(const Column& column) {
    std::string text;
    for (const Value& value : column.values) {
        text += "{\"k\": " + written(value) + "}\n";
    }
    const Found again = read(text, text.size(), {{"k"}});
    require(!again.bad_at && again.columns[0].values == column.values, "what is written is read as the same");
}

void run(std::span<const std::uint8_t> input) {
    if (input.empty()) {
        return;
    }
    const std::string text(input.begin() + 1, input.end());
    const Found whole = read(text, text.size(), kPaths);
    // Blocks end where lines end.
    const std::size_t near = input[0] % (text.size() + 1);
    const std::size_t end = text.find('\n', near);
    require(read(text, end == std::string::npos ? text.size() : end + 1, kPaths) == whole,
            "two blocks have what one has");
    const std::size_t chosen = input[0] % kPaths.size();
    const Column& beside = whole.columns[chosen];
    const Found found = read(text, text.size(), {kPaths[chosen]});
    const Column& alone = found.columns[0];
    // Behind the last field that is wanted a line is not looked at: more lines may be read for one alone.
    require(alone.values.size() >= beside.values.size(), "no fewer lines for one field alone");
    require(std::ranges::equal(std::span(alone.values).first(beside.values.size()), beside.values),
            "a field reads the same alone");
    require(whole.bad_at || alone == beside, "and counts the same");
    read_back(beside);
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
