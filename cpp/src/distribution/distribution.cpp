#include "kafka_architect/distribution.hpp"

#include "kafka_architect/murmur2.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

Distribution::Distribution(std::vector<std::uint32_t> partition_counts)
    : partitions_(std::move(partition_counts)) {}

void Distribution::add(const KeyBatch& batch) {
    columns_.resize(batch.size);
    kernels().murmur2_and_fingerprint(batch, {.partitioner = columns_.partitioner.data(),
                                              .fingerprint_high = columns_.fingerprint_high.data(),
                                              .fingerprint_low = columns_.fingerprint_low.data()});
    const std::size_t keyed = batch.validity == nullptr ? batch.size : drop_null_keys(batch);
    std::uint64_t empty = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        empty += batch.lengths[i] == 0 && !batch.is_null(i) ? 1U : 0U;
    }
    for (std::size_t i = 0; i < keyed; ++i) {
        columns_.partitioner[i] = to_positive(columns_.partitioner[i]);
    }
    records_ += batch.size;
    null_keys_ += batch.size - keyed;
    empty_keys_ += empty;
    partitions_.add({columns_.partitioner.data(), keyed});
    effective_keys_.add({columns_.fingerprint_low.data(), keyed});
}

std::size_t Distribution::drop_null_keys(const KeyBatch& batch) noexcept {
    std::size_t keyed = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        columns_.partitioner[keyed] = columns_.partitioner[i];
        columns_.fingerprint_high[keyed] = columns_.fingerprint_high[i];
        columns_.fingerprint_low[keyed] = columns_.fingerprint_low[i];
        keyed += batch.is_null(i) ? 0U : 1U;
    }
    return keyed;
}

void Distribution::merge(const Distribution& other) {
    partitions_.merge(other.partitions_);
    effective_keys_.merge(other.effective_keys_);
    records_ += other.records_;
    null_keys_ += other.null_keys_;
    empty_keys_ += other.empty_keys_;
}

}  // namespace kafka_architect
