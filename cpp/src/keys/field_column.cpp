#include "kafka_architect/field_column.hpp"

namespace kafka_architect {

void FieldColumn::append(bool present) {
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

}  // namespace kafka_architect
