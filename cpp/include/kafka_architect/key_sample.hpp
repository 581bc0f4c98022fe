// KeySample: a uniform sample of the distinct keys, each with its exact number of records.
//
// The keys with the smallest fingerprints ("bottom k"): whether a key is in depends on the key alone and
// not on how often or when it came, and once in, all of its records were counted. So the sample answers
// questions about keys (are they spread evenly? how many move when the partition count grows?) without the
// bias of busy ones. Up to 2 * kSize - 1 distinct keys it holds all of them. Merging is exact and in any
// order. Source: Cohen and Kaplan, "Summarizing data using bottom-k sketches" (PODC 2007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "kafka_architect/heavy_keys.hpp"
#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;

class KeySample {
public:
    static constexpr std::size_t kSize = table_sizes::kSampledKeys;

    struct Entry {
        std::uint64_t fingerprint = 0;
        std::uint64_t records = 0;
        KeptKey key;
    };

    KeySample();

    // One record for each of the keys from `first` on.
    void add(const HashedKeys& keys, std::size_t first);
    // records[i] records for each of the keys from `first` on.
    void add_counted(const HashedKeys& keys, std::span<const std::uint64_t> records, std::size_t first);
    // `records` records of one key.
    void add(std::uint64_t fingerprint, std::uint64_t records, const KeptKey& key);
    void merge(const KeySample& other);

    // In ascending order of fingerprints: all distinct keys, or the kSize smallest of more.
    [[nodiscard]] std::vector<Entry> smallest() const;
    // Whether those are all distinct keys.
    [[nodiscard]] bool is_complete() const noexcept { return limit_ == kNoLimit; }
    // The share of all distinct keys that smallest() holds; 1 = every one.
    [[nodiscard]] double rate() const;
    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }

    // The same bytes however the keys were divided and merged.
    void write(ByteWriter& to) const;
    static KeySample read(ByteReader& from);

private:
    static constexpr std::size_t kMost = 2 * kSize;
    static constexpr std::size_t kIndexSlots = 4 * kSize;
    static constexpr std::uint32_t kFree = 0xffffffffU;

    [[nodiscard]] std::size_t find_slot(std::uint64_t fingerprint) const noexcept;
    void insert(std::size_t slot, std::uint64_t fingerprint, std::uint64_t records, KeptKey key);
    void shrink();
    void hold(std::vector<Entry> entries);
    // All that are held, in ascending order of fingerprints.
    [[nodiscard]] std::vector<Entry> entries() const;

    static constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

    std::uint64_t limit_ = kNoLimit;  // larger fingerprints are out
    std::vector<Entry> entries_;
    // Open addressing. The fingerprints are here and the counts in a column of their own, so that a record of
    // a sampled key touches 24 bytes and not its whole entry.
    struct Slot {
        std::uint64_t fingerprint = 0;
        std::uint32_t position = kFree;  // in entries_ and records_
    };
    std::vector<Slot> index_;
    std::vector<std::uint64_t> records_;  // Entry::records is filled when entries are handed out
    std::vector<std::uint32_t> selected_;
};

}  // namespace kafka_architect
