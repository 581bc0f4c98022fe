// Rows that stand for many records, and rows that name their keys by code, against the records themselves.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "kafka_architect/coded_keys.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "support/error_of.hpp"
#include "support/key_list.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;
using testing::Key;

DistributionSettings settings(std::uint32_t topic_partitions = 0) {
    return {.partitioner = partitioner_named("murmur2"),
            .partition_counts = {6, 12},
            .what_if_counts = {7},
            .topic_partitions = topic_partitions};
}

class Codes final : public CodedKeys {
public:
    Codes(std::vector<Key> entries, std::vector<std::uint32_t> codes)
        : entries_(std::move(entries)), codes_(std::move(codes)) {}
    [[nodiscard]] std::size_t rows() const noexcept override { return codes_.size(); }
    [[nodiscard]] std::size_t entries() const noexcept override { return entries_.size(); }
    void codes(std::size_t first, std::size_t count, std::uint32_t* out) const override {
        std::copy_n(codes_.begin() + static_cast<std::ptrdiff_t>(first), count, out);
    }
    bool entry(std::size_t code, std::span<const std::uint8_t>& key) override {
        if (!entries_[code]) {
            return false;
        }
        key = testing::bytes(*entries_[code]);
        return true;
    }
    [[nodiscard]] std::vector<Key> keys() const {
        std::vector<Key> out;
        for (const std::uint32_t code : codes_) {
            out.push_back(code < entries_.size() ? entries_[code] : Key());
        }
        return out;
    }

private:
    std::vector<Key> entries_;
    std::vector<std::uint32_t> codes_;
};

Distribution one_by_one(const std::vector<Key>& keys) {
    Distribution out(settings());
    testing::for_each_batch(keys, [&out](const KeyBatch& batch) { out.add(batch); });
    return out;
}

void expect_same_counts(const Distribution& found, const Distribution& expected) {
    EXPECT_EQ(found.tallies().records, expected.tallies().records);
    EXPECT_EQ(found.tallies().null_keys, expected.tallies().null_keys);
    EXPECT_EQ(found.tallies().empty_keys, expected.tallies().empty_keys);
    EXPECT_EQ(found.tallies().keyed, expected.tallies().keyed);
    EXPECT_EQ(found.tallies().key_lengths.total_bytes(), expected.tallies().key_lengths.total_bytes());
    for (const std::size_t index : {0U, 1U}) {
        EXPECT_EQ(found.tallies().partitions.records(index), expected.tallies().partitions.records(index));
    }
    EXPECT_EQ(found.tallies().what_if.records(0), expected.tallies().what_if.records(0));
    EXPECT_EQ(found.tallies().cardinality.estimate(), expected.tallies().cardinality.estimate());
    EXPECT_EQ(found.heavy().cells().estimate(), expected.heavy().cells().estimate());
    (void)Distribution::from_bytes(found.to_bytes());
}

// Keys i = 0, 1, ... of so many, the first of them hot, some null or empty.
Codes some_codes(std::uint32_t entries, std::size_t rows) {
    std::vector<Key> names;
    for (std::uint32_t i = 0; i < entries; ++i) {
        names.push_back(i == 3 ? Key("") : i == 4 ? Key() : Key("key" + std::to_string(i)));
    }
    std::vector<std::uint32_t> codes;
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < rows; ++i) {
        state = state * 1664525U + 1013904223U;
        codes.push_back(i % 5 == 0 ? 0 : i % 211 == 0 ? entries : (state >> 8U) % entries);
    }
    return {std::move(names), std::move(codes)};
}

class CodedRecords : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(CodedRecords, AreCountedAsTheirKeys) {
    Codes coded = some_codes(GetParam(), 100'000);
    const Distribution expected = one_by_one(coded.keys());
    Distribution found(settings());
    found.add_coded(coded);
    expect_same_counts(found, expected);
    EXPECT_EQ(found.tallies().partitions.windows(0).hottest_records,
              expected.tallies().partitions.windows(0).hottest_records);
    EXPECT_EQ(found.tallies().window_pairs.compared(), expected.tallies().window_pairs.compared());
    EXPECT_EQ(found.tallies().window_pairs.same_key(), expected.tallies().window_pairs.same_key());
    const std::vector<HeavyKey> hottest = found.heavy().heaviest(1);
    ASSERT_EQ(hottest.size(), 1U);
    EXPECT_EQ(hottest[0].key->bytes, "key0");
    EXPECT_LE(hottest[0].lower, one_by_one(coded.keys()).heavy().heaviest(1)[0].upper);
    EXPECT_GE(hottest[0].upper, one_by_one(coded.keys()).heavy().heaviest(1)[0].lower);
}

// Few enough that all are known, and more.
INSTANTIATE_TEST_SUITE_P(Entries, CodedRecords, ::testing::Values(5, 1000, 20'000));

// Codes that somebody writes while they are read: asked again, they are others.
class ChangingCodes final : public CodedKeys {
public:
    [[nodiscard]] std::size_t rows() const noexcept override { return kRows; }
    [[nodiscard]] std::size_t entries() const noexcept override { return 2; }
    void codes(std::size_t first, std::size_t count, std::uint32_t* out) const override {
        std::fill_n(out, count, first < asked_to_ ? 1U : 2U);
        asked_to_ = std::max(asked_to_, first + count);
    }
    bool entry(std::size_t code, std::span<const std::uint8_t>& key) override {
        key = testing::bytes(names_[code]);
        return true;
    }

    static constexpr std::size_t kRows = 20'000;

private:
    mutable std::size_t asked_to_ = 0;
    std::vector<std::string> names_{"a", "b"};
};

TEST(CodedRows, AddUpWhereCodesChangeBetweenTwoLooks) {
    ChangingCodes codes;
    Distribution found(settings());
    found.add_coded(codes);
    EXPECT_EQ(found.tallies().records, ChangingCodes::kRows);
    EXPECT_EQ(found.tallies().null_keys, ChangingCodes::kRows);
    EXPECT_EQ(found.tallies().partitions.windows(0).records, 0U);
    (void)Distribution::from_bytes(found.to_bytes());
}

TEST(CountedRows, WeighTheirKeysInEveryCounter) {
    std::vector<Key> keys;
    std::vector<std::uint64_t> counts;
    std::vector<Key> records;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        keys.emplace_back("k" + std::to_string(i));
        counts.push_back(i % 7);
        records.insert(records.end(), i % 7, keys.back());
    }
    Distribution found(settings());
    std::size_t first = 0;
    testing::for_each_batch(keys, [&](const KeyBatch& batch) {
        found.add(batch,
                  {.sizes = {}, .partitions = {}, .counts = std::span(counts).subspan(first, batch.size)});
        first += batch.size;
    });
    expect_same_counts(found, one_by_one(records));
    EXPECT_EQ(found.tallies().partitions.windows(0).windows, 0U);
}

TEST(CountedRows, OfFewKeysWithHugeCountsAreExact) {
    const std::vector<Key> keys{"a", "b"};
    const std::vector<std::uint64_t> counts{std::uint64_t{1} << 61U, 12345};
    Distribution found(settings());
    testing::for_each_batch(keys, [&](const KeyBatch& batch) {
        found.add(batch, {.sizes = {}, .partitions = {}, .counts = counts});
    });
    EXPECT_EQ(found.tallies().records, (std::uint64_t{1} << 61U) + 12345);
    EXPECT_EQ(found.heavy().heaviest(1)[0].lower, std::uint64_t{1} << 61U);
    EXPECT_EQ(found.heavy().heaviest(1)[0].upper, std::uint64_t{1} << 61U);
}

TEST(CountedRows, BeyondWhatAStateCountsAreRefusedAndNotCounted) {
    const std::vector<Key> keys{"ab"};
    const std::vector<std::uint64_t> counts{(std::uint64_t{1} << 61U) + 1};
    Distribution found(settings());
    const Error error = error_of([&] {
        testing::for_each_batch(keys, [&](const KeyBatch& batch) {
            found.add(batch, {.sizes = {}, .partitions = {}, .counts = counts});
        });
    });
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_EQ(found.tallies().records, 0U);
}

}  // namespace
}  // namespace kafka_architect
