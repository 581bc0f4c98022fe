// DistributionPass: reads a source with several threads, to the same result for any number of them.
//
// Counters that add up exactly are one per worker. HeavyKeys depend on the order of arrival, so they are one
// per lane: stripe s belongs to lane s mod kLanes, and a lane's stripes are read one after the other by
// whichever worker is free. The lanes merge in their order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kafka_architect/distribution.hpp"
#include "kafka_architect/key_source.hpp"

namespace kafka_architect {

class DistributionPass {
public:
    static constexpr std::size_t kLanes = 16;

    // Goes on from `before` (with its settings), whose keys were those of the stripes before `first_stripe`.
    // `source` must outlive the pass.
    DistributionPass(const KeySource& source, Distribution before, std::size_t first_stripe);

    // Reads the next `stripes` stripes with up to `workers` threads; false when none are left.
    // When a stripe cannot be read, the error of the first such stripe is thrown and the pass is over.
    bool step(std::size_t stripes, std::size_t workers);

    [[nodiscard]] std::size_t next_stripe() const noexcept { return next_stripe_; }
    // What the stripes before next_stripe() have shown.
    [[nodiscard]] Distribution result() const;

private:
    struct Lane {
        HeavyKeys heavy;
        std::size_t next_stripe = 0;
        bool busy = false;
    };
    class Worker;

    const KeySource& source_;
    Distribution before_;
    std::size_t next_stripe_;
    std::vector<Tallies> tallies_;  // per worker
    std::vector<std::optional<Lane>> lanes_;
};

// The exact number of records of each of these keys (given by fingerprint, in ascending order).
[[nodiscard]] std::vector<std::uint64_t> count_exactly(const KeySource& source,
                                                       std::span<const std::uint64_t> fingerprints,
                                                       std::size_t first_stripe, std::size_t last_stripe,
                                                       std::size_t workers);

}  // namespace kafka_architect
