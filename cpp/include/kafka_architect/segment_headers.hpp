// read_segment_headers: how many records a log segment has, by the headers of its batches alone.
//
// Reads a few bytes of each batch and steps over the rest: nothing is decompressed, and no CRC is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>

namespace kafka_architect {

struct SegmentHeaders {
    std::uint64_t batches = 0;
    std::uint64_t records = 0;
    std::uint64_t control_batches = 0;
    std::uint64_t batch_bytes = 0;  // of all batches but control batches, as they lie
    std::uint64_t zero_bytes = 0;   // behind the last batch: preallocated
    std::int64_t first_offset = -1;
    std::int64_t last_offset = -1;
    std::int64_t last_timestamp_ms = -1;
    std::string problem;  // why it was not read to its end; empty where it was
};

// Throws Error (source_unreadable) where the file cannot be read, and (source_malformed) where it shrinks.
[[nodiscard]] SegmentHeaders read_segment_headers(const std::string& path);

// Batches that lie whole in a block.
struct WholeBatches {
    std::size_t bytes = 0;         // up to the first that does not, or that cannot be a batch
    std::int64_t next_offset = 0;  // behind the last of them
};

// By the headers alone: how far a broker's answer can be read, and where the next one begins.
[[nodiscard]] WholeBatches whole_batches(std::span<const std::uint8_t> block) noexcept;

}  // namespace kafka_architect
