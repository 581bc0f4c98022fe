// SegmentReader on any bytes: what it hands out is sound, and does not depend on how the bytes come in
// blocks.
//
// Input: a byte for the size of blocks, a byte that says whether checksums are put right first (else nothing
// behind them would ever be reached), then the segment. Compressed blocks are handed back as they are.
#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/crc32c.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/hashes.hpp"
#include "kafka_architect/segment_headers.hpp"
#include "kafka_architect/segment_reader.hpp"
#include "keys/segment_bytes.hpp"
#include "keys/segment_layout.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

using namespace segment_layout;

using Bytes = std::vector<std::uint8_t>;

void write_big_endian(std::uint8_t* at, std::uint32_t number) {
    for (unsigned i = 0; i < 4; ++i) {
        at[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    }
}

void put_checksums_right(Bytes& segment) {
    std::size_t at = 0;
    while (segment.size() - at >= kThroughFormat) {
        const auto length = big_endian<std::int32_t>(segment.data() + at + kLengthAt);
        const std::size_t left = segment.size() - at - kBehindLength;
        if (length < 0 || static_cast<std::size_t>(length) > left) {
            return;
        }
        const std::size_t size = kBehindLength + static_cast<std::size_t>(length);
        const std::span<const std::uint8_t> batch = std::span(segment).subspan(at, size);
        if (size >= kHeaderBytes && batch[kFormatAt] == 2) {
            write_big_endian(segment.data() + at + kCrcAt, crc32c(batch.subspan(kAttributesAt)));
        } else if (size >= kSmallestMessage) {
            write_big_endian(segment.data() + at + kMessageCrcAt, crc32(batch.subspan(kFormatAt)));
        }
        at += size;
    }
}

struct Found {
    std::vector<std::string> keys;
    std::string problem;
};

void take(SegmentReader& reader, Found& found) {
    const SegmentRecords records = reader.take();
    const FieldColumn& keys = records.keys;
    require(keys.offsets.front() == 0, "offsets begin at 0");
    require(static_cast<std::size_t>(keys.offsets.back()) == keys.bytes.size(), "and end with the bytes");
    require(std::ranges::is_sorted(keys.offsets), "offsets rise");
    require(keys.validity.size() == (keys.size() + 7) / 8, "a bit for each key");
    require(records.sizes_bytes.size() == keys.size(), "a size for each key");
    require(records.timestamps_ms.size() == keys.size(), "a timestamp for each key");
    std::size_t nulls = 0;
    for (std::size_t row = 0; row < keys.size(); ++row) {
        const auto begin = static_cast<std::size_t>(keys.offsets[row]);
        const auto end = static_cast<std::size_t>(keys.offsets[row + 1]);
        const bool present = ((keys.validity[row / 8] >> (row % 8)) & 1U) != 0;
        nulls += present ? 0U : 1U;
        require(present || begin == end, "a null key has no bytes");
        require(records.sizes_bytes[row] >= static_cast<std::int64_t>(end - begin), "a record has its key");
        found.keys.emplace_back(keys.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                                keys.bytes.begin() + static_cast<std::ptrdiff_t>(end));
    }
    require(keys.nulls == nulls, "nulls are counted");
}

// Reads the records from an offset on; aborted ones are left out with the others before it.
Found read(std::span<const std::uint8_t> segment, std::size_t block_bytes, std::int64_t first_offset = 0) {
    SegmentReader reader({.max_batch_bytes = 2048,
                          .max_decompressed_bytes = 1024,
                          .aborted = {{7, 0, 3}},
                          .first_offset = first_offset,
                          .leave_out_aborted = first_offset > 0});
    reader.abort_from(7, 9);
    Found found;
    try {
        std::span<const std::uint8_t> left = segment;
        while (!left.empty()) {
            const std::size_t bytes = std::min(block_bytes, left.size());
            reader.feed(left.first(bytes));
            left = left.subspan(bytes);
            for (SegmentStep step = reader.advance(); step != SegmentStep::feed; step = reader.advance()) {
                if (step == SegmentStep::take) {
                    take(reader, found);
                } else {
                    const Bytes block(reader.compressed().begin(), reader.compressed().end());
                    reader.decompressed(block);
                }
            }
        }
        reader.finish();
        require(reader.position_bytes() == segment.size(), "all of it was read");
    } catch (const Error& error) {
        require(error.code() == ErrorCode::source_malformed, "the bytes are at fault");
        found.problem = error.what();
    }
    take(reader, found);
    require(reader.counts().records == found.keys.size(), "records are counted");
    return found;
}

void run(std::span<const std::uint8_t> input) {
    if (input.size() < 2) {
        return;
    }
    Bytes segment(input.begin() + 2, input.end());
    if (input[1] % 2 == 1) {
        put_checksums_right(segment);
    }
    const Found whole = read(segment, segment.size() + 1);
    const Found parts = read(segment, 1 + input[0] % 97U);
    require(whole.keys == parts.keys, "the same records from blocks of any size");
    require(whole.problem.empty() == parts.problem.empty(), "and the same damage");
    // Batches outside the range are not looked into, so that damage in them is not told.
    const Found some = read(segment, segment.size() + 1, input[0]);
    require(some.keys.size() <= whole.keys.size() || !whole.problem.empty(), "a range has no more records");
    require(whole_batches(segment).bytes <= segment.size(), "whole batches lie in the block");
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
