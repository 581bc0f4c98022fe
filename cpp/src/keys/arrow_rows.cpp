// What an ArrowArray says of itself: rows, buffers, children, and the bitmap of what is present.
#include "keys/arrow_rows.hpp"

#include <cstring>
#include <limits>
#include <type_traits>

#include "kafka_architect/error.hpp"

namespace kafka_architect {

namespace {

// Far beyond any memory, and no multiple of it by an entry's width wraps around.
constexpr std::int64_t kMostRows = std::int64_t{1} << 48U;

[[noreturn]] void refuse(const std::string& what, const std::string& why) {
    throw Error(ErrorCode::invalid_argument, what + ": the Arrow array " + why);
}

// No rows begin nowhere: their buffers may be missing, and nothing may be added to a pointer that is null.
ArrowRows rows_of(const ArrowArray& array, std::size_t first, std::size_t size) {
    return {.array = &array, .first = size == 0 ? 0 : first, .size = size};
}

}  // namespace

ArrowRows arrow_rows(const ArrowArray& array, const std::string& what) {
    if (array.release == nullptr) {
        refuse(what, "was released already");
    }
    if (array.length < 0 || array.offset < 0 || array.length > kMostRows || array.offset > kMostRows) {
        refuse(what, "has the length " + std::to_string(array.length) + " and the offset " +
                         std::to_string(array.offset) + ": expected 0 to " + std::to_string(kMostRows));
    }
    if (array.null_count < -1 || array.null_count > array.length) {
        refuse(what, "says that " + std::to_string(array.null_count) + " of its " +
                         std::to_string(array.length) + " rows are null");
    }
    return rows_of(array, static_cast<std::size_t>(array.offset), static_cast<std::size_t>(array.length));
}

ArrowRows arrow_rows(const ArrowArray& table, std::size_t column, std::size_t columns,
                     const std::string& what) {
    const ArrowRows outer = arrow_rows(table, what);
    if (table.n_children < 0 || static_cast<std::size_t>(table.n_children) != columns || column >= columns ||
        table.children == nullptr || table.children[column] == nullptr) {
        refuse(what, "has " + std::to_string(table.n_children) + " children for " + std::to_string(columns) +
                         " columns, or one of them is missing");
    }
    expect_buffers(outer, 1, what);
    const ArrowValidity rows_present(outer, what);
    for (std::size_t row = 0; !rows_present.all() && row < outer.size; ++row) {
        if (!rows_present.present(row)) {
            refuse(what, "is a table whose row " + std::to_string(row) + " is null");
        }
    }
    const ArrowRows rows = arrow_rows(*table.children[column], what);
    if (outer.first + outer.size > rows.size) {
        refuse(what, "is a column of " + std::to_string(rows.size) + " rows in a table of " +
                         std::to_string(outer.first + outer.size));
    }
    return rows_of(*rows.array, rows.first + outer.first, outer.size);
}

void expect_buffers(const ArrowRows& rows, std::int64_t buffers, const std::string& what) {
    const ArrowArray& array = *rows.array;
    if (array.n_buffers != buffers || (buffers > 0 && array.buffers == nullptr)) {
        refuse(what, "has " + std::to_string(array.n_buffers) + " buffers" +
                         (array.buffers == nullptr ? ", which are missing" : "") + ": expected " +
                         std::to_string(buffers));
    }
}

void expect_no_children(const ArrowRows& rows, bool has_dictionary, const std::string& what) {
    if (rows.array->n_children != 0) {
        refuse(what, "has " + std::to_string(rows.array->n_children) + " children: expected none");
    }
    if ((rows.array->dictionary != nullptr) != has_dictionary) {
        refuse(what, has_dictionary ? "has no dictionary, and its type says that there is one"
                                    : "has a dictionary, and its type says nothing of it");
    }
}

const std::uint8_t* arrow_buffer(const ArrowRows& rows, std::size_t index, const std::string& what) {
    const auto* buffer = static_cast<const std::uint8_t*>(rows.array->buffers[index]);
    if (buffer == nullptr && rows.size > 0) {
        refuse(what, "has " + std::to_string(rows.size) + " rows and no buffer " + std::to_string(index));
    }
    return buffer;
}

ArrowValidity::ArrowValidity(const ArrowRows& rows, const std::string& what) : first_(rows.first) {
    bits_ = static_cast<const std::uint8_t*>(rows.array->buffers[0]);
    if (bits_ == nullptr && rows.array->null_count > 0) {
        refuse(what, "says that " + std::to_string(rows.array->null_count) +
                         " rows are null and has no bitmap of them");
    }
}

bool ArrowValidity::copy(std::size_t row, std::size_t count, std::uint8_t* out) const noexcept {
    const std::size_t begin = first_ + row;
    const std::uint8_t* from = bits_ + (begin >> 3U);
    const std::size_t bytes = (count + 7) / 8;
    if (const std::size_t shift = begin & 7U; shift == 0) {
        std::memcpy(out, from, bytes);
    } else {
        const std::size_t last = (shift + count - 1) >> 3U;  // the last byte that has a bit of these rows
        for (std::size_t i = 0; i < bytes; ++i) {
            const unsigned next = i < last ? from[i + 1] : 0U;
            out[i] = static_cast<std::uint8_t>((from[i] >> shift) | (next << (8 - shift)));
        }
    }
    unsigned all = 0xffU;
    for (std::size_t i = 0; i + 1 < bytes; ++i) {
        all &= out[i];
    }
    const unsigned tail = 0xffU >> (8 * bytes - count);
    return all != 0xffU || (out[bytes - 1] & tail) != tail;
}

namespace {

template <typename Number>
std::vector<std::uint64_t> numbers_of(const std::uint8_t* values, const ArrowRows& rows,
                                      const ArrowValidity& validity, const std::string& what,
                                      std::size_t first_row, std::uint64_t limit) {
    std::vector<std::uint64_t> out(rows.size);
    for (std::size_t i = 0; i < rows.size; ++i) {
        Number value = 0;
        std::memcpy(&value, values + (rows.first + i) * sizeof(Number), sizeof(Number));
        const bool present = validity.present(i);
        // The unsigned type of the same width first: a signed char would be taken for a character.
        const auto whole = std::uint64_t{static_cast<std::make_unsigned_t<Number>>(value)};
        if (!present || value < 0 || whole >= limit) {
            throw Error(ErrorCode::invalid_argument, what + "[" + std::to_string(first_row + i) + "] is " +
                                                         (present ? std::to_string(value) : "null") +
                                                         ": expected 0 to " + std::to_string(limit - 1));
        }
        out[i] = whole;
    }
    return out;
}

}  // namespace

std::vector<std::uint64_t> arrow_numbers(ArrowInteger type, const ArrowRows& rows, const std::string& what,
                                         std::size_t first_row, std::uint64_t limit) {
    expect_no_children(rows, false, what);
    expect_buffers(rows, 2, what);
    const ArrowValidity validity(rows, what);
    const std::uint8_t* values = arrow_buffer(rows, 1, what);
    const auto read = [&]<typename Number>(Number /*type*/) {
        return numbers_of<Number>(values, rows, validity, what, first_row, limit);
    };
    switch (type.bytes) {
        case 1: return type.is_signed ? read(std::int8_t{}) : read(std::uint8_t{});
        case 2: return type.is_signed ? read(std::int16_t{}) : read(std::uint16_t{});
        case 4: return type.is_signed ? read(std::int32_t{}) : read(std::uint32_t{});
        default: return type.is_signed ? read(std::int64_t{}) : read(std::uint64_t{});
    }
}

}  // namespace kafka_architect
