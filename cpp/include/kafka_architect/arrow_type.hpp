// What an ArrowSchema says of a column: how its keys lie in memory and what a serializer makes of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kafka_architect/arrow_abi.hpp"

namespace kafka_architect {

enum class ArrowLayout {
    nulls,      // every key is null
    offsets32,  // binary, string
    offsets64,  // large_binary, large_string
    views,      // binary_view, string_view
    fixed,      // fixed_size_binary: the bytes as they are
    uuid,       // the same with the extension arrow.uuid: the 36 characters of Kafka's UUIDSerializer
    integer,    // int16, int32, int64: big-endian, as Kafka's ShortSerializer, Integer- and LongSerializer
};

// Whole numbers as they lie in memory.
struct ArrowInteger {
    std::size_t bytes;
    bool is_signed;
};

struct ArrowKeyType {
    ArrowLayout layout;
    std::size_t width = 0;              // of fixed, uuid and integer, in bytes
    std::optional<ArrowInteger> codes;  // dictionary-encoded: the codes; the layout is the dictionary's
};

// Throws Error (wrong_type) for a type that has no defined key bytes, and Error (invalid_argument) for a
// schema that contradicts itself; `what` names the column.
[[nodiscard]] ArrowKeyType arrow_key_type(const ArrowSchema& schema, const std::string& what);
// The same for a column of whole numbers.
[[nodiscard]] ArrowInteger arrow_integer(const ArrowSchema& schema, const std::string& what);

// Whether it is a table: a struct with a child for each column.
[[nodiscard]] bool is_arrow_table(const ArrowSchema& schema);
// The columns of a table. Throws Error (invalid_argument) where children are missing.
[[nodiscard]] std::vector<std::string> arrow_columns(const ArrowSchema& schema);

// A type as people know it, such as "list" or "float64"; the format text itself where it has no name here.
[[nodiscard]] std::string arrow_type_name(const ArrowSchema& schema);

}  // namespace kafka_architect
