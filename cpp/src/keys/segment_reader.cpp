// Batches: where they begin and end, and whether they are what was written.
#include "kafka_architect/segment_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "kafka_architect/crc32c.hpp"
#include "kafka_architect/error.hpp"
#include "keys/segment_bytes.hpp"
#include "keys/segment_layout.hpp"
#include "simd/fetch_ahead.hpp"
#include "simd/sliced_crc.hpp"

namespace kafka_architect {

namespace {

using namespace segment_layout;

constexpr std::size_t kTakeRecords = 65'536;
constexpr std::size_t kTakeKeyBytes = std::size_t{16} << 20U;

bool all_zero(std::span<const std::uint8_t> bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

std::string hex(std::uint32_t number) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4) {
        out += kDigits[(number >> static_cast<unsigned>(shift)) & 15U];
    }
    return out;
}

}  // namespace

std::string_view name_of(SegmentCodec codec) noexcept {
    constexpr std::array<std::string_view, kSegmentCodecs> kNames{"none", "gzip", "snappy", "lz4", "zstd"};
    return kNames[static_cast<std::size_t>(codec)];
}

SegmentReader::SegmentReader(SegmentOptions options) : options_(std::move(options)) {
    // Positions of keys have 32 bits.
    constexpr std::size_t kMost = std::size_t{1} << 30U;
    if (options_.max_batch_bytes > kMost || options_.max_decompressed_bytes > kMost) {
        throw Error(ErrorCode::invalid_argument,
                    "max_batch_bytes and max_decompressed_bytes must not be above " + std::to_string(kMost));
    }
}

std::span<const std::uint8_t> SegmentReader::left() const noexcept {
    return torn_.empty() ? block_ : std::span(torn_);
}

// Whether so many bytes of the next batch are there; a torn batch takes what it lacks, and no more, from the
// block.
bool SegmentReader::reach(std::size_t bytes) {
    if (!torn_.empty() && torn_.size() < bytes) {
        const auto more = block_.first(std::min(bytes - torn_.size(), block_.size()));
        torn_.insert(torn_.end(), more.begin(), more.end());
        block_ = block_.subspan(more.size());
    }
    return left().size() >= bytes;
}

void SegmentReader::feed(std::span<const std::uint8_t> block) {
    if (decompressing_) {
        throw Error(ErrorCode::invalid_argument, "a batch waits for its decompressed records");
    }
    torn_.insert(torn_.end(), block_.begin(), block_.end());
    block_ = block;
}

void SegmentReader::abort_from(std::int64_t producer_id, std::int64_t first_offset) {
    constexpr auto kOpen = std::numeric_limits<std::int64_t>::max();
    const bool known = std::ranges::any_of(options_.aborted, [&](const AbortedTransaction& one) {
        return one.producer_id == producer_id && one.first_offset == first_offset;
    });
    if (!known) {
        options_.aborted.push_back(
            {.producer_id = producer_id, .first_offset = first_offset, .last_offset = kOpen});
    }
}

SegmentStep SegmentReader::advance() {
    while (!decompressing_) {
        if (records_.keys.size() >= kTakeRecords || records_.keys.bytes.size() >= kTakeKeyBytes) {
            return SegmentStep::take;
        }
        if (!read_batch()) {
            return SegmentStep::feed;
        }
    }
    return SegmentStep::decompress;
}

// False where more bytes are needed.
bool SegmentReader::read_batch() {
    const bool reached = reach(kThroughFormat);
    if (zeros_ || (reached && all_zero(left().first(kThroughFormat)))) {
        skip_zeros();
        return false;
    }
    if (!reached) {
        return false;
    }
    const auto length = big_endian<std::int32_t>(left().data() + kLengthAt);
    const std::uint8_t format = left()[kFormatAt];
    if (format > 2) {
        refuse("has the message format " + std::to_string(format) + ": expected 0, 1 or 2");
    }
    const std::size_t least = (format == 2 ? kHeaderBytes : kSmallestMessage) - kBehindLength;
    if (length < static_cast<std::int64_t>(least)) {
        refuse("has the length " + std::to_string(length) + ": expected at least " + std::to_string(least));
    }
    const std::size_t size = kBehindLength + static_cast<std::size_t>(length);
    if (size > options_.max_batch_bytes) {
        refuse("claims " + std::to_string(size) + " bytes: expected at most " +
               std::to_string(options_.max_batch_bytes));
    }
    if (!reach(size)) {
        return false;
    }
    const std::span<const std::uint8_t> bytes = left().first(size);
    const Batch batch = format == 2 ? batch_of(bytes) : message_of(bytes, format);
    if (batch.base_offset < 0 || batch.last_offset < batch.base_offset) {
        refuse("has the offsets " + std::to_string(batch.base_offset) + " to " +
               std::to_string(batch.last_offset));
    }
    if (batch.last_offset <= last_offset_) {
        refuse("has the offset " + std::to_string(batch.last_offset) + " behind " +
               std::to_string(last_offset_) + ": expected rising offsets, as one partition has");
    }
    if (batch.control) {
        ++counts_.control_batches;
        end_transaction(batch);
    } else if (is_left_out(batch)) {
        counts_.aborted_records += is_aborted(batch) ? batch.records : 0;
    } else if (batch.codec != SegmentCodec::none && batch.records > 0) {
        // While this one is decompressed, the next one comes.
        constexpr std::size_t kAhead = 4096;
        const auto behind = torn_.empty() ? block_.subspan(size) : block_;
        fetch_ahead(behind.first(std::min(behind.size(), kAhead)));
        pending_ = batch;
        decompressing_ = true;
        return true;
    } else {
        read_uncompressed(batch, bytes);
    }
    done(batch);
    return true;
}

void SegmentReader::skip_zeros() {
    zeros_ = true;
    if (!all_zero(torn_) || !all_zero(block_)) {
        refuse("is preceded by zeros, which only end a segment: found other bytes behind them");
    }
    const std::size_t zeros = torn_.size() + block_.size();
    torn_.clear();
    block_ = {};
    counts_.zero_bytes += zeros;
    position_ += zeros;
}

SegmentReader::Batch SegmentReader::batch_of(std::span<const std::uint8_t> bytes) const {
    const std::uint8_t* at = bytes.data();
    const auto expected = big_endian<std::uint32_t>(at + kCrcAt);
    if (const std::uint32_t found = crc32c(bytes.subspan(kAttributesAt)); found != expected) {
        refuse("is damaged: its CRC-32C is " + hex(found) + ", its header says " + hex(expected));
    }
    const auto attributes = big_endian<std::uint16_t>(at + kAttributesAt);
    const auto records = big_endian<std::int32_t>(at + kRecordCountAt);
    Batch batch{.bytes = bytes.size(),
                .body = kHeaderBytes,
                .body_bytes = bytes.size() - kHeaderBytes,
                .base_offset = big_endian<std::int64_t>(at),
                .base_timestamp_ms = big_endian<std::int64_t>(at + kBaseTimestampAt),
                .max_timestamp_ms = big_endian<std::int64_t>(at + kMaxTimestampAt),
                .producer_id = big_endian<std::int64_t>(at + kProducerIdAt),
                .append_time = (attributes & kAppendTimeBit) != 0,
                .transactional = (attributes & kTransactionalBit) != 0,
                .control = (attributes & kControlBit) != 0};
    const auto delta = big_endian<std::int32_t>(at + kLastOffsetDeltaAt);
    if (records < 0 || delta < 0 || batch.base_offset > std::numeric_limits<std::int64_t>::max() - delta) {
        refuse("claims " + std::to_string(records) + " records up to offset delta " + std::to_string(delta));
    }
    if ((attributes & kCodecBits) >= kSegmentCodecs) {
        refuse("is compressed with the codec " + std::to_string(attributes & kCodecBits) +
               ": expected 0 to 4 (none, gzip, snappy, lz4, zstd)");
    }
    batch.last_offset = batch.base_offset + delta;
    batch.records = static_cast<std::uint32_t>(records);
    batch.codec = static_cast<SegmentCodec>(attributes & kCodecBits);
    return batch;
}

SegmentReader::Batch SegmentReader::message_of(std::span<const std::uint8_t> bytes,
                                               std::uint8_t format) const {
    const auto expected = big_endian<std::uint32_t>(bytes.data() + kMessageCrcAt);
    const std::uint32_t found = sliced_crc<kIeeePolynomial>(bytes.subspan(kFormatAt));
    if (found != expected) {
        refuse("is damaged: its CRC-32 is " + hex(found) + ", its header says " + hex(expected));
    }
    const unsigned attributes = bytes[kMessageAttributesAt];
    const unsigned codec = attributes & kCodecBits;
    if (codec >= static_cast<unsigned>(SegmentCodec::zstd)) {
        refuse("is compressed with the codec " + std::to_string(codec) +
               ": expected 0 to 3 (none, gzip, snappy, lz4) in message format " + std::to_string(format));
    }
    const auto offset = big_endian<std::int64_t>(bytes.data());
    const Batch batch{.bytes = bytes.size(),
                      .base_offset = offset,
                      .last_offset = offset,
                      .records = 1,
                      .format = format,
                      .codec = static_cast<SegmentCodec>(codec),
                      .append_time = (attributes & kAppendTimeBit) != 0};
    return with_value(batch, bytes);
}

std::span<const std::uint8_t> SegmentReader::compressed() const noexcept {
    return decompressing_ ? left().subspan(pending_.body, pending_.body_bytes)
                          : std::span<const std::uint8_t>{};
}

void SegmentReader::decompressed(std::span<const std::uint8_t> block) {
    if (!decompressing_) {
        throw Error(ErrorCode::invalid_argument, "no batch waits for its decompressed records");
    }
    if (block.size() > options_.max_decompressed_bytes) {
        refuse("decompresses to " + std::to_string(block.size()) + " bytes: expected at most " +
               std::to_string(options_.max_decompressed_bytes));
    }
    read_decompressed(pending_, block);
    decompressing_ = false;
    done(pending_);
}

void SegmentReader::done(const Batch& batch) {
    ++counts_.batches;
    ++counts_.formats[batch.format];
    ++counts_.codecs[static_cast<std::size_t>(batch.codec)];
    counts_.empty_batches += batch.records == 0 ? 1U : 0U;
    counts_.records = taken_ + records_.keys.size();
    last_offset_ = batch.last_offset;
    position_ += batch.bytes;
    if (torn_.empty()) {
        block_ = block_.subspan(batch.bytes);
    } else {
        torn_.erase(torn_.begin(), torn_.begin() + static_cast<std::ptrdiff_t>(batch.bytes));
    }
}

void SegmentReader::finish() const {
    const std::span<const std::uint8_t> bytes = left();
    if (decompressing_) {
        throw Error(ErrorCode::invalid_argument, "a batch waits for its decompressed records");
    }
    if (bytes.empty()) {
        return;
    }
    if (bytes.size() < kThroughFormat) {
        refuse("is cut short: the segment ends after its first " + std::to_string(bytes.size()) + " bytes");
    }
    const auto length = static_cast<std::size_t>(big_endian<std::int32_t>(bytes.data() + kLengthAt));
    refuse("is cut short: the segment ends after " + std::to_string(bytes.size()) + " of its " +
           std::to_string(kBehindLength + length) + " bytes");
}

SegmentRecords SegmentReader::take() {
    taken_ += records_.keys.size();
    SegmentRecords next;
    next.keys.offsets.reserve(records_.keys.offsets.size());
    next.keys.bytes.reserve(records_.keys.bytes.size());
    next.sizes_bytes.reserve(records_.sizes_bytes.size());
    next.timestamps_ms.reserve(records_.timestamps_ms.size());
    return std::exchange(records_, std::move(next));
}

void SegmentReader::refuse(const std::string& what) const {
    throw Error(ErrorCode::source_malformed, "the batch at byte " + std::to_string(position_) + " " + what +
                                                 "; the " + std::to_string(counts_.records) +
                                                 " records before it are counted");
}

}  // namespace kafka_architect
