#include "kafka_architect/murmur2.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <string>

#include "support/text.hpp"
#include "support/vector_file.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;
using testing::read_kafka_clients;
using testing::read_published;
using testing::Vector;

std::int32_t java_murmur2(std::string_view key) {
    return std::bit_cast<std::int32_t>(murmur2(bytes(key)));
}

TEST(Murmur2, IsThatOfKafkaClients) {
    const std::vector<Vector> vectors = read_kafka_clients();
    ASSERT_GT(vectors.size(), 10'000U);
    for (const Vector& vector : vectors) {
        EXPECT_EQ(java_murmur2(vector.key), vector.murmur2) << "a key of " << vector.key.size() << " bytes";
    }
}

TEST(Murmur2, IsWhatKafkaAndOtherClientsPublish) {
    for (const Vector& vector : read_published()) {
        EXPECT_EQ(java_murmur2(vector.key), vector.murmur2) << vector.key;
    }
}

TEST(Murmur2, LeadsToThePartitionThatTheProducerChooses) {
    for (const Vector& vector : read_kafka_clients()) {
        ASSERT_FALSE(vector.placements.empty());
        for (const auto& [partitions, partition] : vector.placements) {
            EXPECT_EQ(to_positive(murmur2(bytes(vector.key))) % partitions, partition);
        }
    }
}

TEST(Murmur2, DoesNotDependOnWhereAKeyLies) {
    const std::string key = "0123456789abcdef0123456789abcde";
    for (std::size_t length = 0; length <= key.size(); ++length) {
        const std::uint32_t expected = murmur2(bytes(std::string_view(key).substr(0, length)));
        for (std::size_t shift = 1; shift < 8; ++shift) {
            const std::string shifted = std::string(shift, 'x') + key;
            EXPECT_EQ(murmur2(bytes(std::string_view(shifted).substr(shift, length))), expected);
        }
    }
}

TEST(ToPositive, ClearsTheSignBitAndIsNotTheAbsoluteValue) {
    EXPECT_EQ(to_positive(0U), 0U);
    EXPECT_EQ(to_positive(0x7fffffffU), 0x7fffffffU);
    EXPECT_EQ(to_positive(0x80000000U), 0U) << "Java's Integer.MIN_VALUE";
    EXPECT_EQ(to_positive(0xffffffffU), 0x7fffffffU) << "Java's -1";
}

}  // namespace
}  // namespace kafka_architect
