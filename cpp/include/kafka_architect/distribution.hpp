// Distribution: all that a stream of keys has shown so far.
//
// batch -> hash -> partition -> counters and sketches. States of the same settings merge (in any order, to
// the same counts), are written as bytes and read back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/cardinality.hpp"
#include "kafka_architect/effective_keys.hpp"
#include "kafka_architect/hashed_keys.hpp"
#include "kafka_architect/heavy_keys.hpp"
#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/key_lengths.hpp"
#include "kafka_architect/key_partitions.hpp"
#include "kafka_architect/key_sample.hpp"
#include "kafka_architect/partition_counts.hpp"
#include "kafka_architect/partitioner.hpp"
#include "kafka_architect/window_pairs.hpp"

namespace kafka_architect {

struct DistributionSettings {
    Partitioner partitioner;
    std::vector<std::uint32_t> partition_counts;
    std::vector<std::uint32_t> what_if_counts;  // counted exactly too, without windows
    std::uint32_t topic_partitions = 0;         // of the topic the records lie in; 0 when that is not known

    // Throws Error (invalid_argument) for a count out of range, and for more counters than kMostCounters;
    // allocates none.
    void check() const;
    [[nodiscard]] bool operator==(const DistributionSettings& other) const noexcept;
    // The first setting that differs, with both values; empty where none does.
    [[nodiscard]] std::string difference(const DistributionSettings& other) const;
};

// What is known of each record of a batch beside its key; empty when unknown, else one entry per record.
//
// With `counts`, a row stands for so many records of its key in no order: a size is then the bytes of all of
// them, 0 where there are none, and windows of arrival order are not looked at.
struct RecordColumns {
    std::span<const std::uint64_t> sizes;
    std::span<const std::uint32_t> partitions;  // each below topic_partitions, or kMaxCountedPartitions
    std::span<const std::uint64_t> counts;
    // Negative where a record has none. NOLINTNEXTLINE(readability-redundant-member-init): gcc misses it else
    std::span<const std::int64_t> timestamps_ms{};
};

// The hash columns of one batch at a time; the memory is used again for the next.
class BatchHasher {
public:
    // Leaves out the records whose partition the producer chooses. Valid until the next call.
    HashedKeys hash(const KeyBatch& batch, const Partitioner& partitioner);
    // The same, without the rows that stand for no record.
    HashedKeys hash(const KeyBatch& batch, const Partitioner& partitioner,
                    std::span<const std::uint64_t> counts);

private:
    void leave_out_keyless(const KeyBatch& batch, const Partitioner& partitioner);
    [[nodiscard]] HashedKeys hashed(const KeyBatch& batch) const;

    std::vector<std::uint32_t> partitioner_;
    std::vector<std::uint32_t> high_;
    std::vector<std::uint32_t> low_;
    std::vector<std::uint32_t> rows_;
    std::size_t keyed_ = 0;
};

// The part of a distribution that adds up exactly, whatever the order.
class Tallies {
public:
    explicit Tallies(const DistributionSettings& settings);

    void add(const KeyBatch& batch, const HashedKeys& keys);
    // counts[i] records for each row of the batch, in_keyed[i] of them for each of `keys`.
    void add_counted(const KeyBatch& batch, std::span<const std::uint64_t> counts, const HashedKeys& keys,
                     std::span<const std::uint64_t> in_keyed);
    void merge(const Tallies& other);
    void write(ByteWriter& to) const;
    void read(ByteReader& from);

    std::uint64_t records = 0;
    std::uint64_t null_keys = 0;
    std::uint64_t empty_keys = 0;
    std::uint64_t keyed = 0;  // records whose partition follows from their key
    PartitionCounts partitions;
    PartitionCounts what_if;
    Cardinality cardinality;
    KeyLengths key_lengths;
    KeySample sample;  // of what HeavyKeys no longer holds exactly
    WindowPairs window_pairs;
};

// What is measured where record sizes are known.
struct ByteTallies {
    HeavyKeys heavy;
    std::uint64_t total_bytes = 0;
    std::uint64_t records = 0;  // with a size; 0 in states of version 1, which did not count them
};

// Where the records really lie.
struct ObservedTallies {
    // Throws Error (state_corrupt) for what `write` of a state of this topic cannot have written.
    static ObservedTallies read_counts(ByteReader& from, std::uint32_t topic_partitions, bool with_size);
    void read_details(ByteReader& from, bool with_clock);
    void write_counts(ByteWriter& to) const;
    void write_details(ByteWriter& to) const;

    // Makes room for so many partitions.
    void resize(std::size_t partitions);
    // One record for each row, or counts[row]; `agreeing` is counted where topic_partitions is known.
    void add(const HashedKeys& keys, const RecordColumns& columns, std::uint32_t topic_partitions,
             const KeyPartitions::KeyBytes& bytes);
    void merge(const ObservedTallies& other);
    // Forgets what states before version 3 do not have.
    void drop_details();
    void check(const Tallies& tallies) const;

    std::vector<std::uint64_t> records;  // of the topic's partitions, or up to the highest one seen
    std::uint64_t keyed = 0;
    std::uint64_t agreeing = 0;                // of those: lie where the partitioner would have put them
    bool detailed = true;                      // whether what follows is of all records, and not empty
    std::vector<std::uint64_t> unpartitioned;  // of `records`, those whose partition the producer chose
    KeyPartitions keys;

private:
    void add_rows(const HashedKeys& batch_keys, std::span<const std::uint32_t> partitions,
                  std::uint32_t topic_partitions);
    void count_agreeing(const HashedKeys& batch_keys, std::span<const std::uint32_t> partitions,
                        std::uint32_t topic_partitions);
    void add_counted_rows(const HashedKeys& batch_keys, const RecordColumns& columns,
                          std::uint32_t topic_partitions);
    void add_unpartitioned(const HashedKeys& batch_keys, const RecordColumns& columns);
};

// One record for each key, in `heavy` and, once that is no longer exact, in `sample`.
void count_keys(const HashedKeys& keys, HeavyKeys& heavy, KeySample& sample);
// The same with records[i] records for each key.
void count_keys(const HashedKeys& keys, std::span<const std::uint64_t> records, HeavyKeys& heavy,
                KeySample& sample);
// Adds `from` to `heavy`, which count_keys filled together with `sample`.
void merge_heavy(const HeavyKeys& from, HeavyKeys& heavy, KeySample& sample);

// What a state may count of anything (records, bytes of keys, bytes): far beyond any topic, and so far below
// 64 bits that no sum of two states wraps around.
inline constexpr std::uint64_t kMostUnits = std::uint64_t{1} << 62U;

struct DistinctKeys {
    double estimate;  // at most the records that have a key
    bool exact;       // otherwise within Cardinality::kStandardError of the truth, 68 times in 100
};

struct SampledKeys {
    double rate;  // the share of all distinct keys; 1 = every one
    std::vector<KeySample::Entry> entries;
};

class CodedKeys;

class Distribution {
public:
    explicit Distribution(DistributionSettings settings);
    Distribution(DistributionSettings settings, Tallies tallies, HeavyKeys heavy);

    // The columns must be as long as the batch, or empty, and partitions below topic_partitions, or below
    // kMaxCountedPartitions where that is not known. Throws Error (invalid_argument) and counts nothing where
    // that would be more than kMostUnits of anything.
    void add(const KeyBatch& batch, const RecordColumns& columns = {});
    // The rows of a dictionary-encoded column, all of them: counters as after `add` of the same keys, hot
    // keys within bounds of their own. The columns are as long as the rows, or empty, and `counts` is.
    void add_coded(CodedKeys& keys, const RecordColumns& columns = {});
    // Throws what `add` of so many records with so many bytes in all would throw, and counts nothing.
    void check_room(std::uint64_t bytes, std::uint64_t records = 0) const;
    // Throws Error (state_incompatible) when the settings differ, or the sum is more than kMostUnits, and
    // leaves both as they were.
    void merge(const Distribution& other);

    [[nodiscard]] const DistributionSettings& settings() const noexcept { return settings_; }
    [[nodiscard]] const Tallies& tallies() const noexcept { return tallies_; }
    [[nodiscard]] const HeavyKeys& heavy() const noexcept { return heavy_; }
    [[nodiscard]] const std::optional<ByteTallies>& bytes() const noexcept { return bytes_; }
    [[nodiscard]] const std::optional<ObservedTallies>& observed() const noexcept { return observed_; }

    // How many distinct keys: exactly while they are few, else estimated.
    [[nodiscard]] DistinctKeys distinct_keys() const;
    // All distinct keys while they are few, else a uniform sample of them.
    [[nodiscard]] SampledKeys sampled_keys() const;

    // Versioned, checksummed, little-endian.
    [[nodiscard]] std::vector<std::uint8_t> to_bytes() const;
    // Throws Error (state_corrupt) for anything that to_bytes of a known version cannot have written.
    static Distribution from_bytes(std::span<const std::uint8_t> data);

private:
    // Throws Error (state_corrupt) unless the parts of a state that was read agree with each other.
    void check() const;
    // Throws Error (invalid_argument) where a batch does not fit beside what was counted.
    void check_columns(const KeyBatch& batch, const RecordColumns& columns) const;
    // Returns what the rows were counted as, valid until the hasher is used again.
    HashedKeys add_counted(const KeyBatch& batch, const RecordColumns& columns);
    struct CodedTotals;
    void add_coded(CodedKeys& keys, const RecordColumns& columns, std::size_t first, std::size_t rows);
    void add_entries(CodedKeys& keys, CodedTotals& totals);
    void follow_codes(CodedKeys& keys, const RecordColumns& columns, CodedTotals& totals, std::size_t first,
                      std::size_t rows);
    void add_columns(const HashedKeys& keys, const RecordColumns& columns);
    void add_sizes(const HashedKeys& keys, const RecordColumns& columns);
    void add_partitions(const HashedKeys& keys, const RecordColumns& columns,
                        const KeyPartitions::KeyBytes& bytes);

    DistributionSettings settings_;
    Tallies tallies_;
    HeavyKeys heavy_;
    std::optional<ByteTallies> bytes_;
    std::optional<ObservedTallies> observed_;
    BatchHasher hasher_;
    std::vector<std::uint64_t> keyed_sizes_;
    std::vector<std::uint64_t> keyed_counts_;
    std::vector<std::uint32_t> codes_;
};

}  // namespace kafka_architect
