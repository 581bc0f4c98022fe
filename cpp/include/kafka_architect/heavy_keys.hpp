// HeavyKeys: the hottest keys of a stream, each with certain bounds on its weight (records or bytes).
//
// Two steps. The cells of EffectiveKeys, which are counted anyway, turn most keys away: a key cannot be hot
// while its cell is not. Only keys whose cell holds more than 1 / kShare of the records so far go on to
// Misra and Gries' summary, kept in buckets of eight counters: a key that finds its bucket full takes one
// off all eight instead of entering. Both losses are counted where they happen:
//     counter <= true weight <= counter + what the bucket took off + what the cell turned away.
// A cell turns away at most N / kShare records of N. A bucket takes off at most a ninth of the records that
// reached it outside its counters: far less than that for any keys that the fingerprint spreads; where it is
// more, the bounds say so.
//
// Until a bucket overflows for the first time (some 1,500 distinct keys), nothing is turned away and the
// summary is exact and complete.
// Sources: Misra and Gries, "Finding repeated elements" (1982); merging: Agarwal, Cormode, Huang, Phillips,
// Wei and Yi, "Mergeable summaries" (PODS 2012).
//
// The bytes of a key are kept once its counter is high enough, up to kKeptBytes of them; keys are told
// apart by their 64-bit fingerprints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/aligned_vector.hpp"
#include "kafka_architect/effective_keys.hpp"
#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;
struct HashedKeys;

struct KeptKey {
    std::string bytes;         // the first kKeptBytes of them
    std::uint32_t length = 0;  // of the whole key
    std::uint32_t hash = 0;    // the partitioner's, folded
};

// Longer keys are shown shortened.
inline constexpr std::size_t kKeptBytes = 1024;

[[nodiscard]] KeptKey kept(std::span<const std::uint8_t> key, std::uint32_t hash);

struct HeavyKey {
    std::uint64_t fingerprint = 0;
    std::uint64_t lower = 0;
    std::uint64_t upper = 0;
    const KeptKey* key = nullptr;  // owned by the HeavyKeys that answered
};

class HeavyKeys {
public:
    static constexpr std::size_t kBuckets = std::size_t{1} << table_sizes::kBucketBits;
    static constexpr std::uint64_t kShare = 8192;

    HeavyKeys();

    // One record for each key. While the summary is exact it stops before the first key that would end that,
    // and returns how many were taken; the caller then calls add_rest with that number.
    std::size_t add(const HashedKeys& keys);
    void add_rest(const HashedKeys& keys, std::size_t taken);
    // The same with records[i] records, one at least, for each key.
    std::size_t add_counted(const HashedKeys& keys, std::span<const std::uint64_t> records);
    void add_counted_rest(const HashedKeys& keys, std::span<const std::uint64_t> records, std::size_t taken);
    // `weights[i]` units for each key; nothing is turned away.
    void add_weighted(const HashedKeys& keys, std::span<const std::uint64_t> weights);
    void merge(const HeavyKeys& other);

    // Whether some records were turned away by their cells; those of add_weighted never are.
    [[nodiscard]] bool filtered() const noexcept { return !passed_on_.empty(); }
    // Whether every key is in the table with its true weight.
    [[nodiscard]] bool exact() const noexcept { return exact_; }
    // The records (units) in each cell, of all keys.
    [[nodiscard]] const EffectiveKeys& cells() const noexcept { return cells_; }
    // The keys with the largest lower bounds, heaviest first (ties by fingerprint).
    [[nodiscard]] std::vector<HeavyKey> heaviest(std::size_t most) const;
    // No key outside `listed` (a prefix of heaviest()) weighs more than this.
    [[nodiscard]] std::uint64_t unlisted_at_most(std::span<const HeavyKey> listed) const;
    // Every key in the table; complete when exact().
    [[nodiscard]] std::vector<HeavyKey> all() const;

    void write(ByteWriter& to) const;
    static HeavyKeys read(ByteReader& from);

private:
    std::size_t count(const HashedKeys& keys, std::span<const std::uint32_t> selected, bool stop_when_full);
    // Adds units of one key to its bucket; false where the key would end exactness, and may not.
    bool add_units(const HashedKeys& keys, std::size_t i, std::uint64_t units, bool stop_when_full);
    // Up to now the cells turned nothing away.
    void note_passed_on();
    [[nodiscard]] std::uint64_t lost_at_most(std::size_t slot) const noexcept;
    void keep(std::size_t slot, const HashedKeys& keys, std::size_t i);
    void merge_bucket(std::size_t bucket, const HeavyKeys& other);
    // Throw Error (state_corrupt) for what counting cannot come to.
    void check_slots() const;
    void check_sums() const;

    static constexpr std::uint32_t kBucketMask = kBuckets - 1;

    AlignedVector<std::uint64_t> fingerprints_;
    AlignedVector<std::uint64_t> counts_;
    std::vector<std::uint64_t> decrements_;
    std::vector<std::uint8_t> stored_;
    std::vector<KeptKey> keys_;
    EffectiveKeys cells_;
    std::vector<std::uint64_t> passed_on_;  // per cell; empty while every record was
    std::vector<std::uint32_t> selected_;
    std::vector<std::uint32_t> wanted_;
    bool exact_ = true;
};

}  // namespace kafka_architect
