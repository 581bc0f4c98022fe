#include "kafka_architect/distribution_pass.hpp"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

#include "distribution/first_failure.hpp"

namespace kafka_architect {

// Hands out stripes so that each lane is with one worker at a time, lowest stripe first.
class DistributionPass::Worker {
public:
    Worker(DistributionPass& pass, std::size_t last, std::mutex& mutex, FirstFailure& failure,
           Tallies& tallies)
        : pass_(pass), last_(last), mutex_(mutex), failure_(failure), tallies_(tallies) {}

    void run() {
        std::size_t stripe = pass_.next_stripe_;
        try {
            const std::unique_ptr<KeyReader> reader = pass_.source_.reader();
            for (Lane* lane = take(); lane != nullptr; lane = take()) {
                stripe = lane->next_stripe;
                if (failure_.allows(stripe)) {
                    read(*reader, *lane);
                }
                give_back(*lane);
            }
        } catch (...) {
            failure_.record(stripe, std::current_exception());
        }
    }

private:
    Lane* take() {
        const std::scoped_lock lock(mutex_);
        Lane* next = nullptr;
        for (std::optional<Lane>& lane : pass_.lanes_) {
            if (lane && !lane->busy && lane->next_stripe < last_ &&
                (next == nullptr || lane->next_stripe < next->next_stripe)) {
                next = &*lane;
            }
        }
        if (next != nullptr) {
            next->busy = true;
        }
        return next;
    }

    void give_back(Lane& lane) {
        const std::scoped_lock lock(mutex_);
        lane.next_stripe += kLanes;
        lane.busy = false;
    }

    void read(KeyReader& reader, Lane& lane) {
        reader.open_stripe(lane.next_stripe);
        KeyBatch batch;
        while (reader.next(batch)) {
            const HashedKeys keys = hasher_.hash(batch, pass_.before_.settings().partitioner);
            tallies_.add(batch, keys);
            count_keys(keys, lane.heavy, tallies_.sample);
        }
    }

    DistributionPass& pass_;
    std::size_t last_;
    std::mutex& mutex_;
    FirstFailure& failure_;
    Tallies& tallies_;
    BatchHasher hasher_;
};

DistributionPass::DistributionPass(const KeySource& source, Distribution before, std::size_t first_stripe)
    : source_(source), before_(std::move(before)), next_stripe_(first_stripe), lanes_(kLanes) {}

bool DistributionPass::step(std::size_t stripes, std::size_t workers) {
    const std::size_t last = next_stripe_ + std::min(stripes, source_.stripes() - next_stripe_);
    for (std::size_t stripe = next_stripe_; stripe < std::min(last, next_stripe_ + kLanes); ++stripe) {
        std::optional<Lane>& lane = lanes_[stripe % kLanes];
        if (!lane) {
            lane.emplace().next_stripe = stripe;
        }
    }
    const std::size_t threads =
        std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(last - next_stripe_, 1));
    while (tallies_.size() < threads) {
        tallies_.emplace_back(before_.settings());
    }
    std::mutex mutex;
    FirstFailure failure;
    {
        std::vector<std::jthread> others;
        for (std::size_t t = 1; t < threads; ++t) {
            others.emplace_back([&, t] { Worker(*this, last, mutex, failure, tallies_[t]).run(); });
        }
        Worker(*this, last, mutex, failure, tallies_[0]).run();
    }
    failure.rethrow();
    next_stripe_ = last;
    return next_stripe_ < source_.stripes();
}

Distribution DistributionPass::result() const {
    Distribution out = before_;
    Tallies tallies(before_.settings());
    for (const Tallies& part : tallies_) {
        tallies.merge(part);
    }
    HeavyKeys heavy;
    for (const std::optional<Lane>& lane : lanes_) {
        if (lane) {
            merge_heavy(lane->heavy, heavy, tallies.sample);
        }
    }
    out.merge(Distribution(before_.settings(), std::move(tallies), std::move(heavy)));
    return out;
}

}  // namespace kafka_architect
