// Keys that are even in total may come partition by partition; the windows of arrival order show it.
#include <gtest/gtest.h>

#include <vector>

#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/partition_counts.hpp"

namespace kafka_architect {
namespace {

using Sharing = PartitionCounts::Sharing;

// `records` records of each of 12 partitions: one partition after the other, or turn by turn.
std::vector<std::uint32_t> hashes(std::uint32_t records, bool turn_by_turn) {
    std::vector<std::uint32_t> hashes;
    for (std::uint32_t i = 0; i < 12 * records; ++i) {
        hashes.push_back(turn_by_turn ? i % 12 : i / records);
    }
    return hashes;
}

TEST(ArrivalWindows, OfRecordsThatTakeTurnsAreEven) {
    PartitionCounts partitions({12}, Sharing::windows);
    partitions.add(hashes(kBatchKeys, true));
    const ArrivalWindows& windows = partitions.windows(0);
    EXPECT_EQ(windows.windows, 12U);
    EXPECT_EQ(windows.records, 12 * kBatchKeys);
    EXPECT_EQ(windows.hottest_records, 12 * (kBatchKeys / 12 + 1));
    EXPECT_NEAR(windows.peak_share, 1.0 / 12, 0.001);
}

TEST(ArrivalWindows, OfOnePartitionAfterTheOtherAreFullOfOne) {
    PartitionCounts partitions({12}, Sharing::windows);
    partitions.add(hashes(kBatchKeys, false));
    EXPECT_EQ(partitions.records(0), std::vector<std::uint64_t>(12, kBatchKeys)) << "even in total";
    EXPECT_EQ(partitions.windows(0).hottest_records, 12 * kBatchKeys);
    EXPECT_EQ(partitions.windows(0).peak_share, 1.0);
}

TEST(ArrivalWindows, AreKeptForEachPartitionCount) {
    // Hashes 0, 12, 24, ...: always partition 0 of 12, and of 24 now one and now the other.
    std::vector<std::uint32_t> multiples_of_12;
    for (std::uint32_t i = 0; i < kBatchKeys; ++i) {
        multiples_of_12.push_back(12 * i);
    }
    PartitionCounts partitions({12, 24}, Sharing::windows);
    partitions.add(multiples_of_12);
    EXPECT_EQ(partitions.windows(0).peak_share, 1.0);
    EXPECT_EQ(partitions.windows(1).peak_share, 0.5);
}

TEST(ArrivalWindows, NeedSomeRecordsToMeanAnything) {
    PartitionCounts partitions({12}, Sharing::windows);
    partitions.add(std::vector<std::uint32_t>(100, 7));
    EXPECT_EQ(partitions.windows(0).windows, 0U);
    EXPECT_EQ(partitions.records(0)[7], 100U) << "counted all the same";
}

TEST(ArrivalWindows, AreNotKeptForVeryManyPartitions) {
    PartitionCounts partitions({PartitionCounts::kMaxWindowModulus, PartitionCounts::kMaxWindowModulus + 1},
                               Sharing::windows);
    partitions.add(hashes(kBatchKeys, true));
    EXPECT_EQ(partitions.windows(0).windows, 12U);
    EXPECT_EQ(partitions.windows(1).windows, 0U);
}

TEST(ArrivalWindows, AddUpInAMerge) {
    PartitionCounts even({12}, Sharing::windows);
    even.add(hashes(kBatchKeys, true));
    PartitionCounts bursty({12}, Sharing::windows);
    bursty.add(hashes(kBatchKeys, false));
    even.merge(bursty);
    EXPECT_EQ(even.windows(0).windows, 24U);
    EXPECT_EQ(even.windows(0).records, 24 * kBatchKeys);
    EXPECT_EQ(even.windows(0).hottest_records, 12 * (kBatchKeys / 12 + 1) + 12 * kBatchKeys);
    EXPECT_EQ(even.windows(0).peak_share, 1.0);
}

}  // namespace
}  // namespace kafka_architect
