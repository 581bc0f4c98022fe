// Exact records (and bytes) per partition, for any list of partition counts at once.
//
// Partition counts that share a common multiple share one histogram: the residue modulo 48 gives the
// partition for 12, 24 and 48. So a usual list costs one remainder and one increment per key.
//
// For small moduli it also looks at each batch on its own, a window of arrival order: keys that are even in
// total may still come partition by partition (timestamps do).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kafka_architect/remainder.hpp"
#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;

// Five times what a cluster holds in practice (200,000 replicas), and 8 MB of counters.
inline constexpr std::uint32_t kMaxCountedPartitions = 1'000'000;

// Of all counts of an analyzer together: 512 MiB, held once by every thread that reads and by every copy.
inline constexpr std::uint64_t kMostCounters = std::uint64_t{1} << 26U;
// A list that is longer is a mistake.
inline constexpr std::size_t kMostPartitionCounts = 100'000;

struct ArrivalWindows {
    std::uint64_t windows = 0;
    std::uint64_t records = 0;          // in those windows
    std::uint64_t hottest_records = 0;  // in each window's own hottest partition, summed
    double peak_share = 0;              // the largest share of any window
};

class PartitionCounts {
public:
    enum class Sharing {
        windows,  // moduli so small that every batch can be looked at
        widely,   // few and large histograms: for long lists of counts
    };

    // Throws Error (invalid_argument) for a count of 0 or above kMaxCountedPartitions.
    PartitionCounts(std::vector<std::uint32_t> partition_counts, Sharing sharing);

    // Counts one record for each of these hashes (the partitioner's, folded).
    void add(std::span<const std::uint32_t> hashes);
    // Counts records[i] records for hash i, in no order: they make no windows.
    void add_counted(std::span<const std::uint32_t> hashes, std::span<const std::uint64_t> records);
    // Whether some histogram has windows, and what they show of hashes that are counted otherwise.
    [[nodiscard]] bool has_windows() const noexcept;
    void add_windows(std::span<const std::uint32_t> hashes);
    // Adds weights[i] bytes to the partition of hash i.
    void add_bytes(std::span<const std::uint32_t> hashes, std::span<const std::uint64_t> weights);
    // Adds what another counted for the same list; throws Error (state_incompatible) for another list.
    void merge(const PartitionCounts& other);

    [[nodiscard]] const std::vector<std::uint32_t>& partition_counts() const noexcept { return counts_; }
    // One number per partition for the partition count at `index` of the list.
    [[nodiscard]] std::vector<std::uint64_t> records(std::size_t index) const;
    // The same for bytes; empty when no sizes were ever given.
    [[nodiscard]] std::vector<std::uint64_t> bytes(std::size_t index) const;
    // No windows for a partition count above kMaxWindowModulus.
    [[nodiscard]] const ArrivalWindows& windows(std::size_t index) const { return windows_[index]; }

    void write(ByteWriter& to) const;
    // What write wrote for the same list and sharing.
    void read(ByteReader& from);
    // Throws Error (state_corrupt) unless every histogram adds up to so many records, and bytes where sizes
    // are known, and the windows lie among them.
    void check(std::uint64_t records, std::optional<std::uint64_t> bytes) const;
    // How many counters such a list takes, so that nobody allocates what a saved state only announces. Stops
    // counting beyond `most`.
    [[nodiscard]] static std::uint64_t counters_for(const std::vector<std::uint32_t>& partition_counts,
                                                    Sharing sharing, std::uint64_t most);

    static constexpr std::uint32_t kMaxWindowModulus = 1024;
    // In fewer records than this, chance alone makes one partition hot.
    static constexpr std::size_t kSmallestWindow = table_sizes::kSmallestWindow;

private:
    struct Histogram {
        Remainder remainder;
        std::vector<std::uint64_t> totals;
        std::vector<std::uint64_t> bytes;   // empty until sizes are given
        std::vector<std::uint32_t> recent;  // kSubHistograms of them while a batch is counted, else empty
        std::vector<std::size_t> served;    // indices into counts_
    };

    void add_batch(Histogram& histogram, std::span<const std::uint32_t> hashes);
    // Leaves the records of each residue in window_.
    void fill_window(Histogram& histogram, std::size_t records);
    void close_window(const Histogram& histogram, std::size_t records);
    [[nodiscard]] std::vector<std::uint64_t> fold(std::size_t index,
                                                  const std::vector<std::uint64_t>& totals) const;

    std::vector<std::uint32_t> counts_;
    std::vector<std::size_t> histogram_of_;  // which histogram serves counts_[i]
    std::vector<Histogram> histograms_;
    std::vector<ArrivalWindows> windows_;
    std::vector<std::uint32_t> residues_;
    std::vector<std::uint32_t> window_;
    std::vector<std::uint32_t> folded_;
};

}  // namespace kafka_architect
