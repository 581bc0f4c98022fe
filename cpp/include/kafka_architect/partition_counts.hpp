// Exact records per partition, for any list of partition counts at once.
//
// Partition counts that share a small common multiple share one histogram: the residue modulo 48 gives
// the partition for 12, 24 and 48. So a usual list costs one remainder and one increment per key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kafka_architect/remainder.hpp"

namespace kafka_architect {

// A cluster of the largest size that Kafka's own tests run has some 2,000,000 replicas in all.
inline constexpr std::uint32_t kMaxCountedPartitions = 1'000'000;

class PartitionCounts {
public:
    // Throws Error (invalid_argument) for an empty list, a count of 0 or above kMaxCountedPartitions.
    explicit PartitionCounts(std::vector<std::uint32_t> partition_counts);

    // Counts one record for each of these hashes (the partitioner's, already made non-negative).
    void add(std::span<const std::uint32_t> hashes);
    // Adds what another counted for the same list; throws Error (state_incompatible) for another list.
    void merge(const PartitionCounts& other);

    [[nodiscard]] const std::vector<std::uint32_t>& partition_counts() const noexcept { return counts_; }
    // One number per partition for the partition count at `index` of the list.
    [[nodiscard]] std::vector<std::uint64_t> records(std::size_t index) const;

private:
    struct Histogram {
        Remainder remainder;
        std::vector<std::uint64_t> totals;
        std::vector<std::uint32_t> recent;  // kSubHistograms of them while a batch is counted, else empty
    };

    static void add_to(Histogram& histogram, std::span<const std::uint32_t> hashes);

    std::vector<std::uint32_t> counts_;
    std::vector<std::size_t> histogram_of_;  // which histogram serves counts_[i]
    std::vector<Histogram> histograms_;
};

}  // namespace kafka_architect
