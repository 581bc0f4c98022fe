#include <algorithm>
#include <atomic>
#include <bitset>
#include <functional>
#include <memory>
#include <thread>

#include "distribution/first_failure.hpp"
#include "kafka_architect/distribution_pass.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

// 64 kbit fit the L1 cache, and with some hundred keys nearly every other key is turned away here.
constexpr std::size_t kFilterBits = std::size_t{1} << 16U;

class Counter {
public:
    explicit Counter(std::span<const std::uint64_t> fingerprints)
        : fingerprints_(fingerprints), counts_(fingerprints.size()), filter_(std::make_unique<Filter>()) {
        for (const std::uint64_t fingerprint : fingerprints) {
            filter_->set(fingerprint % kFilterBits);
        }
    }

    void add(const KeyBatch& batch) {
        high_.resize(std::max(high_.size(), batch.size));
        low_.resize(high_.size());
        kernels().fingerprint(
            batch,
            {.partitioner = nullptr, .fingerprint_high = high_.data(), .fingerprint_low = low_.data()});
        for (std::size_t i = 0; i < batch.size; ++i) {
            if ((*filter_)[low_[i] % kFilterBits] && !batch.is_null(i)) {
                count((static_cast<std::uint64_t>(high_[i]) << 32U) | low_[i]);
            }
        }
    }

    [[nodiscard]] const std::vector<std::uint64_t>& counts() const noexcept { return counts_; }

private:
    using Filter = std::bitset<kFilterBits>;

    void count(std::uint64_t fingerprint) {
        const auto found = std::ranges::lower_bound(fingerprints_, fingerprint);
        if (found != fingerprints_.end() && *found == fingerprint) {
            ++counts_[static_cast<std::size_t>(found - fingerprints_.begin())];
        }
    }

    std::span<const std::uint64_t> fingerprints_;
    std::vector<std::uint64_t> counts_;
    std::unique_ptr<Filter> filter_;
    std::vector<std::uint32_t> high_;
    std::vector<std::uint32_t> low_;
};

void work(const KeySource& source, std::atomic<std::size_t>& next_stripe, std::size_t last,
          FirstFailure& failure, Counter& counter) {
    std::size_t stripe = next_stripe.fetch_add(1);
    try {
        const std::unique_ptr<KeyReader> reader = source.reader();
        KeyBatch batch;
        for (; stripe < last && failure.allows(stripe); stripe = next_stripe.fetch_add(1)) {
            reader->open_stripe(stripe);
            while (reader->next(batch)) {
                counter.add(batch);
            }
        }
    } catch (...) {
        failure.record(stripe, std::current_exception());
    }
}

}  // namespace

std::vector<std::uint64_t> count_exactly(const KeySource& source, std::span<const std::uint64_t> fingerprints,
                                         std::size_t first_stripe, std::size_t last_stripe,
                                         std::size_t workers) {
    const std::size_t last = std::min(last_stripe, source.stripes());
    const std::size_t threads =
        std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(last - first_stripe, 1));
    std::vector<Counter> counters;
    counters.reserve(threads);
    for (std::size_t t = 0; t < threads; ++t) {
        counters.emplace_back(fingerprints);
    }
    std::atomic<std::size_t> next_stripe = first_stripe;
    FirstFailure failure;
    {
        std::vector<std::jthread> others;
        for (std::size_t t = 1; t < threads; ++t) {
            others.emplace_back([&, t] { work(source, next_stripe, last, failure, counters[t]); });
        }
        work(source, next_stripe, last, failure, counters[0]);
    }
    failure.rethrow();
    std::vector<std::uint64_t> totals(fingerprints.size());
    for (const Counter& counter : counters) {
        std::ranges::transform(totals, counter.counts(), totals.begin(), std::plus{});
    }
    return totals;
}

}  // namespace kafka_architect
