#include "kafka_architect/delimited_rows.hpp"

#include <limits>
#include <utility>

#include "kafka_architect/error.hpp"
#include "keys/special_bytes.hpp"

namespace kafka_architect {

namespace {

using Text = std::span<const std::uint8_t>;

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
constexpr std::uint8_t kQuote = '"';
constexpr std::uint8_t kLineEnd = '\n';

}  // namespace

DelimitedRows::DelimitedRows(const std::vector<std::size_t>& columns, std::size_t width,
                             std::uint8_t delimiter)
    : column_of_(width, kNone), delimiter_(delimiter), wanted_(columns.size()), columns_(columns.size()) {
    if (delimiter == kQuote || delimiter == kLineEnd || delimiter == '\r' || delimiter == 0) {
        throw Error(ErrorCode::invalid_argument,
                    "a delimiter must be no quote, no end of a line and no NUL byte");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] >= width || column_of_[columns[i]] != kNone) {
            throw Error(ErrorCode::invalid_argument, "column " + std::to_string(columns[i]) +
                                                         " is asked for twice or is none of the " +
                                                         std::to_string(width));
        }
        column_of_[columns[i]] = i;
    }
}

std::optional<BadRow> DelimitedRows::read(Text block, bool last) {
    SpecialBytes specials(block, {delimiter_, kLineEnd, kQuote});
    consumed_ = 0;
    fields_ = 0;
    std::size_t row = 0;  // where it begins
    Field field;
    for (std::size_t at = specials.next(); at < block.size(); at = specials.next()) {
        const std::uint8_t special = block[at];
        if (special == kQuote) {
            if (at != field.begin) {
                continue;  // in the middle of a field it is a byte like others
            }
            field.closing = close(specials, block, field);
            // At the end of a block nobody knows yet whether a quote is doubled.
            if (field.closing + 1 >= block.size() && !last) {
                return std::nullopt;
            }
            if (field.closing == block.size()) {
                return BadRow{row, "a quote is not closed"};
            }
            continue;
        }
        field.end = at;
        if (special == kLineEnd && at > field.begin && block[at - 1] == '\r') {
            --field.end;
        }
        end_field(field);
        if (special == kLineEnd) {
            if (std::optional<BadRow> bad = end_row(block, row)) {
                return bad;
            }
            consumed_ = row = at + 1;
        }
        field = {.begin = at + 1};
    }
    if (last && row < block.size()) {
        field.end = block.size();
        end_field(field);
        if (std::optional<BadRow> bad = end_row(block, row)) {
            return bad;
        }
        consumed_ = block.size();
    }
    return std::nullopt;
}

// Where the quote is that closes the field; the length of the block where there is none.
std::size_t DelimitedRows::close(SpecialBytes& specials, Text block, Field& field) noexcept {
    while (true) {
        const std::size_t at = specials.next();
        if (at == block.size()) {
            return at;
        }
        if (block[at] != kQuote) {
            continue;
        }
        if (at + 1 == block.size() || block[at + 1] != kQuote) {
            return at;
        }
        field.doubled = true;
        static_cast<void>(specials.next());
    }
}

void DelimitedRows::end_field(Field field) noexcept {
    if (fields_ < column_of_.size() && column_of_[fields_] != kNone) {
        wanted_[column_of_[fields_]] = field;
    }
    if (fields_ == 0) {
        first_ = field;
    }
    ++fields_;
}

std::optional<BadRow> DelimitedRows::end_row(Text block, std::size_t begin) {
    const std::size_t fields = std::exchange(fields_, 0);
    if (fields == 1 && first_.begin == first_.end) {
        return std::nullopt;  // a blank line
    }
    if (fields != column_of_.size()) {
        return BadRow{begin, "expected " + std::to_string(column_of_.size()) + " fields, found " +
                                 std::to_string(fields)};
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        append(columns_[i], block, wanted_[i]);
    }
    return std::nullopt;
}

void DelimitedRows::append(FieldColumn& column, Text block, const Field& field) {
    std::vector<std::uint8_t>& bytes = column.bytes;
    const auto add = [&](std::size_t begin, std::size_t end) {
        bytes.insert(bytes.end(), block.data() + begin, block.data() + end);
    };
    if (field.closing == 0) {
        add(field.begin, field.end);
    } else {
        std::size_t begin = field.begin + 1;
        for (std::size_t at = begin; field.doubled && at < field.closing; ++at) {
            if (block[at] == kQuote) {
                add(begin, ++at);  // the first of two
                begin = at + 1;
            }
        }
        add(begin, field.closing);
        add(field.closing + 1, field.end);
    }
    column.append(true);
}

std::vector<FieldColumn> DelimitedRows::take() {
    return std::exchange(columns_, std::vector<FieldColumn>(columns_.size()));
}

}  // namespace kafka_architect
