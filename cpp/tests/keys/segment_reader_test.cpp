// Segments, byte by byte and block by block: the same records; and damage that is told.
#include "kafka_architect/segment_reader.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "kafka_architect/segment_headers.hpp"
#include "keys/segment_batches.hpp"
#include "support/error_of.hpp"

namespace kafka_architect {
namespace {

using testing::batch_of;
using testing::error_of;
using testing::records_of;
using testing::TestRecord;

using Bytes = std::vector<std::uint8_t>;

const std::vector<TestRecord> kRecords{
    {"alice", "value"}, {std::nullopt, "keyless"}, {"", std::nullopt}, {std::string(300, 'k'), ""}};

Bytes joined(const std::vector<Bytes>& parts) {
    Bytes out;
    for (const Bytes& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

SegmentReader read(const Bytes& segment, std::size_t block_bytes, SegmentOptions options = {}) {
    SegmentReader reader(std::move(options));
    for (std::span<const std::uint8_t> left(segment); !left.empty();) {
        const std::size_t bytes = std::min(block_bytes, left.size());
        reader.feed(left.first(bytes));
        EXPECT_EQ(reader.advance(), SegmentStep::feed);
        left = left.subspan(bytes);
    }
    reader.finish();
    return reader;
}

std::string key_of(const FieldColumn& keys, std::size_t row) {
    return {keys.bytes.begin() + keys.offsets[row], keys.bytes.begin() + keys.offsets[row + 1]};
}

TEST(SegmentReader, ReadsTheSameFromBlocksOfAnySize) {
    const Bytes segment = joined({batch_of(0, kRecords), batch_of(4, kRecords), batch_of(8, kRecords, 8)});
    for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{61}, segment.size()}) {
        SegmentReader reader = read(segment, block);
        const SegmentRecords records = reader.take();
        ASSERT_EQ(records.keys.size(), 12U);
        EXPECT_EQ(key_of(records.keys, 0), "alice");
        EXPECT_EQ(key_of(records.keys, 11), std::string(300, 'k'));
        EXPECT_EQ(records.keys.nulls, 3U);
        EXPECT_EQ(records.sizes_bytes[0], 10);
        EXPECT_EQ(records.sizes_bytes[1], 7);
        EXPECT_EQ(records.sizes_bytes[2], 0);
        EXPECT_EQ(records.timestamps_ms[3], 1'003);
        EXPECT_EQ(records.timestamps_ms[8], 2'000);  // the log's time
        EXPECT_EQ(reader.position_bytes(), segment.size());
    }
}

TEST(SegmentReader, HandsOutWhatIsWholeAndNamesTheByteOfWhatIsNot) {
    const Bytes first = batch_of(0, kRecords);
    Bytes segment = joined({first, batch_of(4, kRecords)});
    segment.back() ^= 1U;
    SegmentReader reader({});
    reader.feed(segment);
    const Error error = error_of([&] { static_cast<void>(reader.advance()); });
    EXPECT_EQ(error.code(), ErrorCode::source_malformed);
    EXPECT_NE(std::string(error.what())
                  .find("the batch at byte " + std::to_string(first.size()) + " is damaged: its CRC-32C is"),
              std::string::npos)
        << error.what();
    EXPECT_EQ(reader.take().keys.size(), 4U);
}

TEST(SegmentReader, TakesBackTheRecordsOfABatchThatContradictsItself) {
    const Bytes bad = batch_of(4, 5, 0, records_of(kRecords));  // claims five and has four
    SegmentReader reader({});
    const Bytes segment = joined({batch_of(0, kRecords), bad});
    reader.feed(segment);
    EXPECT_EQ(error_of([&] { static_cast<void>(reader.advance()); }).code(), ErrorCode::source_malformed);
    const SegmentRecords records = reader.take();
    EXPECT_EQ(records.keys.size(), 4U);
    EXPECT_EQ(records.keys.nulls, 1U);
    EXPECT_EQ(records.keys.validity, Bytes{0b1101});
    EXPECT_EQ(records.keys.bytes.size(), 305U);
    EXPECT_EQ(records.sizes_bytes.size(), 4U);
    EXPECT_EQ(reader.counts().records, 4U);
}

TEST(SegmentReader, WaitsForWhatSomebodyElseDecompresses) {
    const Bytes packed{1, 2, 3};
    SegmentReader reader({});
    const Bytes segment = joined({batch_of(0, 4, 4, packed), batch_of(4, kRecords)});
    reader.feed(segment);
    ASSERT_EQ(reader.advance(), SegmentStep::decompress);
    EXPECT_EQ(reader.codec(), SegmentCodec::zstd);
    EXPECT_EQ(Bytes(reader.compressed().begin(), reader.compressed().end()), packed);
    EXPECT_EQ(reader.advance(), SegmentStep::decompress);
    EXPECT_EQ(error_of([&] { reader.feed(packed); }).code(), ErrorCode::invalid_argument);
    reader.decompressed(records_of(kRecords));
    EXPECT_EQ(reader.advance(), SegmentStep::feed);
    EXPECT_EQ(reader.take().keys.size(), 8U);
    EXPECT_EQ(error_of([&] { reader.decompressed(packed); }).code(), ErrorCode::invalid_argument);
}

TEST(SegmentReader, RefusesWhatBecomesTooLarge) {
    SegmentReader reader({.max_batch_bytes = 1000, .max_decompressed_bytes = 300, .aborted = {}});
    const Bytes segment = batch_of(0, 4, 1, Bytes{1});
    reader.feed(segment);
    ASSERT_EQ(reader.advance(), SegmentStep::decompress);
    EXPECT_EQ(error_of([&] { reader.decompressed(records_of(kRecords)); }).code(),
              ErrorCode::source_malformed);
}

TEST(SegmentReader, LeavesControlBatchesOutAndTellsAbortedRecords) {
    SegmentOptions options;
    options.aborted.push_back({.producer_id = 7, .first_offset = 0, .last_offset = 3});
    const Bytes segment =
        joined({batch_of(0, kRecords, 16), batch_of(4, {{"\0\0", ""}}, 48), batch_of(5, kRecords, 16)});
    const SegmentReader reader = read(segment, segment.size(), options);
    EXPECT_EQ(reader.counts().records, 8U);
    EXPECT_EQ(reader.counts().control_batches, 1U);
    EXPECT_EQ(reader.counts().aborted_records, 4U);
}

TEST(SegmentReader, HandsOutTheRecordsOfARangeOfOffsets) {
    const Bytes segment = joined({batch_of(0, kRecords), batch_of(4, kRecords), batch_of(8, kRecords)});
    for (const std::size_t block : {std::size_t{1}, segment.size()}) {
        SegmentReader reader = read(segment, block, {.aborted = {}, .first_offset = 5, .end_offset = 9});
        const SegmentRecords records = reader.take();
        ASSERT_EQ(records.keys.size(), 4U);  // offsets 5 to 8
        EXPECT_TRUE(records.keys.is_null(0));
        EXPECT_EQ(key_of(records.keys, 1), "");
        EXPECT_EQ(key_of(records.keys, 2), std::string(300, 'k'));
        EXPECT_EQ(key_of(records.keys, 3), "alice");
        EXPECT_EQ(records.keys.nulls, 1U);
        EXPECT_EQ(records.keys.validity.size(), 1U);
        EXPECT_EQ(records.sizes_bytes.size(), 4U);
        EXPECT_EQ(records.timestamps_ms.size(), 4U);
        EXPECT_EQ(reader.counts().records, 4U);
        EXPECT_EQ(reader.counts().batches, 3U);
    }
}

TEST(SegmentReader, DecompressesNothingOutsideTheRange) {
    SegmentReader reader({.aborted = {}, .first_offset = 4, .end_offset = 8});
    const Bytes segment =
        joined({batch_of(0, 4, 4, Bytes{1}), batch_of(4, kRecords), batch_of(8, 4, 4, Bytes{1})});
    reader.feed(segment);
    EXPECT_EQ(reader.advance(), SegmentStep::feed);
    reader.finish();
    EXPECT_EQ(reader.counts().records, 4U);
}

TEST(SegmentReader, LeavesAbortedTransactionsOutUpToTheirMarkers) {
    const std::vector<TestRecord> marker{{std::string(4, '\0'), ""}};
    const Bytes segment =
        joined({batch_of(0, kRecords, 16), batch_of(4, marker, 48), batch_of(5, kRecords, 16),
                batch_of(9, marker, 48), batch_of(10, kRecords)});
    SegmentReader reader({.aborted = {}, .leave_out_aborted = true});
    reader.abort_from(7, 0);
    reader.abort_from(7, 0);  // a broker tells it with every answer that has a part of it
    reader.feed(segment);
    EXPECT_EQ(reader.advance(), SegmentStep::feed);
    EXPECT_EQ(reader.counts().records, 8U);
    EXPECT_EQ(reader.counts().aborted_records, 4U);
    EXPECT_EQ(reader.counts().control_batches, 2U);
}

TEST(WholeBatches, EndWhereOneIsTornOrCannotBe) {
    const Bytes first = batch_of(3, kRecords);
    const Bytes both = joined({first, batch_of(7, kRecords)});
    EXPECT_EQ(whole_batches(both).bytes, both.size());
    EXPECT_EQ(whole_batches(both).next_offset, 11);
    for (std::size_t size = first.size(); size < both.size(); ++size) {
        const WholeBatches whole = whole_batches(std::span(both).first(size));
        EXPECT_EQ(whole.bytes, first.size());
        EXPECT_EQ(whole.next_offset, 7);
    }
    Bytes wrong = both;
    wrong[first.size() + 8] = 0xff;  // a negative length
    EXPECT_EQ(whole_batches(wrong).bytes, first.size());
    EXPECT_EQ(whole_batches(Bytes{}).bytes, 0U);
}

TEST(Crc32c, IsTheSameByTablesAndByInstruction) {
    // RFC 3720, B.4.
    EXPECT_EQ(crc32c(Bytes(32, 0)), 0x8a9136aaU);
    EXPECT_EQ(crc32c(Bytes(32, 0xff)), 0x62a8ab43U);
    Bytes bytes;
    for (std::size_t i = 0; i < 100; ++i) {
        EXPECT_EQ(crc32c(bytes), crc32c_by_tables(bytes)) << i << " bytes";
        bytes.push_back(static_cast<std::uint8_t>(i * 37));
    }
    // Around the lengths from which on several lanes are read at once.
    for (std::size_t i = 100; i < 20'000; ++i) {
        bytes.push_back(static_cast<std::uint8_t>((i * i) >> 3U));
        const std::size_t rest = i % 1024;
        if (rest < 3 || rest > 1020 || i % 97 == 0) {
            EXPECT_EQ(crc32c(bytes), crc32c_by_tables(bytes)) << bytes.size() << " bytes";
        }
    }
}

}  // namespace
}  // namespace kafka_architect
