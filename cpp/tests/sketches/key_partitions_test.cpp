// KeyPartitions: which partitions each sampled key lies in, the same however records were divided among
// samples and in which order they came; and since when and until when.
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
#include <utility>
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
    std::int64_t timestamp_ms = -1;
};

enum class By : std::uint8_t { arrival, timestamp, counts };

std::string name_of(std::uint64_t fingerprint) {
    return "key-" + std::to_string(fingerprint);
}

// One record after the other, in batches of a hundred.
void add(KeyPartitions& to, const std::vector<Record>& records, By by = By::timestamp) {
    constexpr std::size_t kBatch = 100;
    for (std::size_t first = 0; first < records.size(); first += kBatch) {
        const std::size_t count = std::min(kBatch, records.size() - first);
        std::vector<std::uint32_t> high;
        std::vector<std::uint32_t> low;
        std::vector<std::uint32_t> partitions;
        std::vector<std::int64_t> timestamps;
        const std::vector<std::uint64_t> counts(by == By::counts ? count : 0, 1);
        for (std::size_t i = first; i < first + count; ++i) {
            high.push_back(static_cast<std::uint32_t>(records[i].fingerprint >> 32U));
            low.push_back(static_cast<std::uint32_t>(records[i].fingerprint));
            partitions.push_back(records[i].partition);
            if (by == By::timestamp) {
                timestamps.push_back(records[i].timestamp_ms);
            }
        }
        std::string bytes;
        const HashedKeys keys{.batch = nullptr,
                              .partitioner = low,
                              .fingerprint_high = high,
                              .fingerprint_low = low,
                              .rows = {}};
        to.add(keys, {.partitions = partitions, .counts = counts, .timestamps_ms = timestamps},
               [&](std::size_t i) {
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
            const auto timestamp = static_cast<std::int64_t>(random() % 1'000'000) - 1;
            out.push_back(
                {.fingerprint = fingerprint, .partition = (place * 7) % 31, .timestamp_ms = timestamp});
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
    return KeyPartitions::read(from, true);
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
                EXPECT_EQ(entry.places.placed[i].records, count);
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
    add(sample, {{.fingerprint = 5, .partition = 3}, {.fingerprint = 5, .partition = 9}}, By::arrival);
    const std::vector<std::uint8_t> bytes = written(sample);
    const std::size_t times = bytes.size() - 8 - (2 * 16);
    const std::size_t places = times - (2 * 12) - 1;
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
    EXPECT_EQ(refuse(times, 1), ErrorCode::state_corrupt);             // the first behind the last
    EXPECT_EQ(refuse(times + 24, 2), ErrorCode::state_corrupt);        // the last behind all records
    EXPECT_EQ(refuse(0, 4), ErrorCode::state_corrupt);                 // no clock is like that
    EXPECT_EQ(refuse(0, 0), ErrorCode::state_corrupt);                 // keys, and no record was seen
}

// What is known of the keys, by fingerprint and partition.
std::map<std::pair<std::uint64_t, std::uint32_t>, std::pair<std::int64_t, std::int64_t>> times_of(
    const KeyPartitions& sample) {
    std::map<std::pair<std::uint64_t, std::uint32_t>, std::pair<std::int64_t, std::int64_t>> out;
    for (const KeyPartitions::Entry& entry : sample.smallest()) {
        for (std::size_t i = 0; i < entry.places.size(); ++i) {
            out[{entry.fingerprint, entry.places.partitions[i]}] = {entry.places.placed[i].first,
                                                                    entry.places.placed[i].last};
        }
    }
    return out;
}

TEST(KeyPartitions, KnowTheFirstAndTheLastRecordOfEach) {
    const std::vector<Record> records = some_records(400, 23);
    std::map<std::pair<std::uint64_t, std::uint32_t>, std::pair<std::int64_t, std::int64_t>> arrived;
    std::map<std::pair<std::uint64_t, std::uint32_t>, std::pair<std::int64_t, std::int64_t>> written_at;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::pair place(records[i].fingerprint, records[i].partition);
        const auto now = static_cast<std::int64_t>(i);
        arrived.try_emplace(place, now, now).first->second.second = now;
        const std::int64_t time = records[i].timestamp_ms;
        const auto [known, is_new] = written_at.try_emplace(place, PlacedRecords::kNever, -1);
        known->second.first = std::min(known->second.first, time < 0 ? PlacedRecords::kNever : time);
        known->second.second = std::max(known->second.second, time);
    }
    for (const auto& [by, expected] :
         {std::pair(By::arrival, arrived), std::pair(By::timestamp, written_at)}) {
        KeyPartitions whole;
        add(whole, records, by);
        const std::size_t middle = records.size() / 3;
        KeyPartitions begin;
        add(begin, {records.begin(), records.begin() + static_cast<std::ptrdiff_t>(middle)}, by);
        KeyPartitions end;
        add(end, {records.begin() + static_cast<std::ptrdiff_t>(middle), records.end()}, by);
        begin.merge(read_back(written(end)));
        EXPECT_EQ(written(begin), written(whole));
        for (const auto& [place, times] : times_of(whole)) {
            EXPECT_EQ(times, expected.at(place));
        }
    }
}

TEST(KeyPartitions, KnowNoTimesOfRowsWithoutAnOrderOrOfSourcesThatTellItDifferently) {
    const std::vector<Record> records = some_records(50, 29);
    KeyPartitions counted;
    add(counted, records, By::counts);
    EXPECT_EQ(counted.clock(), PlaceClock::none);
    KeyPartitions mixed;
    add(mixed, records, By::arrival);
    KeyPartitions timed;
    add(timed, records, By::timestamp);
    mixed.merge(timed);
    EXPECT_EQ(mixed.clock(), PlaceClock::none);
    for (const KeyPartitions& sample : {counted, mixed, read_back(written(mixed))}) {
        for (const auto& [place, times] : times_of(sample)) {
            EXPECT_EQ(times, std::pair(PlacedRecords::kNever, std::int64_t{-1}));
        }
    }
    KeyPartitions nothing;
    nothing.merge(timed);
    EXPECT_EQ(written(nothing), written(timed));
}

}  // namespace
}  // namespace kafka_architect
