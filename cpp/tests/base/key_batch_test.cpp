#include "kafka_architect/key_batch.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "support/key_list.hpp"

namespace kafka_architect {
namespace {

using testing::append;
using testing::bytes;
using testing::Key;
using testing::keys_of;

std::vector<Key> through_a_builder(const std::vector<Key>& keys) {
    KeyBatchBuilder builder;
    for (const Key& key : keys) {
        append(builder, key);
    }
    return keys_of(builder.batch());
}

TEST(KeyBatchBuilder, HandsKeysOutInTheOrderTheyCame) {
    const std::vector<Key> keys = {"IAH", "MIA", "a longer key", "x"};
    EXPECT_EQ(through_a_builder(keys), keys);
}

TEST(KeyBatchBuilder, TellsNullFromEmpty) {
    const std::vector<Key> keys = {"", std::nullopt, "IAH", std::nullopt, ""};
    EXPECT_EQ(through_a_builder(keys), keys);
}

TEST(KeyBatchBuilder, KeepsNullsApartAcrossTheBytesOfTheBitmap) {
    std::vector<Key> keys;
    for (std::size_t i = 0; i < kBatchKeys; ++i) {
        keys.push_back(i % 3 == 0 || i % 8 == 7 ? Key() : Key(std::to_string(i)));
    }
    EXPECT_EQ(through_a_builder(keys), keys);
}

TEST(KeyBatchBuilder, HasNoBitmapWithoutNulls) {
    KeyBatchBuilder builder;
    builder.append(bytes("IAH"));
    EXPECT_EQ(builder.batch().validity, nullptr);
    builder.append_null();
    EXPECT_NE(builder.batch().validity, nullptr);
}

TEST(KeyBatchBuilder, IsEmptyAtFirst) {
    KeyBatchBuilder builder;
    EXPECT_EQ(builder.size(), 0U);
    EXPECT_EQ(builder.batch().size, 0U);
    EXPECT_TRUE(builder.has_room(0));
}

TEST(KeyBatchBuilder, HasRoomForABatchOfKeys) {
    KeyBatchBuilder builder;
    for (std::size_t i = 0; i < kBatchKeys; ++i) {
        ASSERT_TRUE(builder.has_room(1)) << i;
        builder.append(bytes("k"));
    }
    EXPECT_FALSE(builder.has_room(0));
    EXPECT_EQ(builder.batch().size, kBatchKeys);
}

TEST(KeyBatchBuilder, HasRoomForWhatStartsCanAddress) {
    constexpr std::size_t kAddressable = 0xffffffffU;
    KeyBatchBuilder builder;
    EXPECT_TRUE(builder.has_room(kMaxKeyBytes)) << "the first key always fits";
    builder.append(bytes("123"));
    EXPECT_TRUE(builder.has_room(kAddressable - 3));
    EXPECT_FALSE(builder.has_room(kAddressable - 2));
}

TEST(KeyBatchBuilder, ForgetsEverythingWhenItIsCleared) {
    KeyBatchBuilder builder;
    builder.append_null();
    builder.append(bytes("an old key that was longer"));
    builder.clear();
    EXPECT_EQ(builder.size(), 0U);
    builder.append(bytes("new"));
    EXPECT_EQ(keys_of(builder.batch()), std::vector<Key>{"new"});
    EXPECT_EQ(builder.batch().validity, nullptr);
    builder.append_null();
    EXPECT_EQ(keys_of(builder.batch()), (std::vector<Key>{"new", std::nullopt}));
}

TEST(KeyBatchBuilder, KeepsKeysWhenItsBlockGrows) {
    std::vector<Key> keys;
    for (const std::size_t length : {0U, 1U, 319U, 320U, 321U, 5000U, 1U, 100'000U}) {
        keys.emplace_back(std::string(length, static_cast<char>('a' + keys.size())));
    }
    EXPECT_EQ(through_a_builder(keys), keys);
}

TEST(KeyBatchBuilder, LeavesBytesBehindTheLastKeyThatMayBeRead) {
    KeyBatchBuilder builder;
    for (const std::size_t length : {0U, 1U, 320U, 1000U, 7U, 0U}) {
        builder.append(bytes(std::string(length, 'k')));
        const KeyBatch batch = builder.batch();
        const std::size_t end = batch.starts[batch.size - 1] + batch.lengths[batch.size - 1];
        ASSERT_GE(batch.readable, end + kReadPadding);
        // Under AddressSanitizer this is the test: every byte that is promised is there.
        std::uint64_t sum = 0;
        sum = std::accumulate(batch.bytes, batch.bytes + batch.readable, sum);
        EXPECT_GE(sum, end);
    }
}

}  // namespace
}  // namespace kafka_architect
