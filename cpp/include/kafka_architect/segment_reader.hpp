// SegmentReader: the records of a Kafka log segment, from blocks of its bytes.
//
// Record batches (message format 2) and message sets (formats 0 and 1), as org.apache.kafka.common.record has
// them. Each is checked (length, CRC) and read whole or not at all: an Error (source_malformed) names the
// byte where it begins, and everything before it was handed out. Control batches are counted and left out.
// Codecs are not in here: whoever drives the reader decompresses what `compressed` shows.
//
// What is held is one batch, one block and the records that were not taken yet: a batch that claims more than
// `max_batch_bytes`, or becomes more than `max_decompressed_bytes`, is refused.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kafka_architect/field_column.hpp"

namespace kafka_architect {

enum class SegmentCodec : std::uint8_t { none, gzip, snappy, lz4, zstd };
inline constexpr std::size_t kSegmentCodecs = 5;
[[nodiscard]] std::string_view name_of(SegmentCodec codec) noexcept;

// An entry of a .txnindex: what a producer wrote at these offsets, both included, was aborted.
struct AbortedTransaction {
    std::int64_t producer_id;
    std::int64_t first_offset;
    std::int64_t last_offset;
};

struct SegmentOptions {
    // Both far above max.message.bytes, whose default is 1 MiB.
    std::size_t max_batch_bytes = std::size_t{128} << 20U;
    std::size_t max_decompressed_bytes = std::size_t{256} << 20U;
    std::vector<AbortedTransaction> aborted;
    // Records at other offsets are not handed out: a broker sends the whole batch that holds an offset. Of
    // the old formats a message set is taken or left whole, by its last offset.
    std::int64_t first_offset = 0;
    std::int64_t end_offset = std::numeric_limits<std::int64_t>::max();
    bool leave_out_aborted = false;  // as consumers with isolation.level=read_committed do
};

struct SegmentCounts {
    std::uint64_t batches = 0;  // all of them; a message of formats 0 and 1 is one too
    std::uint64_t records = 0;
    std::uint64_t empty_batches = 0;    // compaction keeps the last batch of a producer without its records
    std::uint64_t control_batches = 0;  // markers of transactions
    std::uint64_t aborted_records = 0;  // of `records`, unless they are left out
    std::uint64_t zero_bytes = 0;       // behind the last batch: preallocated
    std::array<std::uint64_t, 3> formats{};                                      // batches by message format
    std::array<std::uint64_t, kSegmentCodecs> codecs{};                          // batches by codec
    std::int64_t first_timestamp_ms = std::numeric_limits<std::int64_t>::max();  // of the records that have
    std::int64_t last_timestamp_ms = -1;                                         // one; -1 for none
};

struct SegmentRecords {
    FieldColumn keys;
    std::vector<std::int64_t> sizes_bytes;    // of key and value
    std::vector<std::int64_t> timestamps_ms;  // -1 for none
};

enum class SegmentStep {
    feed,        // there is no whole batch left
    decompress,  // `compressed` waits for its `decompressed`
    take,        // enough records for one `take`
};

class SegmentReader {
public:
    explicit SegmentReader(SegmentOptions options);

    // The next bytes of the segment, which stay where they are until the next `feed` or the end: only a batch
    // that reaches past its block is copied.
    void feed(std::span<const std::uint8_t> block);
    // What a producer writes from this offset on is aborted, up to the marker that ends its transaction: how
    // a broker tells it with the batches. A transaction that is known already changes nothing.
    void abort_from(std::int64_t producer_id, std::int64_t first_offset);
    // Reads on, until somebody else has to act. Throws Error (source_malformed).
    [[nodiscard]] SegmentStep advance();
    [[nodiscard]] SegmentCodec codec() const noexcept { return pending_.codec; }
    // Valid until `decompressed`; part of the block that was fed last, or a copy.
    [[nodiscard]] std::span<const std::uint8_t> compressed() const noexcept;
    // Reads the records of the block that was compressed. Throws Error (source_malformed).
    void decompressed(std::span<const std::uint8_t> block);
    // The segment ends here. Throws Error (source_malformed) where that is inside a batch.
    void finish() const;
    // The records since the last call.
    [[nodiscard]] SegmentRecords take();

    [[nodiscard]] const SegmentCounts& counts() const noexcept { return counts_; }
    [[nodiscard]] const SegmentOptions& options() const noexcept { return options_; }
    // Bytes of the batches that were read.
    [[nodiscard]] std::uint64_t position_bytes() const noexcept { return position_; }

private:
    struct Batch {
        std::size_t bytes = 0;  // with its offset and length
        std::size_t body = 0;   // where its records begin
        std::size_t body_bytes = 0;
        std::int64_t base_offset = 0;
        std::int64_t last_offset = 0;
        std::int64_t base_timestamp_ms = -1;
        std::int64_t max_timestamp_ms = -1;
        std::int64_t producer_id = -1;
        std::uint32_t records = 0;
        std::uint8_t format = 2;
        SegmentCodec codec = SegmentCodec::none;
        bool append_time = false;
        bool transactional = false;
        bool control = false;
    };
    struct Message;
    class Rows;

    [[nodiscard]] std::span<const std::uint8_t> left() const noexcept;
    [[nodiscard]] bool reach(std::size_t bytes);
    [[nodiscard]] bool read_batch();
    [[nodiscard]] Batch batch_of(std::span<const std::uint8_t> bytes) const;
    [[nodiscard]] Batch message_of(std::span<const std::uint8_t> bytes, std::uint8_t format) const;
    [[nodiscard]] Batch with_value(Batch batch, std::span<const std::uint8_t> bytes) const;
    [[nodiscard]] Message parsed_message(std::span<const std::uint8_t> bytes) const;
    void read_uncompressed(const Batch& batch, std::span<const std::uint8_t> bytes);
    void read_decompressed(const Batch& batch, std::span<const std::uint8_t> block);
    void read_records(const Batch& batch, std::span<const std::uint8_t> body);
    void read_message_set(const Batch& batch, std::span<const std::uint8_t> body);
    void append(std::int64_t timestamp_ms, const Message& message);
    void saw(std::int64_t first_timestamp_ms, std::int64_t last_timestamp_ms);
    void done(const Batch& batch);
    void skip_zeros();
    [[nodiscard]] bool is_aborted(const Batch& batch) const;
    [[nodiscard]] bool is_left_out(const Batch& batch) const;
    void end_transaction(const Batch& marker);
    template <typename Read>
    void all_or_nothing(Read read);
    [[noreturn]] void refuse(const std::string& what) const;

    SegmentOptions options_;
    std::span<const std::uint8_t> block_;  // of the block that was fed last, what was not read yet
    std::vector<std::uint8_t> torn_;       // a batch that began in an earlier block, as far as it is known
    std::uint64_t position_ = 0;           // in the segment, of what was not read yet
    std::int64_t last_offset_ = -1;
    Batch pending_;
    bool decompressing_ = false;
    bool zeros_ = false;
    SegmentRecords records_;
    std::uint64_t taken_ = 0;  // records of earlier `take`s
    SegmentCounts counts_;
};

}  // namespace kafka_architect
