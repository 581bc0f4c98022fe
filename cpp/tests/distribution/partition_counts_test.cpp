#include "kafka_architect/partition_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/error.hpp"
#include "support/error_of.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;
using Counts = std::vector<std::uint32_t>;
using Records = std::vector<std::uint64_t>;

std::vector<std::uint32_t> random_hashes(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<std::uint32_t> hashes(count);
    for (std::uint32_t& hash : hashes) {
        hash = static_cast<std::uint32_t>(random()) & 0x7fffffffU;
    }
    return hashes;
}

Records count_naively(const std::vector<std::uint32_t>& hashes, std::uint32_t partitions) {
    Records records(partitions);
    for (const std::uint32_t hash : hashes) {
        ++records[hash % partitions];
    }
    return records;
}

using Sharing = PartitionCounts::Sharing;

void expect_naive_counts(const Counts& counts, const std::vector<std::uint32_t>& hashes) {
    for (const Sharing sharing : {Sharing::windows, Sharing::widely}) {
        PartitionCounts partitions(counts, sharing);
        partitions.add(hashes);
        ASSERT_EQ(partitions.partition_counts(), counts);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            EXPECT_EQ(partitions.records(i), count_naively(hashes, counts[i])) << counts[i] << " partitions";
        }
    }
}

TEST(PartitionCounts, AgreesWithANaiveCount) {
    const std::vector<std::uint32_t> hashes = random_hashes(20'000, 1);
    for (const Counts& counts : {
             Counts{1},
             Counts{12, 24},
             Counts{12, 24, 48},
             Counts{48, 12, 24, 1},
             Counts{2, 3, 5, 7, 11, 13},
             Counts{997, 1009, 1013},
             Counts{1000, 12, 100'000},
             Counts{1024, 1023, 1025, 512},
             Counts{1'000'000, 999'983, 10},
             Counts{12, 12, 12},
         }) {
        SCOPED_TRACE(::testing::PrintToString(counts));
        expect_naive_counts(counts, hashes);
    }
}

TEST(PartitionCounts, AgreesWithANaiveCountForRandomLists) {
    std::mt19937 random(2026);
    for (int round = 0; round < 200; ++round) {
        Counts counts(1 + random() % 8);
        for (std::uint32_t& count : counts) {
            // Small counts share histograms, large ones have one each.
            count = static_cast<std::uint32_t>(1 + random() % (random() % 4 == 0 ? 5000 : 130));
        }
        SCOPED_TRACE(::testing::PrintToString(counts));
        expect_naive_counts(counts, random_hashes(random() % 3000, static_cast<std::uint32_t>(random())));
    }
}

TEST(PartitionCounts, CountsEveryHashOnceWhateverTheirNumber) {
    for (const std::size_t number : {0U, 1U, 2U, 3U, 4U, 5U, 15U, 16U, 17U, 4095U, 4096U, 4097U, 8193U}) {
        SCOPED_TRACE(number);
        expect_naive_counts({12, 5000}, random_hashes(number, 3));
    }
}

TEST(PartitionCounts, CountsTheEdgesOfTheHash) {
    expect_naive_counts({1, 2, 12, 1000, 1'000'000}, {0, 1, 11, 12, 0x7ffffffeU, 0x7fffffffU});
}

TEST(PartitionCounts, CountsOneHotKey) {
    expect_naive_counts({12, 24, 4099}, std::vector<std::uint32_t>(100'000, 275'646'681U));
}

TEST(PartitionCounts, AddsUpOverCalls) {
    const std::vector<std::uint32_t> hashes = random_hashes(10'000, 4);
    PartitionCounts partitions({12, 5000}, Sharing::windows);
    const std::span<const std::uint32_t> all = hashes;
    for (std::size_t done = 0; done < all.size();) {
        const std::size_t next = std::min<std::size_t>(done % 777 + 1, all.size() - done);
        partitions.add(all.subspan(done, next));
        done += next;
    }
    EXPECT_EQ(partitions.records(0), count_naively(hashes, 12));
    EXPECT_EQ(partitions.records(1), count_naively(hashes, 5000));
}

TEST(PartitionCounts, MergesInAnyOrder) {
    const Counts counts = {12, 24, 5000};
    const auto counted = [&counts](std::uint32_t seed) {
        PartitionCounts partitions(counts, Sharing::windows);
        partitions.add(random_hashes(5000, seed));
        return partitions;
    };
    const auto merged = [](PartitionCounts into, const PartitionCounts& other) {
        into.merge(other);
        return into;
    };
    const PartitionCounts a = counted(1);
    const PartitionCounts b = counted(2);
    const PartitionCounts c = counted(3);
    std::vector<std::uint32_t> all;
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        const std::vector<std::uint32_t> some = random_hashes(5000, seed);
        all.insert(all.end(), some.begin(), some.end());
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const Records expected = count_naively(all, counts[i]);
        EXPECT_EQ(merged(merged(a, b), c).records(i), expected);
        EXPECT_EQ(merged(c, merged(b, a)).records(i), expected);
        EXPECT_EQ(merged(merged(PartitionCounts(counts, Sharing::windows), b), merged(a, c)).records(i),
                  expected);
    }
}

TEST(PartitionCounts, DoesNotMergeWithAnotherList) {
    PartitionCounts partitions({12, 24}, Sharing::windows);
    for (const Counts& other : {Counts{12}, Counts{24, 12}, Counts{12, 48}}) {
        const Error error = error_of([&] { partitions.merge(PartitionCounts(other, Sharing::windows)); });
        EXPECT_EQ(error.code(), ErrorCode::state_incompatible);
    }
}

TEST(PartitionCounts, RefusesCountsOutOfRange) {
    for (const Counts& counts :
         {Counts{0}, Counts{12, 0}, Counts{kMaxCountedPartitions + 1}, Counts{0xffffffffU}}) {
        SCOPED_TRACE(::testing::PrintToString(counts));
        const Error error = error_of([&counts] { PartitionCounts partitions(counts, Sharing::windows); });
        EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    }
}

TEST(PartitionCounts, MayHaveNothingToCount) {
    PartitionCounts partitions({}, Sharing::widely);
    partitions.add(random_hashes(100, 5));
    EXPECT_TRUE(partitions.partition_counts().empty());
}

TEST(PartitionCounts, AddsBytesToThePartitionOfEachRecord) {
    for (const Sharing sharing : {Sharing::windows, Sharing::widely}) {
        PartitionCounts partitions({12, 24, 5000}, sharing);
        EXPECT_TRUE(partitions.bytes(0).empty()) << "no sizes were given";
        const std::vector<std::uint32_t> hashes = random_hashes(5000, 6);
        std::vector<std::uint64_t> sizes;
        for (std::uint64_t i = 0; i < hashes.size(); ++i) {
            sizes.push_back(i % 10 == 0 ? i << 32U : i);
        }
        partitions.add_bytes(hashes, sizes);
        for (std::size_t i = 0; i < 3; ++i) {
            Records expected(partitions.partition_counts()[i]);
            for (std::size_t record = 0; record < hashes.size(); ++record) {
                expected[hashes[record] % expected.size()] += sizes[record];
            }
            EXPECT_EQ(partitions.bytes(i), expected);
        }
    }
}

TEST(PartitionCounts, AreTheSameWhenWrittenAndReadBack) {
    const Counts counts = {12, 24, 5000};
    PartitionCounts partitions(counts, Sharing::windows);
    const std::vector<std::uint32_t> hashes = random_hashes(10'000, 7);
    partitions.add(hashes);
    partitions.add_bytes(hashes, std::vector<std::uint64_t>(hashes.size(), 100));
    ByteWriter written;
    partitions.write(written);
    PartitionCounts read(counts, Sharing::windows);
    ByteReader reader(written.written());
    read.read(reader);
    EXPECT_EQ(reader.left(), 0U);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        EXPECT_EQ(read.records(i), partitions.records(i));
        EXPECT_EQ(read.bytes(i), partitions.bytes(i));
        EXPECT_EQ(read.windows(i).hottest_records, partitions.windows(i).hottest_records);
    }
}

}  // namespace
}  // namespace kafka_architect
