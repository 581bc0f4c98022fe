#include "kafka_architect/partition_counts.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>

#include "kafka_architect/error.hpp"
#include "kafka_architect/key_batch.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

// The largest histogram that is cleared and summed once per batch of 4096 keys.
constexpr std::uint32_t kMaxSharedModulus = 1024;
// Neighbouring keys often fall into the same partition; an increment that must wait for the one before it
// to be stored costs about five times as much, so four histograms take turns.
constexpr std::size_t kSubHistograms = 4;

void check(const std::vector<std::uint32_t>& partition_counts) {
    if (partition_counts.empty()) {
        throw Error(ErrorCode::invalid_argument, "expected at least one partition count, found none");
    }
    for (const std::uint32_t count : partition_counts) {
        if (count < 1 || count > kMaxCountedPartitions) {
            throw Error(ErrorCode::invalid_argument, "partition count " + std::to_string(count) +
                                                         " is out of range: expected 1 to " +
                                                         std::to_string(kMaxCountedPartitions));
        }
    }
}

}  // namespace

PartitionCounts::PartitionCounts(std::vector<std::uint32_t> partition_counts)
    : counts_(std::move(partition_counts)), histogram_of_(counts_.size()) {
    check(counts_);
    // Largest first: a count is most likely to divide one that is already there.
    std::vector<std::size_t> order(counts_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::ranges::greater{},
                      [this](std::size_t i) { return std::pair(counts_[i], i); });
    std::vector<std::uint32_t> moduli;
    for (const std::size_t i : order) {
        const auto home = std::ranges::find_if(moduli, [count = counts_[i]](std::uint32_t modulus) {
            return modulus % count == 0 || std::lcm(std::uint64_t{modulus}, count) <= kMaxSharedModulus;
        });
        histogram_of_[i] = static_cast<std::size_t>(home - moduli.begin());
        if (home == moduli.end()) {
            moduli.push_back(counts_[i]);
        } else {
            *home = std::lcm(*home, counts_[i]);
        }
    }
    for (const std::uint32_t modulus : moduli) {
        histograms_.push_back({.remainder = Remainder(modulus),
                               .totals = std::vector<std::uint64_t>(modulus),
                               .recent = std::vector<std::uint32_t>(
                                   modulus <= kMaxSharedModulus ? kSubHistograms * modulus : 0)});
    }
}

void PartitionCounts::add(std::span<const std::uint32_t> hashes) {
    for (Histogram& histogram : histograms_) {
        for (std::size_t done = 0; done < hashes.size(); done += kBatchKeys) {
            add_to(histogram, hashes.subspan(done, std::min(kBatchKeys, hashes.size() - done)));
        }
    }
}

void PartitionCounts::add_to(Histogram& histogram, std::span<const std::uint32_t> hashes) {
    std::array<std::uint32_t, kBatchKeys> residues;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    kernels().remainders(hashes.data(), hashes.size(), histogram.remainder, residues.data());
    if (histogram.recent.empty()) {
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            ++histogram.totals[residues[i]];
        }
        return;
    }
    const std::size_t modulus = histogram.totals.size();
    std::uint32_t* recent = histogram.recent.data();
    std::size_t i = 0;
    for (; i + kSubHistograms <= hashes.size(); i += kSubHistograms) {
        for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
            ++recent[lane * modulus + residues[i + lane]];
        }
    }
    for (; i < hashes.size(); ++i) {
        ++recent[residues[i]];
    }
    for (std::size_t residue = 0; residue < modulus; ++residue) {
        std::uint64_t sum = 0;
        for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
            sum += std::exchange(recent[lane * modulus + residue], 0U);
        }
        histogram.totals[residue] += sum;
    }
}

void PartitionCounts::merge(const PartitionCounts& other) {
    if (counts_ != other.counts_) {
        throw Error(ErrorCode::state_incompatible, "cannot merge counts of different partition lists");
    }
    for (std::size_t h = 0; h < histograms_.size(); ++h) {
        std::ranges::transform(histograms_[h].totals, other.histograms_[h].totals,
                               histograms_[h].totals.begin(), std::plus{});
    }
}

std::vector<std::uint64_t> PartitionCounts::records(std::size_t index) const {
    const std::uint32_t count = counts_.at(index);
    const std::vector<std::uint64_t>& totals = histograms_[histogram_of_[index]].totals;
    std::vector<std::uint64_t> records(count);
    for (std::size_t residue = 0; residue < totals.size(); ++residue) {
        records[residue % count] += totals[residue];
    }
    return records;
}

}  // namespace kafka_architect
