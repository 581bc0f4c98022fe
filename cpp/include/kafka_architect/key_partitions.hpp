// KeyPartitions: a uniform sample of the distinct keys, each with the partitions that its records lie in.
//
// Keys are chosen by their fingerprints alone ("bottom k", as in KeySample), so that busy ones and early ones
// are not preferred, and up to 2 * kSize - 1 distinct keys it holds all of them. Of each key it keeps the
// kPlaces lowest partitions with their exact records, and how many records lie in higher ones. A partition
// that is among the lowest in the end was so from its first record on: nothing depends on the order of
// records, nor on how they were divided among samples. A key that was placed by hash alone lies in one
// partition, after a change of partition count or client in two.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "kafka_architect/heavy_keys.hpp"
#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;
struct HashedKeys;

// Where the records of a key lie.
struct KeyPlaces {
    static constexpr std::size_t kPlaces = 4;
    static constexpr std::uint32_t kNone = 0xffffffffU;

    std::array<std::uint32_t, kPlaces> partitions{kNone, kNone, kNone,
                                                  kNone};  // ascending, kNone behind them
    std::array<std::uint64_t, kPlaces> records{};
    std::uint64_t elsewhere = 0;  // records in partitions above these

    void add(std::uint32_t partition, std::uint64_t more) noexcept;
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

    // The bytes of keys[i]; asked once for each key that enters the sample.
    using KeyBytes = std::function<std::span<const std::uint8_t>(std::size_t)>;

    KeyPartitions();

    // counts[row] records for each key, or one where there are no counts, in partitions[row]; row =
    // keys.row(i).
    void add(const HashedKeys& keys, std::span<const std::uint32_t> partitions,
             std::span<const std::uint64_t> counts, const KeyBytes& bytes);
    void merge(const KeyPartitions& other);

    // In ascending order of fingerprints: all distinct keys, or the kSize smallest of more.
    [[nodiscard]] std::vector<Entry> smallest() const;
    // Whether those are all distinct keys.
    [[nodiscard]] bool is_complete() const noexcept { return limit_ == kNoLimit; }
    // The share of all distinct keys that smallest() holds; 1 = every one.
    [[nodiscard]] double rate() const;

    // The same bytes however the keys were divided and merged.
    void write(ByteWriter& to) const;
    static KeyPartitions read(ByteReader& from);

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
    // Open addressing. The fingerprints are here, and where the key's last records were found: as long as
    // more come from there, each touches these 16 bytes and a counter of 8, and not the key's places.
    struct Slot {
        std::uint64_t fingerprint = 0;
        std::uint32_t position = kFree;  // in held_ and counted_
        std::uint32_t partition = 0;     // that counted_[position] records are of
    };

    [[nodiscard]] std::size_t find_slot(std::uint64_t fingerprint) const noexcept;
    template <typename Row>
    void add_rows(const HashedKeys& keys, std::span<const std::uint32_t> partitions, const Row& row,
                  const KeyBytes& bytes);
    void add_new(std::size_t slot, const HashedKeys& keys, std::size_t i, std::uint32_t partition,
                 std::uint64_t records, const KeyBytes& bytes);
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
    std::vector<Slot> index_;
    std::vector<Held> held_;
    std::vector<std::uint64_t> counted_;  // records that are not in `places` yet
    std::vector<std::uint32_t> selected_;
};

}  // namespace kafka_architect
