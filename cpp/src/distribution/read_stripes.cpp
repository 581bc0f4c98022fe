#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "kafka_architect/distribution.hpp"

namespace kafka_architect {

namespace {

// The failure with the lowest stripe wins, so that a bad file gives the same message every time.
class FirstFailure {
public:
    void record(std::size_t stripe, std::exception_ptr error) {
        const std::scoped_lock lock(mutex_);
        if (stripe < stripe_) {
            stripe_ = stripe;
            error_ = std::move(error);
        }
    }
    // Whether a stripe can still matter: those behind the first failure cannot.
    [[nodiscard]] bool allows(std::size_t stripe) {
        const std::scoped_lock lock(mutex_);
        return stripe < stripe_;
    }
    void rethrow() const {
        if (error_) {
            std::rethrow_exception(error_);
        }
    }

private:
    std::mutex mutex_;
    std::size_t stripe_ = SIZE_MAX;
    std::exception_ptr error_;
};

void work(const KeySource& source, std::atomic<std::size_t>& next_stripe, std::size_t last,
          FirstFailure& failure, Distribution& into) {
    std::size_t stripe = next_stripe.fetch_add(1);
    try {
        const std::unique_ptr<KeyReader> reader = source.reader();
        KeyBatch batch;
        for (; stripe < last && failure.allows(stripe); stripe = next_stripe.fetch_add(1)) {
            reader->open_stripe(stripe);
            while (reader->next(batch)) {
                into.add(batch);
            }
        }
    } catch (...) {
        failure.record(stripe, std::current_exception());
    }
}

}  // namespace

void read_stripes(const KeySource& source, std::size_t first, std::size_t last, std::size_t workers,
                  Distribution& into) {
    const std::size_t threads = std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(last - first, 1));
    std::atomic<std::size_t> next_stripe = first;
    FirstFailure failure;
    std::vector<Distribution> parts(threads, Distribution(into.partitions().partition_counts()));
    {
        std::vector<std::jthread> others;
        for (std::size_t t = 1; t < threads; ++t) {
            others.emplace_back([&, t] { work(source, next_stripe, last, failure, parts[t]); });
        }
        work(source, next_stripe, last, failure, parts[0]);
    }
    failure.rethrow();
    for (const Distribution& part : parts) {
        into.merge(part);
    }
}

}  // namespace kafka_architect
