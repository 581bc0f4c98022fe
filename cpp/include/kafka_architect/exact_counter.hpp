// ExactCounter: how many records some keys have, exactly; the keys are known by their fingerprints.
//
// The second pass over sources whose first one has found which keys may be the hottest. Not safe for several
// threads: each counts for itself, and the counts add up.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

class ExactCounter {
public:
    // Throws Error (invalid_argument) unless the fingerprints ascend.
    explicit ExactCounter(std::vector<std::uint64_t> fingerprints);

    // Counts the keys of a batch; with weights, as many records for each as its weight says.
    void add(const KeyBatch& batch, std::span<const std::uint64_t> weights = {});
    // Adds what another one has counted of the same fingerprints. Throws Error (invalid_argument).
    void merge(const ExactCounter& other);

    // Records of each fingerprint, in their order.
    [[nodiscard]] const std::vector<std::uint64_t>& counts() const noexcept { return counts_; }
    // Of all keys, null ones included.
    [[nodiscard]] std::uint64_t records() const noexcept { return records_; }

private:
    // 64 kbit fit the L1 cache, and with some hundred keys nearly every other key is turned away here.
    static constexpr std::size_t kFilterBits = std::size_t{1} << 16U;
    using Filter = std::bitset<kFilterBits>;

    void count(std::uint64_t fingerprint, std::uint64_t weight);

    std::vector<std::uint64_t> fingerprints_;
    std::vector<std::uint64_t> counts_;
    std::uint64_t records_ = 0;
    std::unique_ptr<Filter> filter_;
    std::vector<std::uint32_t> high_;
    std::vector<std::uint32_t> low_;
};

}  // namespace kafka_architect
