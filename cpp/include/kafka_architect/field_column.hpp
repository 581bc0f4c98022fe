// FieldColumn: the values of one field, one per record, as Arrow lays binary columns out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace kafka_architect {

struct FieldColumn {
    std::vector<std::uint8_t> bytes;
    std::vector<std::int32_t> offsets{0};
    std::vector<std::uint8_t> validity;  // a bit per value
    std::size_t nulls = 0;
    std::size_t missing = 0;  // of the nulls: the line has no such field
    std::size_t numbers = 0;  // values that were numbers

    [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
    [[nodiscard]] bool is_null(std::size_t i) const noexcept {
        return ((validity[i >> 3U] >> (i & 7U)) & 1U) == 0;
    }
    [[nodiscard]] std::string_view value(std::size_t i) const noexcept {
        const auto begin = static_cast<std::size_t>(offsets[i]);
        return {reinterpret_cast<const char*>(bytes.data()) + begin,
                static_cast<std::size_t>(offsets[i + 1]) - begin};
    }
    // The value that ends where `bytes` ends; a null where it is not present.
    void append(bool present) {
        const std::size_t row = size();
        if (row % 8 == 0) {
            validity.push_back(0);
        }
        if (present) {
            validity.back() = static_cast<std::uint8_t>(validity.back() | (1U << (row & 7U)));
        } else {
            ++nulls;
        }
        offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    }
};

// One value of many: those of the columns, which are equally long, and texts between them. A value with a
// part that is null is null. Throws Error (invalid_argument) for columns of different lengths or none, and
// for more bytes than 32-bit positions can address.
using FieldPart = std::variant<const FieldColumn*, std::string_view>;
[[nodiscard]] FieldColumn joined(std::span<const FieldPart> parts);

// The same column, null where the value is `text`.
[[nodiscard]] FieldColumn null_where(const FieldColumn& column, std::string_view text);

}  // namespace kafka_architect
