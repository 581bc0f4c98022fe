// DelimitedRows: some columns of CSV or TSV, without a look at the others.
//
// Rows end at LF, with one CR directly before it, or at the end of the text; blank lines are skipped. A field
// that begins with a quote goes on to the next quote that is not doubled, over delimiters and line ends (RFC
// 4180); what follows its closing quote is part of it, as Python's csv and spreadsheets read it. Bytes are
// taken as they are. No field is null.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/field_column.hpp"

namespace kafka_architect {

class SpecialBytes;

struct BadRow {
    std::size_t offset;  // in the block
    std::string reason;
};

class DelimitedRows {
public:
    // Columns by their places, from 0, each once; `width` fields make a row. Throws Error (invalid_argument)
    // for a place that no row has, and for a delimiter that is a quote or ends a line.
    DelimitedRows(const std::vector<std::size_t>& columns, std::size_t width, std::uint8_t delimiter);

    // Adds the whole rows of a block to the columns, and stops before one that is bad. What follows the last
    // row that ends is left over; with `last` it is a row too.
    [[nodiscard]] std::optional<BadRow> read(std::span<const std::uint8_t> block, bool last);
    // Bytes of the rows of the last block that were read.
    [[nodiscard]] std::size_t consumed() const noexcept { return consumed_; }
    // What was read since the last call, a column for each place in the order that was given.
    [[nodiscard]] std::vector<FieldColumn> take();

private:
    struct Field {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t closing = 0;  // the quote that closes it; 0 where none opens it
        bool doubled = false;     // whether quotes in it are doubled
    };

    [[nodiscard]] static std::size_t close(SpecialBytes& specials, std::span<const std::uint8_t> block,
                                           Field& field) noexcept;
    void end_field(Field field) noexcept;
    [[nodiscard]] std::optional<BadRow> end_row(std::span<const std::uint8_t> block, std::size_t begin);
    static void append(FieldColumn& column, std::span<const std::uint8_t> block, const Field& field);

    std::vector<std::size_t> column_of_;  // by place in the row; kNone where nobody asks for it
    std::uint8_t delimiter_;
    std::size_t consumed_ = 0;
    std::size_t fields_ = 0;     // of the row that is being read
    Field first_;                // of it
    std::vector<Field> wanted_;  // of it, by column
    std::vector<FieldColumn> columns_;
};

}  // namespace kafka_architect
