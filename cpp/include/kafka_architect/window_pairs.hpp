// WindowPairs: do the records of a window have few keys? Tells a burst of keys from an order of partitions.
//
// Of each window of arrival order some records are compared with each other. The share of pairs with the same
// key is sum p^2 over the shares p of the window's keys, and 1 / that is how many equally busy keys a window
// has. A burst has few. A dump that was read partition by partition has windows of one partition, but of as
// many keys as the partition has. Independent of partition counts and of the partitioner.
#pragma once

#include <cstdint>

#include "kafka_architect/hashed_keys.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;

class WindowPairs {
public:
    // Looks at a batch as one window; at none that is smaller than those of PartitionCounts.
    void add(const HashedKeys& keys);
    void merge(const WindowPairs& other);

    [[nodiscard]] std::uint64_t compared() const noexcept { return compared_; }
    [[nodiscard]] std::uint64_t same_key() const noexcept { return same_key_; }

    void write(ByteWriter& to) const;
    static WindowPairs read(ByteReader& from);
    // Throws Error (state_corrupt) unless so many records with a key can have made them.
    void check(std::uint64_t keyed) const;

private:
    std::uint64_t compared_ = 0;
    std::uint64_t same_key_ = 0;
};

}  // namespace kafka_architect
