#include "kafka_architect/field_column.hpp"

#include <limits>
#include <string>

#include "kafka_architect/error.hpp"

namespace kafka_architect {

namespace {

void append(std::vector<std::uint8_t>& bytes, std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
}

std::size_t rows_of(std::span<const FieldPart> parts) {
    const FieldColumn* first = nullptr;
    std::size_t bytes = 0;
    std::size_t between = 0;
    for (const FieldPart& part : parts) {
        if (const auto* const* column = std::get_if<const FieldColumn*>(&part)) {
            if (first != nullptr && first->size() != (*column)->size()) {
                throw Error(ErrorCode::invalid_argument, "columns of " + std::to_string(first->size()) +
                                                             " and " + std::to_string((*column)->size()) +
                                                             " values cannot be joined");
            }
            first = *column;
            bytes += first->bytes.size();
        } else {
            between += std::get<std::string_view>(part).size();
        }
    }
    if (first == nullptr) {
        throw Error(ErrorCode::invalid_argument, "no column to join");
    }
    constexpr std::size_t kMost = std::numeric_limits<std::int32_t>::max();
    if (bytes > kMost || (first->size() > 0 && between > (kMost - bytes) / first->size())) {
        throw Error(ErrorCode::invalid_argument, "joined values of more than 2 GiB in one batch");
    }
    return first->size();
}

bool any_null(std::span<const FieldPart> parts, std::size_t row) {
    for (const FieldPart& part : parts) {
        const auto* const* column = std::get_if<const FieldColumn*>(&part);
        if (column != nullptr && (*column)->is_null(row)) {
            return true;
        }
    }
    return false;
}

}  // namespace

FieldColumn joined(std::span<const FieldPart> parts) {
    FieldColumn out;
    const std::size_t rows = rows_of(parts);
    out.offsets.reserve(rows + 1);
    for (std::size_t row = 0; row < rows; ++row) {
        const bool present = !any_null(parts, row);
        for (const FieldPart& part : parts) {
            if (!present) {
                break;
            }
            const auto* const* column = std::get_if<const FieldColumn*>(&part);
            append(out.bytes, column != nullptr ? (*column)->value(row) : std::get<std::string_view>(part));
        }
        out.append(present);
    }
    return out;
}

FieldColumn null_where(const FieldColumn& column, std::string_view text) {
    FieldColumn out;
    out.missing = column.missing;
    out.numbers = column.numbers;
    out.offsets.reserve(column.offsets.size());
    out.bytes.reserve(column.bytes.size());
    for (std::size_t row = 0; row < column.size(); ++row) {
        const bool present = !column.is_null(row) && column.value(row) != text;
        if (present) {
            append(out.bytes, column.value(row));
        }
        out.append(present);
    }
    return out;
}

}  // namespace kafka_architect
