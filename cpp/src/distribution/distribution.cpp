#include "kafka_architect/distribution.hpp"

#include "kafka_architect/fingerprint.hpp"
#include "kafka_architect/murmur2.hpp"

namespace kafka_architect {

Distribution::Distribution(std::vector<std::uint32_t> partition_counts)
    : partitions_(std::move(partition_counts)) {
    hashes_.partitioner.reserve(kBatchKeys);
    hashes_.fingerprint_low.reserve(kBatchKeys);
}

void Distribution::add(const KeyBatch& batch) {
    hashes_.partitioner.clear();
    hashes_.fingerprint_low.clear();
    for (std::size_t i = 0; i < batch.size; ++i) {
        if (batch.is_null(i)) {
            continue;
        }
        const std::span<const std::uint8_t> key = batch.key(i);
        empty_keys_ += key.empty() ? 1U : 0U;
        hashes_.partitioner.push_back(to_positive(murmur2(key)));
        hashes_.fingerprint_low.push_back(fingerprint(key).low);
    }
    records_ += batch.size;
    null_keys_ += batch.size - hashes_.partitioner.size();
    partitions_.add(hashes_.partitioner);
    effective_keys_.add(hashes_.fingerprint_low);
}

void Distribution::merge(const Distribution& other) {
    partitions_.merge(other.partitions_);
    effective_keys_.merge(other.effective_keys_);
    records_ += other.records_;
    null_keys_ += other.null_keys_;
    empty_keys_ += other.empty_keys_;
}

}  // namespace kafka_architect
