#include "kafka_architect/exact_counter.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "kafka_architect/error.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

ExactCounter::ExactCounter(std::vector<std::uint64_t> fingerprints)
    : fingerprints_(std::move(fingerprints)),
      counts_(fingerprints_.size()),
      filter_(std::make_unique<Filter>()) {
    if (!std::ranges::is_sorted(fingerprints_)) {
        throw Error(ErrorCode::invalid_argument, "fingerprints must ascend");
    }
    for (const std::uint64_t fingerprint : fingerprints_) {
        filter_->set(fingerprint % kFilterBits);
    }
}

void ExactCounter::add(const KeyBatch& batch, std::span<const std::uint64_t> weights) {
    high_.resize(std::max(high_.size(), batch.size));
    low_.resize(high_.size());
    kernels().fingerprint(
        batch, {.partitioner = nullptr, .fingerprint_high = high_.data(), .fingerprint_low = low_.data()});
    for (std::size_t i = 0; i < batch.size; ++i) {
        if ((*filter_)[low_[i] % kFilterBits] && !batch.is_null(i)) {
            count((static_cast<std::uint64_t>(high_[i]) << 32U) | low_[i], weights.empty() ? 1 : weights[i]);
        }
    }
    records_ +=
        weights.empty() ? batch.size : std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
}

void ExactCounter::merge(const ExactCounter& other) {
    if (other.fingerprints_ != fingerprints_) {
        throw Error(ErrorCode::invalid_argument, "these counters count other keys");
    }
    std::ranges::transform(counts_, other.counts_, counts_.begin(), std::plus{});
    records_ += other.records_;
}

void ExactCounter::count(std::uint64_t fingerprint, std::uint64_t weight) {
    const auto found = std::ranges::lower_bound(fingerprints_, fingerprint);
    if (found != fingerprints_.end() && *found == fingerprint) {
        counts_[static_cast<std::size_t>(found - fingerprints_.begin())] += weight;
    }
}

}  // namespace kafka_architect
