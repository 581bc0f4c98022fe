// FieldColumn: the values of one field, one per record, as Arrow lays binary columns out.
#pragma once

#include <cstddef>
#include <cstdint>
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

}  // namespace kafka_architect
