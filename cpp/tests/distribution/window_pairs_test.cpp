// How many keys a window of arrival order has, by pairs of its records.
#include "kafka_architect/window_pairs.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/key_batch.hpp"
#include "support/error_of.hpp"

namespace kafka_architect {
namespace {

constexpr std::uint64_t kPairs = 16 * 15 / 2;

WindowPairs of_window(const std::vector<std::uint32_t>& fingerprints) {
    WindowPairs pairs;
    pairs.add({.batch = nullptr,
               .partitioner = fingerprints,
               .fingerprint_high = fingerprints,
               .fingerprint_low = fingerprints,
               .rows = {}});
    return pairs;
}

std::vector<std::uint32_t> runs(std::size_t records, std::size_t run) {
    std::vector<std::uint32_t> fingerprints(records);
    for (std::size_t i = 0; i < records; ++i) {
        fingerprints[i] = static_cast<std::uint32_t>(i / run);
    }
    return fingerprints;
}

TEST(WindowPairs, OfOneKeyAreAllTheSame) {
    const WindowPairs pairs = of_window(runs(kBatchKeys, kBatchKeys));
    EXPECT_LE(pairs.compared(), kPairs);
    EXPECT_GT(pairs.compared(), kPairs - 8) << "a record may be chosen twice";
    EXPECT_EQ(pairs.same_key(), pairs.compared());
}

TEST(WindowPairs, OfDifferentKeysAreAllDifferent) {
    const WindowPairs pairs = of_window(runs(kBatchKeys, 1));
    EXPECT_GT(pairs.compared(), kPairs - 8);
    EXPECT_EQ(pairs.same_key(), 0U);
}

TEST(WindowPairs, OfFourRunsAreTheSameInAQuarterOfTheCases) {
    WindowPairs pairs;
    for (std::uint32_t window = 0; window < 200; ++window) {
        std::vector<std::uint32_t> fingerprints = runs(kBatchKeys, kBatchKeys / 4);
        for (std::uint32_t& fingerprint : fingerprints) {
            fingerprint = (fingerprint + 4 * window) * 0x9e3779b1U;
        }
        pairs.merge(of_window(fingerprints));
    }
    EXPECT_NEAR(static_cast<double>(pairs.same_key()) / static_cast<double>(pairs.compared()), 0.25, 0.02);
}

TEST(WindowPairs, DoNotCompareARecordWithItself) {
    const WindowPairs pairs = of_window(runs(600, 1));
    EXPECT_LE(pairs.compared(), kPairs);
    EXPECT_EQ(pairs.same_key(), 0U);
}

TEST(WindowPairs, NeedSomeRecordsToMeanAnything) {
    EXPECT_EQ(of_window(runs(40, 40)).compared(), 0U);
}

TEST(WindowPairs, AddUpAndAreReadBack) {
    WindowPairs pairs = of_window(runs(kBatchKeys, kBatchKeys));
    pairs.merge(of_window(runs(kBatchKeys, 1)));
    ByteWriter to;
    pairs.write(to);
    ByteReader from(to.written());
    const WindowPairs again = WindowPairs::read(from);
    EXPECT_EQ(again.compared(), pairs.compared());
    EXPECT_EQ(again.same_key(), pairs.same_key());
    EXPECT_NEAR(static_cast<double>(again.same_key()) / static_cast<double>(again.compared()), 0.5, 0.05);
    again.check(2 * kBatchKeys);
    EXPECT_EQ(testing::error_of([&] { again.check(10); }).code(), ErrorCode::state_corrupt);
}

}  // namespace
}  // namespace kafka_architect
