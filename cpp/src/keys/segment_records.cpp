// Records of a batch: varints in format 2, whole messages in formats 0 and 1.
#include <algorithm>
#include <cstring>
#include <optional>

#include "kafka_architect/error.hpp"
#include "kafka_architect/segment_reader.hpp"
#include "keys/segment_bytes.hpp"
#include "keys/segment_layout.hpp"

namespace kafka_architect {

namespace {

using namespace segment_layout;

using Bytes = std::span<const std::uint8_t>;

struct Record {
    std::int64_t timestamp_delta;
    std::int32_t offset_delta;
    const std::uint8_t* key;
    std::int32_t key_bytes;    // -1 for null
    std::int32_t value_bytes;  // -1 for null
};

// Bytes of which there are `size`, -1 for null: moves `at` behind them, or is false where they reach too far.
bool step_over(const std::uint8_t*& at, const std::uint8_t* end, std::int32_t size) noexcept {
    if (size < -1 || size > end - at) {
        return false;
    }
    at += std::max(size, 0);
    return true;
}

// The record that begins at `at`, which moves behind it; false where it contradicts itself. Headers lie
// between its value and its end, and are of no interest.
bool read_record(const std::uint8_t*& at, const std::uint8_t* end, Record& record) noexcept {
    std::int32_t length = 0;
    std::int32_t headers = 0;
    if (!read_varint(at, end, length) || length < 1 || length > end - at) {
        return false;
    }
    const std::uint8_t* const record_end = at + length;
    ++at;  // attributes, of which there are none
    if (!read_varint(at, record_end, record.timestamp_delta) ||
        !read_varint(at, record_end, record.offset_delta) || !read_varint(at, record_end, record.key_bytes)) {
        return false;
    }
    record.key = at;
    if (!step_over(at, record_end, record.key_bytes) || !read_varint(at, record_end, record.value_bytes) ||
        !step_over(at, record_end, record.value_bytes) || !read_varint(at, record_end, headers) ||
        headers < 0 || (headers == 0) != (at == record_end)) {
        return false;
    }
    at = record_end;
    return true;
}

}  // namespace

// A message of formats 0 and 1, with its offset and size.
struct SegmentReader::Message {
    std::uint8_t format;
    std::uint8_t attributes;
    std::int64_t timestamp_ms;
    const std::uint8_t* key;
    std::int32_t key_bytes;
    const std::uint8_t* value;
    std::int32_t value_bytes;
};

// Throws for fields that do not end where the message ends.
SegmentReader::Message SegmentReader::parsed_message(Bytes bytes) const {
    Message message{};
    message.format = bytes[kFormatAt];
    message.attributes = bytes[kMessageAttributesAt];
    message.timestamp_ms = -1;
    const std::uint8_t* at = bytes.data() + kTimestampAt;
    const std::uint8_t* const end = bytes.data() + bytes.size();
    const auto sized = [&](const std::uint8_t*& field, std::int32_t& size) {
        if (end - at < 4) {
            return false;
        }
        size = big_endian<std::int32_t>(at);
        at += 4;
        field = at;
        return step_over(at, end, size);
    };
    if (message.format == 1) {
        if (end - at < 8) {
            refuse("is too short for a message of format 1");
        }
        message.timestamp_ms = big_endian<std::int64_t>(at);
        at += 8;
    }
    if (!sized(message.key, message.key_bytes) || !sized(message.value, message.value_bytes) || at != end) {
        refuse("has a key or a value that does not end where the message ends");
    }
    return message;
}

// Takes back what `read` has added where it throws.
template <typename Read>
void SegmentReader::all_or_nothing(Read read) {
    FieldColumn& keys = records_.keys;
    const std::size_t rows = keys.size();
    const std::size_t bytes = keys.bytes.size();
    const std::size_t nulls = keys.nulls;
    const SegmentCounts counts = counts_;
    try {
        read();
    } catch (...) {
        keys.bytes.resize(bytes);
        keys.offsets.resize(rows + 1);
        keys.validity.resize((rows + 7) / 8);
        if (rows % 8 != 0) {
            keys.validity.back() = static_cast<std::uint8_t>(keys.validity.back() & ((1U << (rows % 8)) - 1));
        }
        keys.nulls = nulls;
        records_.sizes_bytes.resize(rows);
        records_.timestamps_ms.resize(rows);
        counts_ = counts;
        throw;
    }
}

// The rows of a batch, whose number is known: room for all of them at once, and then written one by one.
class SegmentReader::Rows {
public:
    Rows(SegmentRecords& records, std::size_t more)
        : records_(records), row_(records.keys.size()), first_row_(row_) {
        FieldColumn& keys = records.keys;
        const std::size_t rows = row_ + more;
        // At least twice as much as before, since a vector asked for less would be moved for every batch.
        if (rows > records.sizes_bytes.capacity()) {
            records.sizes_bytes.reserve(2 * rows);
            records.timestamps_ms.reserve(2 * rows);
            keys.offsets.reserve(2 * rows + 1);
            keys.validity.reserve((2 * rows + 7) / 8);
        }
        records.sizes_bytes.resize(rows);
        records.timestamps_ms.resize(rows);
        keys.offsets.resize(rows + 1);
        keys.validity.resize((rows + 7) / 8);
    }

    void write(std::int64_t timestamp_ms, const std::uint8_t* key, std::int32_t key_bytes,
               std::int32_t value_bytes) {
        FieldColumn& keys = records_.keys;
        if (key_bytes > 0) {
            keys.bytes.insert(keys.bytes.end(), key, key + key_bytes);
        }
        if (key_bytes >= 0) {
            std::uint8_t& bits = keys.validity[row_ / 8];
            bits = static_cast<std::uint8_t>(bits | (1U << (row_ % 8)));
        } else {
            ++keys.nulls;
        }
        records_.sizes_bytes[row_] = std::int64_t{std::max(key_bytes, 0)} + std::max(value_bytes, 0);
        records_.timestamps_ms[row_] = timestamp_ms;
        keys.offsets[++row_] = static_cast<std::int32_t>(keys.bytes.size());
        if (timestamp_ms >= 0) {
            first_ = std::min(first_, timestamp_ms);
        }
        last_ = std::max(last_, timestamp_ms);
    }

    // Takes back the room for rows that were not written; returns how many were.
    std::size_t end() {
        records_.sizes_bytes.resize(row_);
        records_.timestamps_ms.resize(row_);
        records_.keys.offsets.resize(row_ + 1);
        records_.keys.validity.resize((row_ + 7) / 8);
        return row_ - first_row_;
    }

    // Of the rows that have one; the greatest number for none.
    [[nodiscard]] std::int64_t first_timestamp_ms() const noexcept { return first_; }
    // -1 for none.
    [[nodiscard]] std::int64_t last_timestamp_ms() const noexcept { return last_; }

private:
    SegmentRecords& records_;
    std::size_t row_;
    std::size_t first_row_;
    std::int64_t first_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t last_ = -1;
};

void SegmentReader::saw(std::int64_t first_timestamp_ms, std::int64_t last_timestamp_ms) {
    counts_.first_timestamp_ms = std::min(counts_.first_timestamp_ms, first_timestamp_ms);
    counts_.last_timestamp_ms = std::max(counts_.last_timestamp_ms, last_timestamp_ms);
}

void SegmentReader::append(std::int64_t timestamp_ms, const Message& message) {
    Rows rows(records_, 1);
    rows.write(timestamp_ms, message.key, message.key_bytes, message.value_bytes);
    saw(rows.first_timestamp_ms(), rows.last_timestamp_ms());
}

void SegmentReader::read_uncompressed(const Batch& batch, Bytes bytes) {
    all_or_nothing([&] {
        if (batch.format == 2) {
            read_records(batch, bytes.subspan(batch.body, batch.body_bytes));
        } else {
            const Message message = parsed_message(bytes);
            append(message.timestamp_ms, message);
        }
    });
}

void SegmentReader::read_decompressed(const Batch& batch, Bytes block) {
    all_or_nothing([&] {
        if (batch.format == 2) {
            read_records(batch, block);
        } else {
            read_message_set(batch, block);
        }
    });
}

void SegmentReader::read_records(const Batch& batch, Bytes body) {
    const std::uint8_t* at = body.data();
    const std::uint8_t* const end = at + body.size();
    if (batch.records > body.size() / kSmallestRecord) {
        refuse("is malformed: " + std::to_string(body.size()) + " bytes are too few for its " +
               std::to_string(batch.records) + " records");
    }
    Rows rows(records_, batch.records);
    for (std::uint32_t i = 0; i < batch.records; ++i) {
        Record record{};
        if (!read_record(at, end, record)) {
            refuse("is malformed: record " + std::to_string(i) + " of " + std::to_string(batch.records) +
                   " has lengths that contradict each other");
        }
        // Unsigned, since a sum may overflow.
        const auto offset =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(batch.base_offset) +
                                      static_cast<std::uint64_t>(std::int64_t{record.offset_delta}));
        if (offset < options_.first_offset || offset >= options_.end_offset) {
            continue;
        }
        const auto timestamp = static_cast<std::int64_t>(static_cast<std::uint64_t>(batch.base_timestamp_ms) +
                                                         static_cast<std::uint64_t>(record.timestamp_delta));
        rows.write(batch.append_time ? batch.max_timestamp_ms : timestamp, record.key, record.key_bytes,
                   record.value_bytes);
    }
    if (at != end) {
        refuse("is malformed: " + std::to_string(end - at) + " bytes lie behind the last of its " +
               std::to_string(batch.records) + " records");
    }
    const std::size_t written = rows.end();
    saw(rows.first_timestamp_ms(), rows.last_timestamp_ms());
    counts_.aborted_records += is_aborted(batch) ? written : 0;
}

void SegmentReader::read_message_set(const Batch& batch, Bytes body) {
    while (!body.empty()) {
        if (body.size() < kSmallestMessage) {
            refuse("is malformed: a message set inside it ends early");
        }
        const auto size = big_endian<std::int32_t>(body.data() + kLengthAt);
        if (size < static_cast<std::int32_t>(kSmallestMessage - kBehindLength) ||
            static_cast<std::size_t>(size) > body.size() - kBehindLength || body[kFormatAt] != batch.format) {
            refuse("is malformed: a message inside it has the size " + std::to_string(size) +
                   " or another format");
        }
        const std::size_t bytes = kBehindLength + static_cast<std::size_t>(size);
        const Message message = parsed_message(body.first(bytes));
        if ((message.attributes & kCodecBits) != 0) {
            refuse("is malformed: a message inside it is compressed again");
        }
        append(batch.append_time ? batch.max_timestamp_ms : message.timestamp_ms, message);
        body = body.subspan(bytes);
    }
}

SegmentReader::Batch SegmentReader::with_value(Batch batch, Bytes bytes) const {
    const Message message = parsed_message(bytes);
    batch.max_timestamp_ms = message.timestamp_ms;
    if (batch.codec != SegmentCodec::none && message.value_bytes < 0) {
        refuse("is malformed: it is compressed and has no value");
    }
    batch.body = static_cast<std::size_t>(message.value - bytes.data());
    batch.body_bytes = static_cast<std::size_t>(std::max(message.value_bytes, 0));
    return batch;
}

// By its offsets, or by what became of its transaction.
bool SegmentReader::is_left_out(const Batch& batch) const {
    return batch.last_offset < options_.first_offset || batch.base_offset >= options_.end_offset ||
           (options_.leave_out_aborted && is_aborted(batch));
}

// A marker ends the transaction that its producer had open.
void SegmentReader::end_transaction(const Batch& marker) {
    for (AbortedTransaction& one : options_.aborted) {
        if (one.producer_id == marker.producer_id && one.first_offset <= marker.base_offset &&
            one.last_offset == std::numeric_limits<std::int64_t>::max()) {
            one.last_offset = marker.base_offset;
        }
    }
}

bool SegmentReader::is_aborted(const Batch& batch) const {
    return batch.transactional && std::ranges::any_of(options_.aborted, [&](const AbortedTransaction& one) {
               return one.producer_id == batch.producer_id && one.first_offset <= batch.base_offset &&
                      batch.last_offset <= one.last_offset;
           });
}

}  // namespace kafka_architect
