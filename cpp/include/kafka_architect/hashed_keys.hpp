// HashedKeys: a batch's keys with what the kernels made of them; what the sketches take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

// Columns of `size()` keyed records; column entry i belongs to key `row(i)` of the batch.
struct HashedKeys {
    const KeyBatch* batch = nullptr;
    std::span<const std::uint32_t> partitioner;  // folded: what is reduced modulo the partition count
    std::span<const std::uint32_t> fingerprint_high;
    std::span<const std::uint32_t> fingerprint_low;
    std::span<const std::uint32_t> rows;  // empty when no record was left out

    [[nodiscard]] std::size_t size() const noexcept { return partitioner.size(); }
    [[nodiscard]] std::size_t row(std::size_t i) const noexcept { return rows.empty() ? i : rows[i]; }
    [[nodiscard]] std::span<const std::uint8_t> key(std::size_t i) const noexcept {
        return batch->key(row(i));
    }
    [[nodiscard]] std::uint64_t fingerprint(std::size_t i) const noexcept {
        return (static_cast<std::uint64_t>(fingerprint_high[i]) << 32U) | fingerprint_low[i];
    }
};

}  // namespace kafka_architect
