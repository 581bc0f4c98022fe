// The checks that every kind of Arrow array shares. All throw Error (invalid_argument) that names `what`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "kafka_architect/arrow_keys.hpp"

namespace kafka_architect {

void expect_buffers(const ArrowRows& rows, std::int64_t buffers, const std::string& what);
void expect_no_children(const ArrowRows& rows, bool has_dictionary, const std::string& what);
// A buffer that must be there unless there are no rows; expect_buffers said that the index exists.
[[nodiscard]] const std::uint8_t* arrow_buffer(const ArrowRows& rows, std::size_t index,
                                               const std::string& what);

}  // namespace kafka_architect
