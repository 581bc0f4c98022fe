// Keys that lie in Arrow's buffers: what is checked at first, and one of them at a time.
#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "kafka_architect/error.hpp"
#include "keys/arrow_memory.hpp"
#include "keys/arrow_rows.hpp"

namespace kafka_architect {

namespace {

constexpr std::size_t kUuidText = 36;
constexpr std::int64_t kFarthestOffset = std::int64_t{1} << 48U;

[[noreturn]] void refuse_row(const std::string& what, std::size_t row, const std::string& why) {
    throw Error(ErrorCode::invalid_argument, what + "[" + std::to_string(row) + "]: " + why);
}

void write_uuid(const std::uint8_t* bytes, std::uint8_t* to) noexcept {
    constexpr std::array<char, 17> kDigits{"0123456789abcdef"};
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *to++ = '-';
        }
        *to++ = static_cast<std::uint8_t>(kDigits[bytes[i] >> 4U]);
        *to++ = static_cast<std::uint8_t>(kDigits[bytes[i] & 15U]);
    }
}

}  // namespace

ArrowValues::ArrowValues(const ArrowKeyType& type, const ArrowRows& rows, std::string what)
    : type_(type), rows_(rows), what_(std::move(what)) {
    expect_no_children(rows_, false, what_);
    if (type_.layout == ArrowLayout::nulls) {
        expect_buffers(rows_, 0, what_);
        return;
    }
    if (type_.layout == ArrowLayout::views) {
        check_view_buffers();
    } else {
        const bool has_offsets =
            type_.layout == ArrowLayout::offsets32 || type_.layout == ArrowLayout::offsets64;
        expect_buffers(rows_, has_offsets ? 3 : 2, what_);
        data_ = has_offsets ? static_cast<const std::uint8_t*>(rows_.array->buffers[2]) : nullptr;
    }
    validity_ = ArrowValidity(rows_, what_);
    // Keys of no width need no buffer.
    const bool needed = type_.layout != ArrowLayout::fixed || type_.width > 0;
    entries_ = needed ? arrow_buffer(rows_, 1, what_) : kNoBytes.data();
}

// Beside the bitmap and the views: any number of buffers with bytes, and at the end one with their sizes.
void ArrowValues::check_view_buffers() {
    constexpr std::int64_t kMostBuffers = std::int64_t{1} << 31U;
    const std::int64_t buffers = rows_.array->n_buffers;
    if (buffers < 3 || buffers > kMostBuffers) {
        throw Error(ErrorCode::invalid_argument,
                    what_ + ": the Arrow array has " + std::to_string(buffers) +
                        " buffers: expected at least 3, the last one with the others' sizes");
    }
    expect_buffers(rows_, buffers, what_);
    const auto count = static_cast<std::size_t>(buffers - 3);
    const auto* sizes = static_cast<const std::uint8_t*>(rows_.array->buffers[buffers - 1]);
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t size = sizes == nullptr ? -1 : number_at<std::int64_t>(sizes, i);
        const auto* bytes = static_cast<const std::uint8_t*>(rows_.array->buffers[2 + i]);
        if (size < 0 || (size > 0 && bytes == nullptr)) {
            throw Error(
                ErrorCode::invalid_argument,
                what_ + ": the Arrow array's buffer " + std::to_string(2 + i) +
                    (size < 0 ? " has no size" : " of " + std::to_string(size) + " bytes is missing"));
        }
        viewed_.emplace_back(bytes, static_cast<std::size_t>(size));
    }
}

std::uint64_t ArrowValues::key_bytes() const noexcept {
    switch (type_.layout) {
        case ArrowLayout::nulls: return 0;
        case ArrowLayout::offsets32:
        case ArrowLayout::offsets64: return static_cast<std::uint64_t>(highest_ - lowest_);
        case ArrowLayout::views: return kViewBytes * rows_.size;
        default: return written_width() * rows_.size;
    }
}

std::size_t ArrowValues::written_width() const noexcept {
    return type_.layout == ArrowLayout::uuid ? kUuidText : type_.width;
}

void ArrowValues::bound() {
    switch (type_.layout) {
        case ArrowLayout::offsets32: bound_offsets<std::int32_t>(); break;
        case ArrowLayout::offsets64: bound_offsets<std::int64_t>(); break;
        default: break;
    }
}

void ArrowValues::check() {
    bound();
    if (type_.layout == ArrowLayout::offsets32) {
        check_offsets<std::int32_t>();
    } else if (type_.layout == ArrowLayout::offsets64) {
        check_offsets<std::int64_t>();
    } else if (type_.layout == ArrowLayout::views) {
        check_views(entries_ + rows_.first * kViewBytes, 0, rows_.size);
    }
    checked_ = true;
}

template <typename Offset>
std::int64_t ArrowValues::offset_at(std::size_t row) const noexcept {
    return number_at<Offset>(entries_, rows_.first + row);
}

template <typename Offset>
void ArrowValues::bound_offsets() {
    if (rows_.size == 0) {
        return;
    }
    lowest_ = offset_at<Offset>(0);
    highest_ = offset_at<Offset>(rows_.size);
    if (lowest_ < 0 || highest_ < lowest_ || highest_ > kFarthestOffset ||
        (highest_ > lowest_ && data_ == nullptr)) {
        refuse_offsets<Offset>();
    }
    data_ = data_ == nullptr ? kNoBytes.data() : data_;
}

template <typename Offset>
void ArrowValues::check_offsets() const {
    if (rows_.size == 0) {
        return;
    }
    const std::uint8_t* offsets = entries_ + rows_.first * sizeof(Offset);
    // Without branches, the sign bits of offsets and of their differences together, so that the compiler
    // makes vectors of it: of offsets that are not negative no difference wraps around.
    using Bits = std::make_unsigned_t<Offset>;
    auto signs = number_at<Bits>(offsets, 0);
    for (std::size_t i = 0; i < rows_.size; ++i) {
        const auto end = number_at<Bits>(offsets, i + 1);
        signs |= end | static_cast<Bits>(end - number_at<Bits>(offsets, i));
    }
    if (static_cast<Offset>(signs) < 0) {
        refuse_offsets<Offset>();
    }
    constexpr auto kLongestKey = static_cast<std::int64_t>(kMaxKeyBytes);
    for (std::size_t i = 0; highest_ - lowest_ > kLongestKey && i < rows_.size; ++i) {
        const std::int64_t length = offset_at<Offset>(i + 1) - offset_at<Offset>(i);
        if (length > kLongestKey && validity_.present(i)) {
            refuse_row(what_, i,
                       "the key has " + std::to_string(length) + " bytes: Kafka's keys end at " +
                           std::to_string(kMaxKeyBytes));
        }
    }
}

// For the batches, which are put together in a file of their own.
template void ArrowValues::check_offsets<std::int32_t>() const;
template void ArrowValues::check_offsets<std::int64_t>() const;

template <typename Offset>
void ArrowValues::refuse_offsets() const {
    for (std::size_t i = 0; i < rows_.size; ++i) {
        const std::int64_t begin = offset_at<Offset>(i);
        const std::int64_t end = offset_at<Offset>(i + 1);
        if (begin < 0 || end < begin || end > kFarthestOffset) {
            refuse_row(what_, i,
                       "the Arrow array says that the key lies between the offsets " + std::to_string(begin) +
                           " and " + std::to_string(end) +
                           ": offsets must not be negative, fall, or lead beyond any memory");
        }
    }
    throw Error(ErrorCode::invalid_argument,
                what_ + ": the Arrow array's keys have " + std::to_string(highest_ - lowest_) +
                    " bytes, and the buffer of them is missing (or somebody changed its offsets meanwhile)");
}

bool ArrowValues::view_is_sound(const std::uint8_t* view) const noexcept {
    const auto length = number_at<std::int32_t>(view, 0);
    if (length >= 0 && length <= std::int32_t{kInView}) {
        return true;
    }
    const auto buffer = number_at<std::int32_t>(view, 2);
    const auto offset = number_at<std::int32_t>(view, 3);
    return length >= 0 && buffer >= 0 && offset >= 0 && static_cast<std::size_t>(buffer) < viewed_.size() &&
           static_cast<std::size_t>(offset) + static_cast<std::size_t>(length) <=
               viewed_[static_cast<std::size_t>(buffer)].size();
}

// What the views lead to, of `count` rows from `first` on. Where nothing is present nothing need be right.
void ArrowValues::check_views(const std::uint8_t* views, std::size_t first, std::size_t count) const {
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::uint8_t, kViewBytes> view{};
        std::memcpy(view.data(), views + i * view.size(), view.size());
        if (!view_is_sound(view.data()) && validity_.present(first + i)) {
            refuse_row(what_, first + i,
                       "the Arrow array says that the key has " +
                           std::to_string(number_at<std::int32_t>(view.data(), 0)) + " bytes at offset " +
                           std::to_string(number_at<std::int32_t>(view.data(), 3)) + " of buffer " +
                           std::to_string(number_at<std::int32_t>(view.data(), 2)) + ", and there are none");
        }
    }
}

// The bytes of a view; a view that is not sound has none.
std::span<const std::uint8_t> ArrowValues::viewed(const std::uint8_t* view) const noexcept {
    if (!view_is_sound(view)) {
        return {};
    }
    const auto length = static_cast<std::size_t>(number_at<std::int32_t>(view, 0));
    if (length <= kInView) {
        return {view + 4, length};
    }
    return viewed_[static_cast<std::size_t>(number_at<std::int32_t>(view, 2))].subspan(
        static_cast<std::size_t>(number_at<std::int32_t>(view, 3)), length);
}

bool ArrowValues::at(std::size_t row, ArrowScratch& scratch, std::span<const std::uint8_t>& key) const {
    key = {};
    if (type_.layout == ArrowLayout::nulls || !validity_.present(row)) {
        return false;
    }
    const auto between = [&](std::int64_t begin, std::int64_t end) {
        begin = std::clamp(begin, lowest_, highest_);
        end = std::clamp(end, begin, highest_);
        key = {data_ + begin, std::min(static_cast<std::size_t>(end - begin), kMaxKeyBytes)};
    };
    switch (type_.layout) {
        case ArrowLayout::offsets32:
            between(offset_at<std::int32_t>(row), offset_at<std::int32_t>(row + 1));
            break;
        case ArrowLayout::offsets64:
            between(offset_at<std::int64_t>(row), offset_at<std::int64_t>(row + 1));
            break;
        case ArrowLayout::views:
            std::memcpy(scratch.entries.data(), entries_ + (rows_.first + row) * kViewBytes, kViewBytes);
            key = viewed(scratch.entries.data());
            break;
        case ArrowLayout::fixed: key = {entries_ + (rows_.first + row) * type_.width, type_.width}; break;
        default:
            scratch.bytes.resize(std::max(scratch.bytes.size(), written_width()));
            write_entry(row, scratch.bytes.data());
            key = {scratch.bytes.data(), written_width()};
    }
    return true;
}

void ArrowValues::write_entry(std::size_t row, std::uint8_t* to) const {
    const std::uint8_t* from = entries_ + (rows_.first + row) * type_.width;
    if (type_.layout == ArrowLayout::uuid) {
        write_uuid(from, to);
        return;
    }
    std::memcpy(to, from, type_.width);
    if constexpr (std::endian::native == std::endian::little) {
        std::reverse(to, to + type_.width);
    }
}

}  // namespace kafka_architect
