#include <utility>

#include "kafka_architect/distribution.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

void fold_all(Fold fold, std::span<std::uint32_t> hashes) {
    // The usual fold as a loop of its own, so that the compiler vectorises it.
    if (fold == Fold::masked) {
        for (std::uint32_t& hash : hashes) {
            hash = folded(Fold::masked, hash);
        }
    } else if (fold != Fold::unsign) {
        for (std::uint32_t& hash : hashes) {
            hash = folded(fold, hash);
        }
    }
}

}  // namespace

HashedKeys BatchHasher::hash(const KeyBatch& batch, const Partitioner& partitioner) {
    if (partitioner_.size() < batch.size) {
        partitioner_.resize(batch.size);
        high_.resize(batch.size);
        low_.resize(batch.size);
        rows_.resize(batch.size);
    }
    const HashColumns columns{
        .partitioner = partitioner_.data(), .fingerprint_high = high_.data(), .fingerprint_low = low_.data()};
    if (partitioner.hash == KeyHash::murmur2) {
        kernels().murmur2_and_fingerprint(batch, columns);
    } else {
        kernels().fingerprint(batch, columns);
        hash_batch(partitioner.hash, batch, partitioner_.data());
    }
    keyed_ = batch.size;
    const bool all_keyed = batch.validity == nullptr && partitioner.empty_key == Keyless::hashed;
    if (!all_keyed) {
        leave_out_keyless(batch, partitioner);
    }
    fold_all(partitioner.fold, {partitioner_.data(), keyed_});
    return hashed(batch);
}

HashedKeys BatchHasher::hash(const KeyBatch& batch, const Partitioner& partitioner,
                             std::span<const std::uint64_t> counts) {
    const HashedKeys all = hash(batch, partitioner);
    const std::size_t before = std::exchange(keyed_, 0);
    for (std::size_t i = 0; i < before; ++i) {
        const std::size_t row = all.row(i);
        partitioner_[keyed_] = partitioner_[i];
        high_[keyed_] = high_[i];
        low_[keyed_] = low_[i];
        rows_[keyed_] = static_cast<std::uint32_t>(row);
        keyed_ += counts[row] > 0 ? 1U : 0U;
    }
    return hashed(batch);
}

HashedKeys BatchHasher::hashed(const KeyBatch& batch) const {
    return {
        .batch = &batch,
        .partitioner = {partitioner_.data(), keyed_},
        .fingerprint_high = {high_.data(), keyed_},
        .fingerprint_low = {low_.data(), keyed_},
        .rows = keyed_ == batch.size ? std::span<const std::uint32_t>() : std::span(rows_.data(), keyed_)};
}

// Moves the columns of keyed records together. A null key that a client hashes has no bytes, so what the
// kernels made of it is the hash of an empty key.
void BatchHasher::leave_out_keyless(const KeyBatch& batch, const Partitioner& partitioner) {
    keyed_ = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        const bool null = batch.is_null(i);
        const Keyless rule = null ? partitioner.null_key : partitioner.empty_key;
        partitioner_[keyed_] = partitioner_[i];
        high_[keyed_] = high_[i];
        low_[keyed_] = low_[i];
        rows_[keyed_] = static_cast<std::uint32_t>(i);
        const bool keyless = (null || batch.lengths[i] == 0) && rule == Keyless::producer_chooses;
        keyed_ += keyless ? 0U : 1U;
    }
}

}  // namespace kafka_architect
