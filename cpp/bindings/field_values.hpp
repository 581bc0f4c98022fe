// FieldValues: a column of byte strings as Python sees it, an Arrow array of type binary.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <pybind11/numpy.h>

#include "bindings.hpp"
#include "kafka_architect/field_column.hpp"

class FieldValues {
public:
    explicit FieldValues(kafka_architect::FieldColumn column)
        : column_(std::make_shared<const kafka_architect::FieldColumn>(std::move(column))) {}

    [[nodiscard]] std::size_t size() const { return column_->size(); }
    [[nodiscard]] std::size_t null_count() const { return column_->nulls; }
    [[nodiscard]] std::size_t missing() const { return column_->missing; }
    [[nodiscard]] std::size_t numbers() const { return column_->numbers; }

    // The capsules of the Arrow C data interface; the array holds on to the column.
    [[nodiscard]] py::tuple arrow(const py::object& requested_schema) const;
    [[nodiscard]] py::list to_pylist() const;
    // Every value as a whole number. Throws Error (source_malformed) for what is none.
    [[nodiscard]] py::array_t<std::int64_t> whole_numbers(const std::string& name) const;

    // The parts of a list, columns and bytes, value by value.
    [[nodiscard]] static FieldValues joined(const py::sequence& parts);
    // Null where the value is `text`.
    [[nodiscard]] FieldValues null_where(const py::bytes& text) const;

private:
    std::shared_ptr<const kafka_architect::FieldColumn> column_;
};
