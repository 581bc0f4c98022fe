// Whole numbers beside the keys, one for every record.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bindings.hpp"

// A copy of what Python gave, nothing for None. Throws Error (wrong_type or invalid_argument) for what is not
// of whole numbers below `limit`, and what the object itself raises while it becomes an array.
template <typename Number>
[[nodiscard]] std::optional<std::vector<Number>> column(const py::object& values, const char* name,
                                                        std::uint64_t limit);

// The same of milliseconds since 1970; -1 where a record has no timestamp.
[[nodiscard]] std::optional<std::vector<std::int64_t>> timestamps_column(const py::object& values);
