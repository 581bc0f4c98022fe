// KeyPartitions: a uniform sample of the distinct keys, each with the partitions that its records lie in, and
// since when and until when they came there.
//
// Keys are chosen by their fingerprints alone ("bottom k", as in KeySample), so that busy ones and early ones
// are not preferred, and up to 2 * kSize - 1 distinct keys it holds all of them. Of each key it keeps the
// kPlaces lowest partitions with their exact records, and how many records lie in higher ones. A partition
// that is among the lowest at the end has been so from its first record on: nothing depends on the order of
// records, nor on how they were divided among samples. A key that was placed by hash alone lies in one
// partition, after a change of partition count or client in two.
//
// The first and the last record of a key in a partition show when a partitioner took over. They are told by
// timestamp where records have one, else by how many records came before: then, and only then, the order of
// records and of merges shows in them (what is merged came later).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "kafka_architect/aligned_vector.hpp"
#include "kafka_architect/heavy_keys.hpp"
#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;
struct HashedKeys;

// What tells when a record came.
enum class PlaceClock : std::uint8_t {
    unset,      // no record was seen yet
    arrival,    // the number of records before it
    timestamp,  // its timestamp, in milliseconds
    none,       // rows that stand for many records, or sources with and without timestamps
};

// Records of a key in one partition.
struct PlacedRecords {
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

    std::uint64_t records = 0;
    std::int64_t first = kNever;  // by the sample's clock; kNever and -1 where no record's time is known
    std::int64_t last = -1;

    void add(const PlacedRecords& more) noexcept;
    [[nodiscard]] bool timed() const noexcept { return last >= 0; }
};

// Where the records of a key lie.
struct KeyPlaces {
    static constexpr std::size_t kPlaces = 4;
    static constexpr std::uint32_t kNone = 0xffffffffU;

    std::array<std::uint32_t, kPlaces> partitions{kNone, kNone, kNone,
                                                  kNone};  // ascending, kNone behind them
    std::array<PlacedRecords, kPlaces> placed{};
    std::uint64_t elsewhere = 0;  // records in partitions above these

    void add(std::uint32_t partition, const PlacedRecords& more) noexcept;
    void add(const KeyPlaces& other) noexcept;
    [[nodiscard]] std::size_t size() const noexcept;
};

class KeyPartitions {
public:
    static constexpr std::size_t kSize = table_sizes::kPlacedKeys;

    struct Entry {
        std::uint64_t fingerprint = 0;
        KeptKey key;
        KeyPlaces places;
    };

    // What is known of a batch's rows: one entry for each, or none where it is not known.
    struct Rows {
        std::span<const std::uint32_t> partitions;
        std::span<const std::uint64_t> counts;        // one record for each row where there are none
        std::span<const std::int64_t> timestamps_ms;  // negative where a record has none
    };

    // The bytes of keys[i]; asked once for each key that enters the sample.
    using KeyBytes = std::function<std::span<const std::uint8_t>(std::size_t)>;

    KeyPartitions();

    // Entry i of `keys` belongs to row keys.row(i).
    void add(const HashedKeys& keys, const Rows& rows, const KeyBytes& bytes);
    // What `other` has seen came after what this one has.
    void merge(const KeyPartitions& other);

    // In ascending order of fingerprints: all distinct keys, or the kSize smallest of more.
    [[nodiscard]] std::vector<Entry> smallest() const;
    // Whether those are all distinct keys.
    [[nodiscard]] bool is_complete() const noexcept { return limit_ == kNoLimit; }
    // The share of all distinct keys that smallest() holds; 1 = every one.
    [[nodiscard]] double rate() const;
    [[nodiscard]] PlaceClock clock() const noexcept { return clock_; }
    // Rows that were added, those without a key too.
    [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }

    // The same bytes however the keys were divided, and merged in their order.
    void write(ByteWriter& to) const;
    static KeyPartitions read(ByteReader& from, bool with_clock);

private:
    static constexpr std::size_t kMost = 2 * kSize;
    static constexpr std::size_t kIndexSlots = 4 * kSize;
    static constexpr std::uint32_t kFree = 0xffffffffU;
    static constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

    struct Held {
        std::uint64_t fingerprint = 0;
        KeptKey key;
        KeyPlaces places;
    };
    // Open addressing. Here is what most records of a key touch, in half a cache line: as long as more come
    // from the partition of the last one, the key's places need not be looked at.
    struct Slot {
        std::uint64_t fingerprint = 0;
        std::uint64_t records = 0;  // in `partition`, not among the key's places yet
        std::int64_t last = -1;     // of those
        std::uint32_t partition = KeyPlaces::kNone;
        std::uint32_t position = kFree;  // in held_ and first_
    };
    static_assert(sizeof(Slot) == 32);

    struct ByArrival;
    struct ByTimestamp;
    struct Counted;

    [[nodiscard]] std::size_t find_slot(std::uint64_t fingerprint) const noexcept;
    void set_clock(PlaceClock clock) noexcept;
    template <typename Time>
    void add_rows(const HashedKeys& keys, const Rows& rows, const Time& time, const KeyBytes& bytes);
    void add_new(std::size_t slot, const HashedKeys& keys, std::size_t i, std::uint32_t partition,
                 const PlacedRecords& placed, const KeyBytes& bytes);
    void insert(std::size_t slot, Held held);
    // Those that were found last go to the key's places.
    void settle(Slot& slot);
    void settle_all();
    void shrink();
    // Keeps what has a fingerprint up to the limit.
    void keep_inside();
    // All that are held, in ascending order of fingerprints.
    [[nodiscard]] std::vector<Entry> entries() const;

    std::uint64_t limit_ = kNoLimit;  // larger fingerprints are out
    PlaceClock clock_ = PlaceClock::unset;
    std::uint64_t rows_ = 0;
    AlignedVector<Slot> index_;
    std::vector<Held> held_;
    std::vector<std::int64_t> first_;  // of the records that are not among the key's places yet
    std::vector<std::uint32_t> selected_;
};

}  // namespace kafka_architect
