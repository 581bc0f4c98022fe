// Bytes with a right checksum that no to_bytes wrote: they give an error, soon and in little memory.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace kafka_architect
