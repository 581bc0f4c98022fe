// The one streaming pass: batch -> hash -> partition -> counters and sketches.
//
// A Distribution is what a pass has learnt so far. Each worker thread has one of its own; they merge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "kafka_architect/effective_keys.hpp"
#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/key_source.hpp"
#include "kafka_architect/partition_counts.hpp"

namespace kafka_architect {

class Distribution {
public:
    explicit Distribution(std::vector<std::uint32_t> partition_counts);

    void add(const KeyBatch& batch);
    void merge(const Distribution& other);

    // All records, those with a null key or an empty one among them.
    [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
    // Null keys have no partition: the producer chooses one for each batch.
    [[nodiscard]] std::uint64_t null_keys() const noexcept { return null_keys_; }
    [[nodiscard]] std::uint64_t empty_keys() const noexcept { return empty_keys_; }
    [[nodiscard]] const PartitionCounts& partitions() const noexcept { return partitions_; }
    [[nodiscard]] double effective_keys() const { return effective_keys_.estimate(); }

private:
    // What the kernels made of one batch; kept to be used again.
    struct Columns {
        std::vector<std::uint32_t> partitioner;
        std::vector<std::uint32_t> fingerprint_high;
        std::vector<std::uint32_t> fingerprint_low;

        void resize(std::size_t keys) {
            if (partitioner.size() < keys) {
                partitioner.resize(keys);
                fingerprint_high.resize(keys);
                fingerprint_low.resize(keys);
            }
        }
    };

    // Moves the hashes of keyed records together; returns how many there are.
    std::size_t drop_null_keys(const KeyBatch& batch) noexcept;

    std::uint64_t records_ = 0;
    std::uint64_t null_keys_ = 0;
    std::uint64_t empty_keys_ = 0;
    PartitionCounts partitions_;
    EffectiveKeys effective_keys_;
    Columns columns_;
};

// Reads stripes [first, last) of a source with `workers` threads (at least 1) and adds them to `into`.
// When a stripe cannot be read, the error of the first such stripe is thrown and `into` is unchanged.
void read_stripes(const KeySource& source, std::size_t first, std::size_t last, std::size_t workers,
                  Distribution& into);

}  // namespace kafka_architect
