// Where records lie: counted the same one by one, in counted rows and by the codes of a dictionary, with the
// topic's partition count and without.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/coded_keys.hpp"
#include "kafka_architect/distribution.hpp"
#include "support/key_list.hpp"

namespace kafka_architect {
namespace {

using testing::Key;

constexpr std::uint32_t kPartitions = 12;

Distribution empty(std::uint32_t topic_partitions, const char* partitioner = "consistent_random") {
    return Distribution({.partitioner = partitioner_named(partitioner),
                         .partition_counts = {kPartitions},
                         .what_if_counts = {},
                         .topic_partitions = topic_partitions});
}

struct Records {
    std::vector<Key> keys;
    std::vector<std::uint32_t> partitions;
    std::vector<std::uint64_t> counts;
};

// Some null, some empty, some in two partitions; rows that stand for none, one or several records.
Records some_records(std::size_t size) {
    Records out;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t key = i * i % 977;
        out.keys.push_back(i % 10 == 0 ? Key() : i % 33 == 0 ? Key("") : Key("key-" + std::to_string(key)));
        out.partitions.push_back(static_cast<std::uint32_t>((key + (i % 17 == 0 ? 5 : 0)) % kPartitions));
        out.counts.push_back(i % 4);
    }
    return out;
}

void add(Distribution& to, const Records& records, bool counted) {
    std::size_t first = 0;
    testing::for_each_batch(records.keys, [&](const KeyBatch& batch) {
        to.add(batch, {.sizes = {},
                       .partitions = std::span(records.partitions).subspan(first, batch.size),
                       .counts = counted ? std::span(records.counts).subspan(first, batch.size)
                                         : std::span<const std::uint64_t>()});
        first += batch.size;
    });
}

std::vector<std::uint8_t> written(const Distribution& state) {
    ByteWriter out;
    state.observed()->write_counts(out);
    state.observed()->write_details(out);
    return out.written();
}

// Where the keys' records lie, and not when they came: rows that stand for several do not tell that.
std::vector<std::uint64_t> placed(const Distribution& state) {
    std::vector<std::uint64_t> out;
    for (const KeyPartitions::Entry& entry : state.observed()->keys.smallest()) {
        out.push_back(entry.fingerprint);
        for (std::size_t i = 0; i < entry.places.size(); ++i) {
            out.push_back(entry.places.partitions[i]);
            out.push_back(entry.places.placed[i].records);
        }
        out.push_back(entry.places.elsewhere);
    }
    return out;
}

class Codes final : public CodedKeys {
public:
    explicit Codes(std::vector<Key> rows) : rows_(std::move(rows)) {
        for (const Key& row : rows_) {
            if (row && std::ranges::find(entries_, *row) == entries_.end()) {
                entries_.push_back(*row);
            }
        }
    }
    [[nodiscard]] std::size_t rows() const noexcept override { return rows_.size(); }
    [[nodiscard]] std::size_t entries() const noexcept override { return entries_.size(); }
    void codes(std::size_t first, std::size_t count, std::uint32_t* out) const override {
        for (std::size_t i = 0; i < count; ++i) {
            const Key& row = rows_[first + i];
            const auto found = row ? std::ranges::find(entries_, *row) : entries_.end();
            out[i] = static_cast<std::uint32_t>(found - entries_.begin());
        }
    }
    bool entry(std::size_t code, std::span<const std::uint8_t>& key) override {
        key = testing::bytes(entries_[code]);
        return true;
    }

private:
    std::vector<Key> rows_;
    std::vector<std::string> entries_;
};

TEST(Observed, RecordsAndThoseWithoutAKeyAreCountedByPartition) {
    const Records records = some_records(6000);
    std::vector<std::uint64_t> all(kPartitions);
    std::vector<std::uint64_t> keyless(kPartitions);
    for (std::size_t i = 0; i < records.keys.size(); ++i) {
        ++all[records.partitions[i]];
        keyless[records.partitions[i]] += !records.keys[i] || records.keys[i]->empty() ? 1U : 0U;
    }
    for (const std::uint32_t told : {0U, kPartitions}) {
        Distribution state = empty(told);
        add(state, records, false);
        ASSERT_TRUE(state.observed());
        EXPECT_EQ(state.observed()->records, all);
        EXPECT_EQ(state.observed()->unpartitioned, keyless);
        EXPECT_EQ(state.observed()->keyed, state.tallies().keyed);
        EXPECT_EQ(state.observed()->agreeing > 0, told > 0);
    }
}

TEST(Observed, WithoutTheTopicsPartitionCountTheHighestSeenCounts) {
    Distribution low = empty(0);
    add(low, {.keys = {Key("a")}, .partitions = {2}, .counts = {}}, false);
    Distribution high = empty(0);
    add(high, {.keys = {Key("a"), Key("b")}, .partitions = {300, 999'999}, .counts = {1, 0}}, true);
    low.merge(high);
    EXPECT_EQ(low.observed()->records.size(), 301U);
    EXPECT_EQ(low.observed()->records[300], 1U);
    EXPECT_EQ(Distribution::from_bytes(low.to_bytes()).to_bytes(), low.to_bytes());
}

TEST(Observed, RowsThatStandForRecordsAreThose) {
    const Records rows = some_records(3000);
    Records records;
    for (std::size_t i = 0; i < rows.keys.size(); ++i) {
        records.keys.insert(records.keys.end(), rows.counts[i], rows.keys[i]);
        records.partitions.insert(records.partitions.end(), rows.counts[i], rows.partitions[i]);
    }
    for (const std::uint32_t told : {0U, kPartitions}) {
        Distribution found = empty(told);
        add(found, rows, true);
        Distribution expected = empty(told);
        add(expected, records, false);
        EXPECT_EQ(placed(found), placed(expected));
        EXPECT_EQ(found.observed()->records, expected.observed()->records);
        EXPECT_EQ(found.observed()->unpartitioned, expected.observed()->unpartitioned);
        EXPECT_EQ(found.observed()->agreeing, expected.observed()->agreeing);
        EXPECT_EQ(found.observed()->keyed, expected.observed()->keyed);
    }
}

TEST(Observed, RowsOfADictionaryAreTheirKeys) {
    const Records records = some_records(10'000);
    // A client that hashes null keys too.
    for (const char* partitioner : {"consistent_random", "murmur2", "consistent"}) {
        Distribution expected = empty(kPartitions, partitioner);
        add(expected, records, false);
        Distribution found = empty(kPartitions, partitioner);
        Codes codes(records.keys);
        found.add_coded(codes, {.sizes = {}, .partitions = records.partitions, .counts = {}});
        EXPECT_EQ(written(found), written(expected)) << partitioner;
    }
}

TEST(Observed, AStateIsReadBackAndGoesOn) {
    const Records records = some_records(40'000);
    Distribution state = empty(kPartitions);
    add(state, records, false);
    Distribution again = Distribution::from_bytes(state.to_bytes());
    EXPECT_EQ(again.to_bytes(), state.to_bytes());
    add(state, records, false);
    add(again, records, false);
    EXPECT_EQ(written(again), written(state));
}

}  // namespace
}  // namespace kafka_architect
