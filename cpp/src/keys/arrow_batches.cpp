// Batches of the keys that lie in Arrow's buffers: views where they can be, copies where they must.
#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

#include "kafka_architect/arrow_keys.hpp"
#include "keys/arrow_memory.hpp"

namespace kafka_architect {

extern template void ArrowValues::check_offsets<std::int32_t>() const;
extern template void ArrowValues::check_offsets<std::int64_t>() const;

namespace {

constexpr std::size_t kLongestBatch = std::numeric_limits<std::uint32_t>::max();

}  // namespace

KeyBatch ArrowValues::batch(std::size_t first, ArrowScratch& scratch) const {
    const std::size_t count = std::min(kBatchKeys, rows_.size - first);
    switch (type_.layout) {
        case ArrowLayout::offsets32:
            return with_nulls(batch_of_offsets<std::int32_t>(first, count, scratch), first, scratch);
        case ArrowLayout::offsets64:
            return with_nulls(batch_of_offsets<std::int64_t>(first, count, scratch), first, scratch);
        case ArrowLayout::views: return with_nulls(batch_of_views(first, count, scratch), first, scratch);
        case ArrowLayout::fixed: return with_nulls(batch_of_width(first, count, scratch), first, scratch);
        case ArrowLayout::nulls: break;
        default: return with_nulls(batch_written(first, count, scratch), first, scratch);
    }
    scratch.starts.fill(0);
    scratch.lengths.fill(0);
    scratch.validity.fill(0);
    return {.bytes = kNoBytes.data(),
            .readable = kNoBytes.size(),
            .starts = scratch.starts.data(),
            .lengths = scratch.lengths.data(),
            .validity = scratch.validity.data(),
            .size = count};
}

// A null row has no bytes, whatever its offsets say.
KeyBatch ArrowValues::with_nulls(KeyBatch batch, std::size_t first, ArrowScratch& scratch) const {
    if (validity_.all() || batch.size == 0 || !validity_.copy(first, batch.size, scratch.validity.data())) {
        return batch;
    }
    for (std::size_t i = 0; i < batch.size; ++i) {
        const unsigned present = (scratch.validity[i >> 3U] >> (i & 7U)) & 1U;
        scratch.lengths[i] &= 0U - present;
    }
    batch.validity = scratch.validity.data();
    return batch;
}

template <typename Offset>
KeyBatch ArrowValues::batch_of_offsets(std::size_t first, std::size_t count, ArrowScratch& scratch) const {
    const std::uint8_t* from = entries_ + (rows_.first + first) * sizeof(Offset);
    const std::int64_t start = std::clamp<std::int64_t>(number_at<Offset>(from, 0), lowest_, highest_);
    // Each is read once; what they have in common says whether all are what the check found.
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i <= count; ++i) {
        const std::uint64_t relative = static_cast<std::uint64_t>(std::int64_t{number_at<Offset>(from, i)}) -
                                       static_cast<std::uint64_t>(start);
        scratch.starts[i] = static_cast<std::uint32_t>(relative);
        bits |= relative;
    }
    std::uint32_t signs = 0;
    for (std::size_t i = 0; i < count; ++i) {
        scratch.lengths[i] = scratch.starts[i + 1] - scratch.starts[i];
        signs |= scratch.lengths[i];
    }
    constexpr std::uint32_t kSign = 0x80000000U;
    if (bits < kSign && signs < kSign &&
        scratch.starts[count] <= static_cast<std::uint64_t>(highest_ - start)) {
        return {.bytes = data_ + start,
                .readable = static_cast<std::size_t>(highest_ - start),
                .starts = scratch.starts.data(),
                .lengths = scratch.lengths.data(),
                .validity = nullptr,
                .size = count};
    }
    if (!checked_) {
        check_offsets<Offset>();
    }
    return batch_within_bounds<Offset>(first, count, scratch);
}

// For more than 2 GiB of keys, and for offsets that were changed since they were checked.
template <typename Offset>
KeyBatch ArrowValues::batch_within_bounds(std::size_t first, std::size_t count, ArrowScratch& scratch) const {
    std::memcpy(scratch.entries.data(), entries_ + (rows_.first + first) * sizeof(Offset),
                (count + 1) * sizeof(Offset));
    const std::uint8_t* offsets = scratch.entries.data();
    const auto lowest = static_cast<Offset>(lowest_);
    const auto highest = static_cast<Offset>(highest_);
    const Offset base = std::clamp(number_at<Offset>(offsets, 0), lowest, highest);
    Offset limit = highest;
    if constexpr (sizeof(Offset) > 4) {
        limit = std::min(highest, base + static_cast<Offset>(kLongestBatch));
        while (count > 1 && number_at<Offset>(offsets, count) > limit) {
            --count;
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Offset begin = std::clamp(number_at<Offset>(offsets, i), base, limit);
        const Offset end = std::clamp(number_at<Offset>(offsets, i + 1), begin, limit);
        scratch.starts[i] = static_cast<std::uint32_t>(begin - base);
        scratch.lengths[i] =
            static_cast<std::uint32_t>(end - begin) & static_cast<std::uint32_t>(kMaxKeyBytes);
    }
    return {.bytes = data_ + base,
            .readable = static_cast<std::size_t>(highest - base),
            .starts = scratch.starts.data(),
            .lengths = scratch.lengths.data(),
            .validity = nullptr,
            .size = count};
}

KeyBatch ArrowValues::batch_of_width(std::size_t first, std::size_t count, ArrowScratch& scratch) const {
    const std::size_t width = type_.width;
    count = std::clamp<std::size_t>(kLongestBatch / std::max<std::size_t>(width, 1), 1, count);
    for (std::size_t i = 0; i < count; ++i) {
        scratch.starts[i] = static_cast<std::uint32_t>(i * width);
        scratch.lengths[i] = static_cast<std::uint32_t>(width);
    }
    return {.bytes = entries_ + (rows_.first + first) * width,
            .readable = width == 0 ? 0 : (rows_.size - first) * width,
            .starts = scratch.starts.data(),
            .lengths = scratch.lengths.data(),
            .validity = nullptr,
            .size = count};
}

KeyBatch ArrowValues::batch_written(std::size_t first, std::size_t count, ArrowScratch& scratch) const {
    const std::size_t width = written_width();
    scratch.bytes.resize(std::max(scratch.bytes.size(), kBatchKeys * width + kReadPadding));
    for (std::size_t i = 0; i < count; ++i) {
        write_entry(first + i, scratch.bytes.data() + i * width);
        scratch.starts[i] = static_cast<std::uint32_t>(i * width);
        scratch.lengths[i] = static_cast<std::uint32_t>(width);
    }
    return {.bytes = scratch.bytes.data(),
            .readable = scratch.bytes.size(),
            .starts = scratch.starts.data(),
            .lengths = scratch.lengths.data(),
            .validity = nullptr,
            .size = count};
}

// Where all keys of a batch are long and in one buffer, as whoever wrote them one after the other left them,
// they are read there. Each view is read once; what they have in common says whether all are sound.
bool ArrowValues::lie_in_one_buffer(const std::uint8_t* views, KeyBatch& batch, ArrowScratch& scratch) const {
    const auto buffer = number_at<std::uint32_t>(views, 2);
    if (buffer >= viewed_.size()) {
        return false;
    }
    std::uint32_t shortest = std::numeric_limits<std::int32_t>::max();
    std::uint32_t signs = 0;
    std::uint32_t others = 0;
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        const auto length = number_at<std::uint32_t>(views, 4 * i);
        const auto offset = number_at<std::uint32_t>(views, 4 * i + 3);
        others |= number_at<std::uint32_t>(views, 4 * i + 2) ^ buffer;
        shortest = std::min(shortest, length);
        signs |= length | offset;
        // Of two numbers below 2^31, which else is refused.
        end = std::max(end, length + offset);
        scratch.starts[i] = offset;
        scratch.lengths[i] = length;
    }
    const std::span<const std::uint8_t> bytes = viewed_[buffer];
    if (others != 0 || shortest <= kInView || (signs >> 31U) != 0 || end > bytes.size()) {
        return false;
    }
    batch.bytes = bytes.data();
    batch.readable = bytes.size();
    return true;
}

// Keys of views lie scattered. Short ones lie in the views themselves: where all of a batch are short, they
// are read there; what is mixed is copied.
KeyBatch ArrowValues::batch_of_views(std::size_t first, std::size_t count, ArrowScratch& scratch) const {
    const std::uint8_t* views = entries_ + (rows_.first + first) * kViewBytes;
    KeyBatch batch{.bytes = scratch.entries.data(),
                   .readable = scratch.entries.size(),
                   .starts = scratch.starts.data(),
                   .lengths = scratch.lengths.data(),
                   .validity = nullptr,
                   .size = count};
    if (count > 0 && lie_in_one_buffer(views, batch, scratch)) {
        return batch;
    }
    std::memcpy(scratch.entries.data(), views, count * kViewBytes);
    std::uint32_t longest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        scratch.starts[i] = static_cast<std::uint32_t>(kViewBytes * i + 4);
        scratch.lengths[i] = number_at<std::uint32_t>(scratch.entries.data(), 4 * i);
        longest = std::max(longest, scratch.lengths[i]);
    }
    if (longest <= kInView) {
        return batch;
    }
    if (!checked_) {
        check_views(scratch.entries.data(), first, count);
    }
    std::size_t used = 0;
    std::size_t written = 0;
    for (; written < count; ++written) {
        const bool present = validity_.present(first + written);
        const std::span<const std::uint8_t> key =
            present ? viewed(scratch.entries.data() + kViewBytes * written) : std::span<const std::uint8_t>();
        if (written > 0 && key.size() > kLongestBatch - used) {
            break;
        }
        if (scratch.bytes.size() < used + key.size() + kReadPadding) {
            scratch.bytes.resize(std::max(2 * scratch.bytes.size(), used + key.size() + kReadPadding));
        }
        if (!key.empty()) {
            std::memcpy(scratch.bytes.data() + used, key.data(), key.size());
        }
        scratch.starts[written] = static_cast<std::uint32_t>(used);
        scratch.lengths[written] = static_cast<std::uint32_t>(key.size());
        used += key.size();
    }
    batch.bytes = scratch.bytes.data();
    batch.readable = scratch.bytes.size();
    batch.size = written;
    return batch;
}

}  // namespace kafka_architect
