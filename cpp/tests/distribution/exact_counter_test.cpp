// ExactCounter: the records of some keys, exactly, among any others.
#include "kafka_architect/exact_counter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "kafka_architect/error.hpp"
#include "kafka_architect/fingerprint.hpp"
#include "support/error_of.hpp"
#include "support/key_list.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;
using testing::Key;

// Of the keys "key-0" to "key-99", ascending.
std::vector<std::uint64_t> some_fingerprints() {
    std::vector<std::uint64_t> out;
    for (std::size_t i = 0; i < 100; ++i) {
        out.push_back(fingerprint(testing::bytes("key-" + std::to_string(i))).value());
    }
    std::ranges::sort(out);
    return out;
}

// "key-i" comes i times, beside a thousand keys that nobody asked for, and null keys.
std::vector<Key> some_keys() {
    std::vector<Key> out;
    for (std::size_t i = 0; i < 100; ++i) {
        out.insert(out.end(), i, Key("key-" + std::to_string(i)));
        out.insert(out.end(), 3, Key());
    }
    for (std::size_t i = 0; i < 1000; ++i) {
        out.emplace_back("other-" + std::to_string(i));
    }
    return out;
}

std::uint64_t count_of(const ExactCounter& counter, const std::string& key) {
    const std::vector<std::uint64_t> asked = some_fingerprints();
    const auto found = std::ranges::lower_bound(asked, fingerprint(testing::bytes(key)).value());
    return counter.counts().at(static_cast<std::size_t>(found - asked.begin()));
}

TEST(ExactCounter, CountsEveryRecordOfTheKeysAskedFor) {
    ExactCounter counter(some_fingerprints());
    const std::vector<Key> keys = some_keys();
    testing::for_each_batch(keys, [&](const KeyBatch& batch) { counter.add(batch); });
    for (std::size_t i = 0; i < 100; ++i) {
        EXPECT_EQ(count_of(counter, "key-" + std::to_string(i)), i);
    }
    EXPECT_EQ(counter.records(), keys.size()) << "those of other and of null keys too";
}

TEST(ExactCounter, RowsWeighAsManyRecordsAsTheyStandFor) {
    ExactCounter counter(some_fingerprints());
    testing::for_each_batch({Key("key-1"), Key("other"), Key("key-2"), Key("key-1"), Key()},
                            [&](const KeyBatch& batch) {
                                const std::vector<std::uint64_t> weights{5, 7, 0, 1'000'000'000'000, 2};
                                counter.add(batch, weights);
                            });
    EXPECT_EQ(count_of(counter, "key-1"), 1'000'000'000'005U);
    EXPECT_EQ(count_of(counter, "key-2"), 0U);
    EXPECT_EQ(counter.records(), 1'000'000'000'014U);
}

TEST(ExactCounter, PartsAddUpToTheWhole) {
    const std::vector<Key> keys = some_keys();
    ExactCounter whole(some_fingerprints());
    testing::for_each_batch(keys, [&](const KeyBatch& batch) { whole.add(batch); });
    ExactCounter sum(some_fingerprints());
    for (std::size_t first = 0; first < keys.size(); first += 700) {
        const std::size_t end = std::min(first + 700, keys.size());
        ExactCounter part(some_fingerprints());
        testing::for_each_batch({keys.begin() + static_cast<std::ptrdiff_t>(first),
                                 keys.begin() + static_cast<std::ptrdiff_t>(end)},
                                [&](const KeyBatch& batch) { part.add(batch); });
        sum.merge(part);
    }
    EXPECT_EQ(sum.counts(), whole.counts());
    EXPECT_EQ(sum.records(), whole.records());
}

TEST(ExactCounter, OfOtherKeysOrWithoutAnOrderIsRefused) {
    ExactCounter counter(some_fingerprints());
    const ExactCounter other({1, 2, 3});
    EXPECT_EQ(error_of([&] { counter.merge(other); }).code(), ErrorCode::invalid_argument);
    EXPECT_EQ(error_of([] { const ExactCounter unordered({2, 1}); }).code(), ErrorCode::invalid_argument);
    EXPECT_EQ(counter.records(), 0U);
}

TEST(ExactCounter, AskedForNoKeyCountsRecordsAlone) {
    ExactCounter counter({});
    testing::for_each_batch(some_keys(), [&](const KeyBatch& batch) { counter.add(batch); });
    EXPECT_TRUE(counter.counts().empty());
    EXPECT_EQ(counter.records(), some_keys().size());
}

}  // namespace
}  // namespace kafka_architect
