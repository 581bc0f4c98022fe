// A column of keys: itself, or the codes of its dictionary.
#include <algorithm>
#include <cstring>
#include <type_traits>

#include "kafka_architect/error.hpp"
#include "keys/arrow_rows.hpp"
#include "simd/fetch_ahead.hpp"

namespace kafka_architect {

namespace {

ArrowValues values_of(const ArrowKeyType& type, const ArrowRows& rows, const std::string& what) {
    if (!type.codes) {
        return {type, rows, what};
    }
    expect_no_children(rows, true, what);
    const std::string name = "the dictionary of " + what;
    return {type, arrow_rows(*rows.array->dictionary, name), name};
}

template <typename Use>
void with_code_type(ArrowInteger type, Use use) {
    switch (type.bytes) {
        case 1: type.is_signed ? use(std::int8_t{}) : use(std::uint8_t{}); break;
        case 2: type.is_signed ? use(std::int16_t{}) : use(std::uint16_t{}); break;
        case 4: type.is_signed ? use(std::int32_t{}) : use(std::uint32_t{}); break;
        default: type.is_signed ? use(std::int64_t{}) : use(std::uint64_t{}); break;
    }
}

template <typename Code>
using Wide = std::conditional_t<(sizeof(Code) < sizeof(std::uint64_t)), std::uint32_t, std::uint64_t>;

// A negative code is a large one.
template <typename Code>
Wide<Code> code_at(const std::uint8_t* codes, std::size_t row) noexcept {
    Code code = 0;
    std::memcpy(&code, codes + row * sizeof(Code), sizeof(Code));
    return static_cast<Wide<Code>>(code);
}

// Of numbers below 2^31: the difference to the last entry is negative for what lies beyond it. Without
// branches and comparisons of unsigned numbers, so that the compiler makes vectors of it.
template <typename Code>
bool all_below(const std::uint8_t* codes, std::size_t count, std::size_t entries) noexcept {
    if (entries == 0 || entries > 0x80000000U) {
        return false;
    }
    const auto last = static_cast<Wide<Code>>(entries - 1);
    Wide<Code> bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Wide<Code> code = code_at<Code>(codes, i);
        bits |= code | (last - code);
    }
    return (bits >> (8 * sizeof(bits) - 1)) == 0;
}

}  // namespace

ArrowKeys::ArrowKeys(const ArrowKeyType& type, const ArrowRows& rows, const std::string& what)
    : rows_(rows), what_(what), codes_(type.codes), values_(values_of(type, rows, what)) {
    if (codes_) {
        expect_buffers(rows_, 2, what_);
        validity_ = ArrowValidity(rows_, what_);
        entries_ = arrow_buffer(rows_, 1, what_);
        constexpr std::size_t kMostEntries = 0xfffffffeU;
        if (values_.size() > kMostEntries) {
            throw Error(ErrorCode::invalid_argument,
                        "the dictionary of " + what_ + " has " + std::to_string(values_.size()) +
                            " entries: expected at most " + std::to_string(kMostEntries));
        }
    }
}

std::uint64_t ArrowKeys::key_bytes() const noexcept {
    return codes_ ? 4 * rows_.size : values_.key_bytes();
}

void ArrowKeys::bound() {
    if (codes_) {
        values_.check();
    } else {
        values_.bound();
    }
}

void ArrowKeys::check() {
    values_.check();
    if (codes_) {
        with_code_type(*codes_, [this]<typename Code>(Code /*type*/) { check_codes<Code>(0, rows_.size); });
    }
    checked_ = true;
}

template <typename Code>
void ArrowKeys::check_codes(std::size_t first, std::size_t count) const {
    const std::uint8_t* codes = entries_ + rows_.first * sizeof(Code);
    constexpr std::size_t kAtOnce = std::size_t{1} << 16U;
    for (std::size_t done = 0; done < count; done += kAtOnce) {
        const std::size_t some = std::min(kAtOnce, count - done);
        if (!all_below<Code>(codes + (first + done) * sizeof(Code), some, values_.size())) {
            refuse_codes<Code>(first + done, some);
        }
    }
}

// Where nothing is present nothing need be right.
template <typename Code>
void ArrowKeys::refuse_codes(std::size_t first, std::size_t count) const {
    for (std::size_t i = first; i < first + count; ++i) {
        const auto code = code_at<Code>(entries_, rows_.first + i);
        if (code >= values_.size() && validity_.present(i)) {
            throw Error(ErrorCode::invalid_argument, what_ + "[" + std::to_string(i) + "] has the code " +
                                                         std::to_string(static_cast<Code>(code)) +
                                                         " in a dictionary of " +
                                                         std::to_string(values_.size()) + " entries");
        }
    }
}

void ArrowKeys::codes(std::size_t first, std::size_t count, std::uint32_t* out) const {
    with_code_type(*codes_, [&]<typename Code>(Code /*type*/) { copy_codes<Code>(first, count, out); });
}

template <typename Code>
void ArrowKeys::copy_codes(std::size_t first, std::size_t count, std::uint32_t* out) const {
    const std::uint8_t* codes = entries_ + (rows_.first + first) * sizeof(Code);
    const auto entries = static_cast<std::uint32_t>(values_.size());
    // Each is read once: what was copied is looked at. What 32 bits do not hold is no entry either.
    for (std::size_t i = 0; i < count; ++i) {
        const auto code = code_at<Code>(codes, i);
        if constexpr (sizeof(Code) > sizeof(std::uint32_t)) {
            out[i] = static_cast<std::uint32_t>(std::min<std::uint64_t>(code, entries));
        } else {
            out[i] = static_cast<std::uint32_t>(code);
        }
    }
    if (!all_below<std::uint32_t>(reinterpret_cast<const std::uint8_t*>(out), count, entries)) {
        if (!checked_) {
            check_codes<Code>(first, count);
        }
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = std::min(out[i], entries);
        }
    }
    for (std::size_t i = 0; !validity_.all() && i < count; ++i) {
        out[i] = validity_.present(first + i) ? out[i] : entries;
    }
    // Who asks counts by code, mostly, which leaves the memory idle.
    const std::size_t behind = std::min(count, rows_.size - first - count);
    fetch_ahead<Nearness::second_cache>({codes + count * sizeof(Code), behind * sizeof(Code)});
}

KeyBatch ArrowKeys::batch(std::size_t first, ArrowScratch& scratch) const {
    if (!codes_) {
        return values_.batch(first, scratch);
    }
    constexpr std::size_t kCopiedBatchBytes = std::size_t{64} << 20U;
    const std::size_t count = std::min(kBatchKeys, rows_.size - first);
    codes(first, count, scratch.codes.data());
    scratch.builder.clear();
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count && bytes < kCopiedBatchBytes; ++i) {
        std::span<const std::uint8_t> key;
        if (scratch.codes[i] < values_.size() && values_.at(scratch.codes[i], scratch, key)) {
            scratch.builder.append(key);
            bytes += key.size();
        } else {
            scratch.builder.append_null();
        }
    }
    return scratch.builder.batch();
}

}  // namespace kafka_architect
