// KeyPartitions: which partitions each sampled key lies in, the same however records were divided among
// samples and in which order they came.
#include "kafka_architect/key_partitions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/hashed_keys.hpp"
#include "support/error_of.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;

struct Record {
    std::uint64_t fingerprint;
    std::uint32_t partition;
};

std::string name_of(std::uint64_t fingerprint) {
    return "key-" + std::to_string(fingerprint);
}

// One record after the other, in batches of a hundred.
void add(KeyPartitions& to, const std::vector<Record>& records) {
    constexpr std::size_t kBatch = 100;
    for (std::size_t first = 0; first < records.size(); first += kBatch) {
        const std::size_t count = std::min(kBatch, records.size() - first);
        std::vector<std::uint32_t> high;
        std::vector<std::uint32_t> low;
        std::vector<std::uint32_t> partitions;
        for (std::size_t i = first; i < first + count; ++i) {
            high.push_back(static_cast<std::uint32_t>(records[i].fingerprint >> 32U));
            low.push_back(static_cast<std::uint32_t>(records[i].fingerprint));
            partitions.push_back(records[i].partition);
        }
        std::string bytes;
        const HashedKeys keys{.batch = nullptr,
                              .partitioner = low,
                              .fingerprint_high = high,
                              .fingerprint_low = low,
                              .rows = {}};
        to.add(keys, partitions, {}, [&](std::size_t i) {
            bytes = name_of(keys.fingerprint(i));
            return std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        });
    }
}

// Keys that lie in one partition, in two, in four and in many.
std::vector<Record> some_records(std::size_t keys, std::uint32_t seed) {
    std::mt19937_64 random(seed);
    std::vector<Record> out;
    for (std::size_t key = 0; key < keys; ++key) {
        const std::uint64_t fingerprint = random();
        const std::uint32_t places = std::array{1U, 1U, 2U, 4U, 9U}[random() % 5];
        for (std::uint32_t record = 0; record < 12; ++record) {
            const auto place = static_cast<std::uint32_t>(random() % places);
            out.push_back({.fingerprint = fingerprint, .partition = (place * 7) % 31});
        }
    }
    std::ranges::shuffle(out, random);
    return out;
}

std::vector<std::uint8_t> written(const KeyPartitions& sample) {
    ByteWriter out;
    sample.write(out);
    return out.written();
}

KeyPartitions read_back(const std::vector<std::uint8_t>& bytes) {
    ByteReader from(bytes);
    return KeyPartitions::read(from);
}

KeyPartitions divided(const std::vector<Record>& records, std::size_t samples) {
    std::vector<std::vector<Record>> parts(samples);
    std::mt19937 random(static_cast<std::uint32_t>(samples));
    for (const Record& record : records) {
        parts[random() % samples].push_back(record);
    }
    KeyPartitions out;
    for (const std::vector<Record>& part : parts) {
        KeyPartitions sample;
        add(sample, part);
        out.merge(sample);
    }
    return out;
}

TEST(KeyPartitions, AreWrittenTheSameHoweverTheRecordsWereDivided) {
    for (const std::size_t keys : {std::size_t{1}, std::size_t{50}, KeyPartitions::kSize + 1,
                                   (2 * KeyPartitions::kSize) - 1, 5 * KeyPartitions::kSize}) {
        std::vector<Record> records = some_records(keys, 7);
        KeyPartitions whole;
        add(whole, records);
        const std::vector<std::uint8_t> bytes = written(whole);
        for (const std::size_t samples : {1U, 2U, 9U}) {
            EXPECT_EQ(written(divided(records, samples)), bytes) << keys << " keys, " << samples;
        }
        std::ranges::reverse(records);
        KeyPartitions backwards;
        add(backwards, records);
        EXPECT_EQ(written(backwards), bytes) << keys << " keys";
        EXPECT_EQ(written(read_back(bytes)), bytes);
    }
}

TEST(KeyPartitions, KeepTheLowestPartitionsWithAllOfTheirRecords) {
    const std::vector<Record> records = some_records(500, 11);
    std::map<std::uint64_t, std::map<std::uint32_t, std::uint64_t>> truth;
    for (const Record& record : records) {
        ++truth[record.fingerprint][record.partition];
    }
    KeyPartitions sample;
    add(sample, records);
    const std::vector<KeyPartitions::Entry> found = sample.smallest();
    ASSERT_EQ(found.size(), truth.size());
    EXPECT_EQ(sample.rate(), 1);
    for (const KeyPartitions::Entry& entry : found) {
        const std::map<std::uint32_t, std::uint64_t>& places = truth[entry.fingerprint];
        std::uint64_t elsewhere = 0;
        std::size_t i = 0;
        for (const auto& [partition, count] : places) {
            if (i < KeyPlaces::kPlaces) {
                EXPECT_EQ(entry.places.partitions[i], partition);
                EXPECT_EQ(entry.places.records[i], count);
            } else {
                elsewhere += count;
            }
            ++i;
        }
        EXPECT_EQ(entry.places.size(), std::min(i, KeyPlaces::kPlaces));
        EXPECT_EQ(entry.places.elsewhere, elsewhere);
        EXPECT_EQ(entry.key.bytes, name_of(entry.fingerprint));
    }
}

TEST(KeyPartitions, ThatWereCopiedGoOnAsTheOriginal) {
    const std::vector<Record> records = some_records(KeyPartitions::kSize, 5);
    KeyPartitions sample;
    add(sample, {records.begin(), records.begin() + 100});
    KeyPartitions copy = sample;
    add(copy, {records.begin() + 100, records.end()});
    add(sample, {records.begin() + 100, records.end()});
    EXPECT_EQ(written(copy), written(sample));
}

TEST(KeyPartitions, AreASampleOfMoreKeysThanTheyHold) {
    KeyPartitions sample;
    add(sample, some_records(6 * KeyPartitions::kSize, 3));
    EXPECT_FALSE(sample.is_complete());
    EXPECT_EQ(sample.smallest().size(), KeyPartitions::kSize);
    EXPECT_NEAR(sample.rate(), 1.0 / 6, 0.02);
}

TEST(KeyPartitions, RefuseBytesThatContradictThemselves) {
    KeyPartitions sample;
    add(sample, {{.fingerprint = 5, .partition = 3}, {.fingerprint = 5, .partition = 9}});
    const std::vector<std::uint8_t> bytes = written(sample);
    const std::size_t places = bytes.size() - 8 - (2 * 12) - 1;
    const auto refuse = [&bytes](std::size_t at, std::uint8_t value) {
        std::vector<std::uint8_t> changed = bytes;
        changed[at] = value;
        return error_of([&] { (void)read_back(changed); }).code();
    };
    EXPECT_EQ(refuse(places, 0), ErrorCode::state_corrupt);            // no partition
    EXPECT_EQ(refuse(places, 5), ErrorCode::state_corrupt);            // more than are kept
    EXPECT_EQ(refuse(places + 1, 9), ErrorCode::state_corrupt);        // the same one twice
    EXPECT_EQ(refuse(places + 9, 0), ErrorCode::state_corrupt);        // without records
    EXPECT_EQ(refuse(bytes.size() - 8, 1), ErrorCode::state_corrupt);  // in higher ones, with room for them
}

}  // namespace
}  // namespace kafka_architect
