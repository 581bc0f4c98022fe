// Bytes with a right checksum that no to_bytes wrote: they give an error, soon and in little memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "saved_state.hpp"
#include "support/error_of.hpp"

namespace kafka_architect {
namespace {

void write_list(ByteWriter& to, std::uint32_t size, std::uint32_t largest) {
    to.number(size);
    for (std::uint32_t i = 0; i < size; ++i) {
        to.number(largest - 2 * i);
    }
}

// Settings and nothing else: the counters that they announce are not there.
std::vector<std::uint8_t> announce(std::uint32_t partition_counts, std::uint32_t what_if_counts) {
    constexpr std::uint32_t kLargest = 999'999;
    ByteWriter payload;
    payload.text("murmur2");
    write_list(payload, partition_counts, kLargest);
    write_list(payload, what_if_counts, kLargest);
    payload.number(std::uint32_t{0});
    return fuzz::with_header(payload.written());
}

void expect_quick_refusal(const std::vector<std::uint8_t>& bytes) {
    const auto began = std::chrono::steady_clock::now();
    const Error error = testing::error_of([&] { (void)Distribution::from_bytes(bytes); });
    EXPECT_EQ(error.code(), ErrorCode::state_corrupt);
    // Generous: these took from one second to minutes, by allocating 8 MB for each count.
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(500));
}

TEST(HostileStates, AreNotGivenTheCountersTheyAnnounce) {
    expect_quick_refusal(announce(100, 0));
    expect_quick_refusal(announce(0, 100));
}

// The payload of a small real state, whose settings are 35 bytes: a name of 7, lists of one and of no counts.
std::vector<std::uint8_t> some_payload() {
    Distribution state({.partitioner = partitioner_named("murmur2"),
                        .partition_counts = {6},
                        .what_if_counts = {},
                        .topic_partitions = 0});
    KeyBatchBuilder builder;
    for (const char* key : {"a", "b", "b"}) {
        builder.append({reinterpret_cast<const std::uint8_t*>(key), 1});
    }
    state.add(builder.batch());
    const std::vector<std::uint8_t> bytes = state.to_bytes();
    return {bytes.begin() + fuzz::kHeaderBytes, bytes.end()};
}

constexpr std::size_t kRecords = 4 + 7 + 4 + 4 + 4 + 4;
constexpr std::size_t kTotals = kRecords + 4 * 8;
constexpr std::size_t kRegisters = kTotals + 6 * 8 + 1 + 4 * 8;

void expect_refused(std::vector<std::uint8_t> payload) {
    EXPECT_EQ(testing::error_of([&] { (void)Distribution::from_bytes(fuzz::with_header(payload)); }).code(),
              ErrorCode::state_corrupt);
}

TEST(HostileStates, MustAddUp) {
    const std::vector<std::uint8_t> real = some_payload();
    ASSERT_EQ(real[kRecords], 3);
    ASSERT_NO_THROW((void)Distribution::from_bytes(fuzz::with_header(real)));
    // Each of these four: records, null keys, empty keys, keyed.
    for (const std::size_t field : {0U, 1U, 2U, 3U}) {
        std::vector<std::uint8_t> payload = real;
        payload[kRecords + 8 * field] = 200;
        expect_refused(payload);
    }
    std::vector<std::uint8_t> no_records = real;
    no_records[kRecords] = 0;
    expect_refused(no_records);
    std::vector<std::uint8_t> another_total = real;
    another_total[kTotals] ^= 1U;
    expect_refused(another_total);
}

// Every register at its end stands for infinitely many keys.
TEST(HostileStates, MayNotHaveInfinitelyManyKeys) {
    std::vector<std::uint8_t> payload = some_payload();
    std::fill_n(payload.begin() + kRegisters, Cardinality::kRegisters, std::uint8_t{33});
    expect_refused(payload);
}

}  // namespace
}  // namespace kafka_architect
