// JsonLines: some fields of JSON lines as columns, without a tree of values for the rest.
//
// Each line is one object (RFC 8259); blank lines are skipped. What a line has beside the fields is stepped
// over and not checked. Strings are unescaped, and bytes in them are taken as they are: kcat -J writes binary
// keys into strings. Numbers, booleans, objects and arrays are their own text. A field that is missing or
// null is null. Of a field that is there twice the first counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/field_column.hpp"

namespace kafka_architect {

struct BadLine {
    std::size_t offset;  // in the block
    std::string reason;
};

class JsonLines {
public:
    // Each path is a field's name, behind those of the fields that it lies in.
    explicit JsonLines(std::vector<std::vector<std::string>> paths);

    // Adds the lines of a block, which ends where a line ends, to the columns; stops before a line that is
    // no object, and says why.
    [[nodiscard]] std::vector<BadLine> read(std::span<const std::uint8_t> block);
    // What was read since the last call, one column per path.
    [[nodiscard]] std::vector<FieldColumn> take();

private:
    class Line;

    std::vector<std::vector<std::string>> paths_;
    std::vector<FieldColumn> columns_;
};

}  // namespace kafka_architect
