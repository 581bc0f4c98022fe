#include "kafka_architect/distribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "kafka_architect/murmur2.hpp"
#include "support/error_of.hpp"
#include "support/key_list.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;
using testing::error_of;
using testing::for_each_batch;
using testing::Key;

DistributionSettings java_client() {
    return {.partitioner = partitioner_named("murmur2"),
            .partition_counts = {12, 1000},
            .what_if_counts = {7},
            .topic_partitions = 0};
}

Distribution distribution_of(const std::vector<Key>& keys) {
    Distribution distribution(java_client());
    for_each_batch(keys, [&](const KeyBatch& batch) { distribution.add(batch); });
    return distribution;
}

std::vector<std::uint64_t> place_naively(const std::vector<Key>& keys, std::uint32_t partitions) {
    std::vector<std::uint64_t> records(partitions);
    for (const Key& key : keys) {
        if (key) {
            ++records[to_positive(murmur2(bytes(*key))) % partitions];
        }
    }
    return records;
}

std::vector<Key> orders(int count) {
    std::vector<Key> keys;
    for (int i = 0; i < count; ++i) {
        keys.emplace_back("order-" + std::to_string(i % 3000));
    }
    return keys;
}

// Every seventh key null, every eleventh empty: 77 keys until the pattern repeats.
std::vector<Key> orders_with_gaps(int count) {
    std::vector<Key> keys = orders(count);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i % 7 == 0) {
            keys[i] = std::nullopt;
        } else if (i % 11 == 0) {
            keys[i] = "";
        }
    }
    return keys;
}

std::uint64_t number_of(const std::vector<Key>& keys, bool (*wanted)(const Key&)) {
    return static_cast<std::uint64_t>(std::ranges::count_if(keys, wanted));
}

void expect_same(const Distribution& a, const Distribution& b) {
    EXPECT_EQ(a.tallies().records, b.tallies().records);
    EXPECT_EQ(a.tallies().null_keys, b.tallies().null_keys);
    EXPECT_EQ(a.tallies().empty_keys, b.tallies().empty_keys);
    EXPECT_EQ(a.heavy().cells().estimate(), b.heavy().cells().estimate());
    EXPECT_EQ(a.tallies().partitions.records(0), b.tallies().partitions.records(0));
    EXPECT_EQ(a.tallies().partitions.records(1), b.tallies().partitions.records(1));
}

TEST(Distribution, CountsEachKeyInThePartitionThatTheProducerChooses) {
    const std::vector<Key> keys = orders(10'000);
    const Distribution distribution = distribution_of(keys);
    EXPECT_EQ(distribution.tallies().records, 10'000U);
    EXPECT_EQ(distribution.tallies().partitions.records(0), place_naively(keys, 12));
    EXPECT_EQ(distribution.tallies().partitions.records(1), place_naively(keys, 1000));
}

TEST(Distribution, CountsNullKeysInNoPartitionAndEmptyKeysInOne) {
    const Distribution distribution = distribution_of({"", std::nullopt, "a", std::nullopt, ""});
    EXPECT_EQ(distribution.tallies().records, 5U);
    EXPECT_EQ(distribution.tallies().null_keys, 2U);
    EXPECT_EQ(distribution.tallies().empty_keys, 2U);
    const std::vector<std::uint64_t> records = distribution.tallies().partitions.records(1);
    EXPECT_EQ(records[681], 2U) << "the empty key";
    EXPECT_EQ(records[524], 1U) << "a";
}

TEST(Distribution, FindsNullsAnywhereInABatch) {
    for (const int count : {1, 7, 8, 9, 63, 64, 65, 4095, 4096, 4097, 10'000}) {
        SCOPED_TRACE(count);
        const std::vector<Key> keys = orders_with_gaps(count);
        const Distribution distribution = distribution_of(keys);
        EXPECT_EQ(distribution.tallies().null_keys, number_of(keys, [](const Key& key) { return !key; }));
        EXPECT_EQ(distribution.tallies().empty_keys,
                  number_of(keys, [](const Key& key) { return key && key->empty(); }));
        EXPECT_EQ(distribution.tallies().partitions.records(0), place_naively(keys, 12));
    }
}

TEST(Distribution, DoesNotCountNullKeysAsEffective) {
    std::vector<Key> keys = orders(3000);
    const double without_nulls = distribution_of(keys).heavy().cells().estimate();
    keys.insert(keys.end(), 100'000, std::nullopt);
    EXPECT_EQ(distribution_of(keys).heavy().cells().estimate(), without_nulls);
}

TEST(Distribution, OfNothingHasNothing) {
    const Distribution distribution = distribution_of({});
    EXPECT_EQ(distribution.tallies().records, 0U);
    EXPECT_EQ(distribution.heavy().cells().estimate(), 0);
    EXPECT_EQ(distribution.tallies().partitions.records(0), std::vector<std::uint64_t>(12));
}

TEST(Distribution, OfOnlyNullKeysHasNoPartitions) {
    const Distribution distribution = distribution_of(std::vector<Key>(5000));
    EXPECT_EQ(distribution.tallies().records, 5000U);
    EXPECT_EQ(distribution.tallies().null_keys, 5000U);
    EXPECT_EQ(distribution.heavy().cells().estimate(), 0);
    EXPECT_EQ(distribution.tallies().partitions.records(0), std::vector<std::uint64_t>(12));
}

TEST(Distribution, OfAMergeIsThatOfAllKeysTogether) {
    const std::vector<Key> first = orders_with_gaps(9000);
    const std::vector<Key> second = orders(5000);
    std::vector<Key> both = first;
    both.insert(both.end(), second.begin(), second.end());
    Distribution forwards = distribution_of(first);
    forwards.merge(distribution_of(second));
    expect_same(forwards, distribution_of(both));
    Distribution backwards = distribution_of(second);
    backwards.merge(distribution_of(first));
    expect_same(backwards, forwards);
}

TEST(Distribution, DoesNotMergeWithOtherSettings) {
    for (const auto& change : std::vector<void (*)(DistributionSettings&)>{
             [](DistributionSettings& settings) { settings.partitioner = partitioner_named("fnv1a"); },
             [](DistributionSettings& settings) { settings.partition_counts = {12}; },
             [](DistributionSettings& settings) { settings.what_if_counts = {}; },
             [](DistributionSettings& settings) { settings.topic_partitions = 12; },
         }) {
        DistributionSettings other = java_client();
        change(other);
        Distribution distribution = distribution_of(orders(100));
        const Error error = error_of([&] { distribution.merge(Distribution(other)); });
        EXPECT_EQ(error.code(), ErrorCode::state_incompatible);
        expect_same(distribution, distribution_of(orders(100)));
    }
}

TEST(Distribution, RefusesPartitionCountsOutOfRange) {
    for (const std::uint32_t count : {0U, kMaxCountedPartitions + 1, 0xffffffffU}) {
        DistributionSettings settings = java_client();
        settings.partition_counts.push_back(count);
        EXPECT_EQ(error_of([&] { Distribution{settings}; }).code(), ErrorCode::invalid_argument) << count;
    }
}

TEST(Distribution, IsTheSameWhenWrittenAndReadBack) {
    const Distribution distribution = distribution_of(orders_with_gaps(9000));
    const Distribution read = Distribution::from_bytes(distribution.to_bytes());
    EXPECT_EQ(read.settings(), distribution.settings());
    expect_same(read, distribution);
    EXPECT_EQ(read.to_bytes(), distribution.to_bytes());
}

TEST(Distribution, RefusesEveryAlteredOrShortenedState) {
    const std::vector<std::uint8_t> state = distribution_of(orders_with_gaps(500)).to_bytes();
    for (std::size_t i = 0; i < state.size(); i += state.size() / 97 + 1) {
        std::vector<std::uint8_t> altered = state;
        altered[i] ^= 0x10U;
        EXPECT_EQ(error_of([&] { (void)Distribution::from_bytes(altered); }).code(), ErrorCode::state_corrupt)
            << "byte " << i << " of " << state.size();
        EXPECT_EQ(error_of([&] { (void)Distribution::from_bytes({state.data(), i}); }).code(),
                  ErrorCode::state_corrupt)
            << "cut at byte " << i;
    }
}

}  // namespace
}  // namespace kafka_architect
