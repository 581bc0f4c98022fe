#include "kafka_architect/segment_headers.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "keys/positional_file.hpp"
#include "keys/segment_bytes.hpp"
#include "keys/segment_layout.hpp"

namespace kafka_architect {

namespace {

using namespace segment_layout;

// Many small batches in one call of the operating system, and little beside the header of a large one.
constexpr std::size_t kWindowBytes = 8192;

// Bytes of the file from any place on.
class Window {
public:
    explicit Window(const PositionalFile& file) : file_(file) {}

    // `count` bytes at `offset`; both are within the file.
    [[nodiscard]] const std::uint8_t* at(std::uint64_t offset, std::size_t count) {
        if (offset < begin_ || offset + count > begin_ + size_) {
            begin_ = offset;
            size_ =
                static_cast<std::size_t>(std::min<std::uint64_t>(kWindowBytes, file_.size_bytes() - offset));
            file_.read_at(begin_, bytes_.data(), size_);
        }
        return bytes_.data() + (offset - begin_);
    }

    [[nodiscard]] bool zeros_to_the_end(std::uint64_t offset) {
        while (offset < file_.size_bytes()) {
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(kWindowBytes, file_.size_bytes() - offset));
            const std::span<const std::uint8_t> bytes(at(offset, count), count);
            if (std::ranges::any_of(bytes, [](std::uint8_t byte) { return byte != 0; })) {
                return false;
            }
            offset += count;
        }
        return true;
    }

private:
    const PositionalFile& file_;
    std::array<std::uint8_t, kWindowBytes> bytes_{};
    std::uint64_t begin_ = 0;
    std::size_t size_ = 0;
};

// What is wrong with a batch; empty where nothing is, and it is counted.
std::string count_batch(const std::uint8_t* header, std::uint64_t bytes, SegmentHeaders& counts) {
    const auto first = big_endian<std::int64_t>(header);
    std::int64_t last = first;
    std::int32_t records = 1;
    bool control = false;
    if (header[kFormatAt] == 2) {
        const auto delta = big_endian<std::int32_t>(header + kLastOffsetDeltaAt);
        records = big_endian<std::int32_t>(header + kRecordCountAt);
        control = (big_endian<std::uint16_t>(header + kAttributesAt) & kControlBit) != 0;
        if (records < 0 || delta < 0 || first > std::numeric_limits<std::int64_t>::max() - delta) {
            return "claims " + std::to_string(records) + " records up to offset delta " +
                   std::to_string(delta);
        }
        last += delta;
        counts.last_timestamp_ms =
            std::max(counts.last_timestamp_ms, big_endian<std::int64_t>(header + kMaxTimestampAt));
    } else if ((header[kMessageAttributesAt] & kCodecBits) != 0) {
        return "is compressed and of message format " + std::to_string(header[kFormatAt]) +
               ", whose headers do not say how many records it has: leave out --headers-only";
    }
    if (first < 0 || last <= counts.last_offset) {
        return "has the offset " + std::to_string(last) + " behind " + std::to_string(counts.last_offset) +
               ": expected rising offsets, as one partition has";
    }
    counts.first_offset = counts.batches == 0 ? first : counts.first_offset;
    counts.last_offset = last;
    ++counts.batches;
    if (control) {
        ++counts.control_batches;
    } else {
        counts.records += static_cast<std::uint64_t>(records);
        counts.batch_bytes += bytes;
    }
    return {};
}

// What is wrong with the batch at `offset`, of which `left` bytes are there; else its size.
std::string measure_batch(const std::uint8_t* header, std::uint64_t left, std::uint64_t& bytes) {
    const auto length = big_endian<std::int32_t>(header + kLengthAt);
    const unsigned format = header[kFormatAt];
    if (format > 2) {
        return "has the message format " + std::to_string(format) + ": expected 0, 1 or 2";
    }
    const std::size_t least = (format == 2 ? kHeaderBytes : kSmallestMessage) - kBehindLength;
    if (length < static_cast<std::int64_t>(least)) {
        return "has the length " + std::to_string(length) + ": expected at least " + std::to_string(least);
    }
    bytes = kBehindLength + static_cast<std::uint64_t>(length);
    if (bytes > left) {
        return "is cut short: the segment ends after " + std::to_string(left) + " of its " +
               std::to_string(bytes) + " bytes";
    }
    return {};
}

}  // namespace

SegmentHeaders read_segment_headers(const std::string& path) {
    const PositionalFile file(path);
    Window window(file);
    SegmentHeaders counts;
    std::uint64_t offset = 0;
    std::string problem;
    while (offset < file.size_bytes()) {
        const std::uint64_t left = file.size_bytes() - offset;
        if (left < kThroughFormat) {
            problem = "is cut short: the segment ends after its first " + std::to_string(left) + " bytes";
            break;
        }
        const std::uint8_t* start = window.at(offset, kThroughFormat);
        if (std::all_of(start, start + kThroughFormat, [](std::uint8_t byte) { return byte == 0; })) {
            if (window.zeros_to_the_end(offset)) {
                counts.zero_bytes = left;
            } else {
                problem = "is preceded by zeros, which only end a segment: found other bytes behind them";
            }
            break;
        }
        std::uint64_t bytes = 0;
        problem = measure_batch(start, left, bytes);
        if (problem.empty()) {
            const std::size_t needed = start[kFormatAt] == 2 ? kHeaderBytes : kSmallestMessage;
            problem = count_batch(window.at(offset, needed), bytes, counts);
        }
        if (!problem.empty()) {
            break;
        }
        offset += bytes;
    }
    if (!problem.empty()) {
        counts.problem = "the batch at byte " + std::to_string(offset) + " " + problem + "; the " +
                         std::to_string(counts.records) + " records before it are counted";
    }
    return counts;
}

WholeBatches whole_batches(std::span<const std::uint8_t> block) noexcept {
    WholeBatches whole;
    while (block.size() - whole.bytes >= kThroughFormat) {
        const std::uint8_t* const at = block.data() + whole.bytes;
        const auto length = big_endian<std::int32_t>(at + kLengthAt);
        const std::size_t header = at[kFormatAt] == 2 ? kHeaderBytes : kSmallestMessage;
        if (length < static_cast<std::int32_t>(header - kBehindLength) ||
            static_cast<std::size_t>(length) > block.size() - whole.bytes - kBehindLength) {
            break;
        }
        const auto first = big_endian<std::int64_t>(at);
        const std::int64_t delta = at[kFormatAt] == 2 ? big_endian<std::int32_t>(at + kLastOffsetDeltaAt) : 0;
        if (first < 0 || delta < 0 || first >= std::numeric_limits<std::int64_t>::max() - delta) {
            break;
        }
        whole.next_offset = first + delta + 1;
        whole.bytes += kBehindLength + static_cast<std::size_t>(length);
    }
    return whole;
}

}  // namespace kafka_architect
