#include "kafka_architect/line_blocks.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

#include "kafka_architect/error.hpp"

namespace kafka_architect {

namespace {

constexpr std::size_t kLongestBlock = std::numeric_limits<std::uint32_t>::max() / 2;

}  // namespace

void LineBlocks::open(std::span<const std::uint8_t> block) {
    if (block.size() > kLongestBlock) {
        throw Error(ErrorCode::invalid_argument, "a block of text has " + std::to_string(block.size()) +
                                                     " bytes: at most " + std::to_string(kLongestBlock) +
                                                     " can be split at once");
    }
    before_ += block_.size();
    block_ = block;
    line_begin_ = scanned_ = 0;
}

bool LineBlocks::next(KeyBatch& batch) {
    if (carrying_ && carry_on(batch)) {
        return true;
    }
    while (!carrying_ && line_begin_ < block_.size()) {
        starts_[0] = static_cast<std::uint32_t>(line_begin_);
        const LineScan scan =
            find_line_ends(block_.data(), scanned_, block_.size(), starts_.data() + 1, kBatchKeys);
        scanned_ = scan.next;
        carriage_returns_ = carriage_returns_ || scan.carriage_return;
        if (scan.lines == 0) {
            keep(block_.subspan(line_begin_));
            return false;
        }
        line_lengths(block_.data(), starts_.data(), scan.lines, carriage_returns_, lengths_.data());
        const std::size_t lines = lines_before_a_long_one(scan.lines);
        if (lines == 0) {
            refuse_long_line(before_ + starts_[0]);
        }
        if (lines < scan.lines) {
            scanned_ = starts_[lines];  // it is refused when those before it are counted
        }
        line_begin_ = starts_[lines];
        batch = keys_of(block_.data(), block_.size(), lines);
        if (batch.size > 0) {
            return true;
        }
    }
    return false;
}

// The line that earlier blocks began; false where this block does not end it either, or where it has no key.
bool LineBlocks::carry_on(KeyBatch& batch) {
    const std::span<const std::uint8_t> rest = block_.subspan(line_begin_);
    const void* found = rest.empty() ? nullptr : std::memchr(rest.data(), '\n', rest.size());
    if (found == nullptr) {
        keep(rest);
        return false;
    }
    const auto length = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - rest.data());
    keep(rest.first(length));
    line_begin_ = scanned_ = line_begin_ + 1;
    batch = carried_line(true);
    return batch.size > 0;
}

bool LineBlocks::finish(KeyBatch& batch) {
    if (!carrying_) {
        return false;
    }
    batch = carried_line(false);
    return batch.size > 0;
}

KeyBatch LineBlocks::carried_line(bool ended) {
    std::size_t length = carried_.size();
    if (ended && length > 0 && carried_.back() == '\r') {
        --length;
    }
    if (length > options_.max_line_bytes) {
        refuse_long_line(carried_offset_);
    }
    carried_.resize(carried_.size() + kReadPadding);
    starts_[0] = 0;
    lengths_[0] = static_cast<std::uint32_t>(length);
    const KeyBatch batch = keys_of(carried_.data(), carried_.size(), 1);
    carrying_ = false;
    return batch;
}

// Moves what the block leaves of a line behind what there was of it.
void LineBlocks::keep(std::span<const std::uint8_t> rest) {
    if (!carrying_) {
        carried_.clear();
        carried_offset_ = before_ + line_begin_;
        carrying_ = true;
    }
    // One byte more: it may be the CR of a line end.
    if (carried_.size() + rest.size() > options_.max_line_bytes + 1) {
        refuse_long_line(carried_offset_);
    }
    carried_.insert(carried_.end(), rest.begin(), rest.end());
    line_begin_ = scanned_ = line_begin_ + rest.size();
}

KeyBatch LineBlocks::keys_of(const std::uint8_t* bytes, std::size_t readable, std::size_t lines) {
    if (options_.delimiter) {
        lines = cut_at_delimiters(bytes, lines);
    }
    return {.bytes = bytes,
            .readable = readable,
            .starts = starts_.data(),
            .lengths = lengths_.data(),
            .validity = options_.null_text ? validity(bytes, lines) : nullptr,
            .size = lines};
}

std::size_t LineBlocks::cut_at_delimiters(const std::uint8_t* bytes, std::size_t lines) {
    std::size_t keys = 0;
    for (std::size_t i = 0; i < lines; ++i) {
        const std::uint8_t* begin = bytes + starts_[i];
        const void* found = lengths_[i] == 0 ? nullptr : std::memchr(begin, *options_.delimiter, lengths_[i]);
        if (found != nullptr) {
            starts_[keys] = starts_[i];
            lengths_[keys++] = static_cast<std::uint32_t>(static_cast<const std::uint8_t*>(found) - begin);
        }
    }
    lines_without_key_ += lines - keys;
    return keys;
}

const std::uint8_t* LineBlocks::validity(const std::uint8_t* bytes, std::size_t lines) {
    const std::vector<std::uint8_t>& null_text = *options_.null_text;
    validity_.fill(0xff);
    for (std::size_t i = 0; i < lines; ++i) {
        if (lengths_[i] == null_text.size() &&
            std::equal(null_text.begin(), null_text.end(), bytes + starts_[i])) {
            // A null key has no bytes.
            lengths_[i] = 0;
            validity_[i >> 3U] = static_cast<std::uint8_t>(validity_[i >> 3U] & ~(1U << (i & 7U)));
        }
    }
    return validity_.data();
}

std::size_t LineBlocks::lines_before_a_long_one(std::size_t lines) const {
    if (starts_[lines] - starts_[0] <= options_.max_line_bytes) {
        return lines;  // nearly always: no line can be longer than all of them
    }
    for (std::size_t i = 0; i < lines; ++i) {
        if (lengths_[i] > options_.max_line_bytes) {
            return i;
        }
    }
    return lines;
}

void LineBlocks::refuse_long_line(std::uint64_t offset) const {
    throw Error(ErrorCode::source_malformed,
                "the line at byte " + std::to_string(offset) + " is longer than " +
                    std::to_string(options_.max_line_bytes) +
                    " bytes, more than a Kafka key can sensibly be; expected lines of text, ended by LF");
}

}  // namespace kafka_architect
