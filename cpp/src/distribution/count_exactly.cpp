#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "distribution/first_failure.hpp"
#include "kafka_architect/distribution_pass.hpp"
#include "kafka_architect/exact_counter.hpp"

namespace kafka_architect {

namespace {

void work(const KeySource& source, std::atomic<std::size_t>& next_stripe, std::size_t last,
          FirstFailure& failure, ExactCounter& counter) {
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
    const std::vector<std::uint64_t> wanted(fingerprints.begin(), fingerprints.end());
    std::vector<ExactCounter> counters;
    counters.reserve(threads);
    for (std::size_t t = 0; t < threads; ++t) {
        counters.emplace_back(wanted);
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
    for (const ExactCounter& counter : counters) {
        std::ranges::transform(totals, counter.counts(), totals.begin(), std::plus{});
    }
    return totals;
}

}  // namespace kafka_architect
