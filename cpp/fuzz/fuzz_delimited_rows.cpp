// DelimitedRows on any bytes: what a reader of one byte at a time finds, in whatever blocks the text comes.
//
// Input: a byte for the cut between two blocks, one for the number of columns, then the text.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kafka_architect/delimited_rows.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

using Row = std::vector<std::string>;

struct Found {
    std::vector<Row> rows;
    std::optional<std::size_t> bad_at;

    bool operator==(const Found&) const = default;
};

// Byte by byte, as anyone can follow.
Found followed(std::string_view text, std::size_t width) {
    Found found;
    Row row{""};
    std::size_t begin = 0;
    std::size_t field = 0;  // where it begins
    bool inside = false;    // a quoted part
    bool blank = true;      // the line
    const auto end_row = [&](std::size_t next) {
        if (row.size() != width && !blank) {
            found.bad_at = begin;
            return false;
        }
        if (!blank) {
            found.rows.push_back(row);
        }
        row = {""};
        begin = field = next;
        blank = true;
        return true;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (inside) {
            if (byte == '"' && at + 1 < text.size() && text[at + 1] == '"') {
                row.back() += byte;
                ++at;
            } else if (byte == '"') {
                inside = false;
            } else {
                row.back() += byte;
            }
        } else if (byte == '"' && at == field) {
            inside = true;
            blank = false;
        } else if (byte == ',') {
            row.emplace_back();
            field = at + 1;
            blank = false;
        } else if (byte == '\n') {
            if (!end_row(at + 1)) {
                return found;
            }
        } else if (byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n') {
            // Part of the line's end.
        } else {
            row.back() += byte;
            blank = false;
        }
    }
    if (inside) {
        found.bad_at = begin;
    } else if (begin < text.size()) {
        static_cast<void>(end_row(text.size()));
    }
    return found;
}

void append(DelimitedRows& rows, Found& found, std::size_t block_bytes) {
    const std::vector<FieldColumn> columns = rows.take();
    for (const FieldColumn& column : columns) {
        require(column.size() == columns[0].size(), "columns of one length");
        require(column.bytes.size() <= block_bytes, "no more bytes than the block has");
        require(std::ranges::is_sorted(column.offsets), "offsets rise");
    }
    for (std::size_t i = 0; i < columns[0].size(); ++i) {
        Row row;
        for (const FieldColumn& column : columns) {
            row.emplace_back(column.value(i));
        }
        found.rows.push_back(row);
    }
}

// Each block in memory of its own, so that AddressSanitizer sees its borders.
Found read(std::string_view text, std::size_t cut, std::size_t width) {
    std::vector<std::size_t> places(width);
    for (std::size_t i = 0; i < width; ++i) {
        places[i] = i;
    }
    DelimitedRows rows(places, width, ',');
    Found found;
    std::size_t before = 0;
    for (const std::size_t end : {cut, text.size()}) {
        const std::string_view part = text.substr(before, end - before);
        const std::vector<std::uint8_t> block(part.begin(), part.end());
        const std::optional<BadRow> bad = rows.read(block, end == text.size());
        append(rows, found, block.size());
        require(rows.consumed() <= block.size(), "no more is read than there is");
        if (bad) {
            require(bad->offset == rows.consumed() || bad->offset <= block.size(), "in the block");
            found.bad_at = before + bad->offset;
            break;
        }
        before += rows.consumed();
    }
    require(found.bad_at || before == text.size(), "all of it is read, or a row is refused");
    return found;
}

void run(std::span<const std::uint8_t> input) {
    if (input.size() < 2) {
        return;
    }
    const std::string text(input.begin() + 2, input.end());
    const std::size_t width = 1 + input[1] % 4;
    const Found whole = read(text, text.size(), width);
    require(read(text, input[0] % (text.size() + 1), width) == whole, "two blocks have what one has");
    require(followed(text, width) == whole, "and what a simple reader finds");
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
