#include "kafka_architect/partition_counts.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "kafka_architect/error.hpp"
#include "kafka_architect/key_batch.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

// 2 MB of counters: still near enough to the core, and 100 counts from 1 to 200 share about 20 histograms.
constexpr std::uint32_t kMaxWideModulus = 1U << 18U;
// Neighbouring keys often fall into the same partition; an increment that must wait for the one before it
// to be stored costs about five times as much, so four histograms take turns.
constexpr std::size_t kSubHistograms = 4;

void check_counts(const std::vector<std::uint32_t>& partition_counts) {
    for (const std::uint32_t count : partition_counts) {
        if (count < 1 || count > kMaxCountedPartitions) {
            throw Error(ErrorCode::invalid_argument, "partition count " + std::to_string(count) +
                                                         " is out of range: expected 1 to " +
                                                         std::to_string(kMaxCountedPartitions));
        }
    }
}

// Which histogram serves which count of a list.
struct Plan {
    std::vector<std::uint32_t> moduli;
    std::vector<std::size_t> histogram_of;
    std::uint64_t counters = 0;  // the sum of the moduli
};

// Gives up, with more counters than that, once the plan needs more than `most`.
Plan plan(const std::vector<std::uint32_t>& counts, PartitionCounts::Sharing sharing, std::uint64_t most) {
    const std::uint32_t largest_shared =
        sharing == PartitionCounts::Sharing::widely ? kMaxWideModulus : PartitionCounts::kMaxWindowModulus;
    // Largest first: a count is most likely to divide one that is already there.
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::ranges::greater{},
                      [&counts](std::size_t i) { return std::pair(counts[i], i); });
    Plan out{.moduli = {}, .histogram_of = std::vector<std::size_t>(counts.size())};
    for (const std::size_t i : order) {
        const auto home = std::ranges::find_if(out.moduli, [&, count = counts[i]](std::uint32_t modulus) {
            return modulus % count == 0 || std::lcm(std::uint64_t{modulus}, count) <= largest_shared;
        });
        out.histogram_of[i] = static_cast<std::size_t>(home - out.moduli.begin());
        if (home == out.moduli.end()) {
            out.moduli.push_back(counts[i]);
            out.counters += counts[i];
        } else {
            const std::uint32_t before = std::exchange(*home, std::lcm(*home, counts[i]));
            out.counters += *home - before;
        }
        if (out.counters > most) {
            break;
        }
    }
    return out;
}

// Either may be empty: nothing was counted yet.
void add_to(std::vector<std::uint64_t>& totals, const std::vector<std::uint64_t>& more) {
    totals.resize(std::max(totals.size(), more.size()));
    for (std::size_t i = 0; i < more.size(); ++i) {
        totals[i] += more[i];
    }
}

}  // namespace

PartitionCounts::PartitionCounts(std::vector<std::uint32_t> partition_counts, Sharing sharing)
    : counts_(std::move(partition_counts)), windows_(counts_.size()) {
    check_counts(counts_);
    Plan planned = plan(counts_, sharing, std::numeric_limits<std::uint64_t>::max());
    histogram_of_ = std::move(planned.histogram_of);
    for (const std::uint32_t modulus : planned.moduli) {
        const bool windowed = sharing == Sharing::windows && modulus <= kMaxWindowModulus;
        histograms_.push_back({.remainder = Remainder(modulus),
                               .totals = std::vector<std::uint64_t>(modulus),
                               .bytes = {},
                               .recent = std::vector<std::uint32_t>(windowed ? kSubHistograms * modulus : 0),
                               .served = {}});
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        histograms_[histogram_of_[i]].served.push_back(i);
    }
}

std::uint64_t PartitionCounts::counters_for(const std::vector<std::uint32_t>& partition_counts,
                                            Sharing sharing, std::uint64_t most) {
    return plan(partition_counts, sharing, most).counters;
}

void PartitionCounts::add(std::span<const std::uint32_t> hashes) {
    residues_.resize(kBatchKeys);
    for (Histogram& histogram : histograms_) {
        for (std::size_t done = 0; done < hashes.size(); done += kBatchKeys) {
            add_batch(histogram, hashes.subspan(done, std::min(kBatchKeys, hashes.size() - done)));
        }
    }
}

void PartitionCounts::add_batch(Histogram& histogram, std::span<const std::uint32_t> hashes) {
    kernels().remainders(hashes.data(), hashes.size(), histogram.remainder, residues_.data());
    const std::uint32_t* residues = residues_.data();
    if (histogram.recent.empty()) {
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            ++histogram.totals[residues[i]];
        }
        return;
    }
    fill_window(histogram, hashes.size());
    for (std::size_t residue = 0; residue < histogram.totals.size(); ++residue) {
        histogram.totals[residue] += window_[residue];
    }
    if (hashes.size() >= kSmallestWindow) {
        close_window(histogram, hashes.size());
    }
}

bool PartitionCounts::has_windows() const noexcept {
    return std::ranges::any_of(histograms_,
                               [](const Histogram& histogram) { return !histogram.recent.empty(); });
}

void PartitionCounts::add_windows(std::span<const std::uint32_t> hashes) {
    if (hashes.size() < kSmallestWindow) {
        return;
    }
    residues_.resize(kBatchKeys);
    for (Histogram& histogram : histograms_) {
        if (!histogram.recent.empty()) {
            kernels().remainders(hashes.data(), hashes.size(), histogram.remainder, residues_.data());
            fill_window(histogram, hashes.size());
            close_window(histogram, hashes.size());
        }
    }
}

void PartitionCounts::fill_window(Histogram& histogram, std::size_t records) {
    const std::uint32_t* residues = residues_.data();
    const std::size_t modulus = histogram.totals.size();
    std::uint32_t* recent = histogram.recent.data();
    std::size_t i = 0;
    for (; i + kSubHistograms <= records; i += kSubHistograms) {
        for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
            ++recent[lane * modulus + residues[i + lane]];
        }
    }
    for (; i < records; ++i) {
        ++recent[residues[i]];
    }
    window_.assign(modulus, 0);
    for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
        for (std::size_t residue = 0; residue < modulus; ++residue) {
            window_[residue] += recent[lane * modulus + residue];
        }
    }
    std::ranges::fill(histogram.recent, 0U);
}

void PartitionCounts::close_window(const Histogram& histogram, std::size_t records) {
    const std::size_t modulus = histogram.totals.size();
    for (const std::size_t index : histogram.served) {
        const std::size_t count = counts_[index];
        folded_.assign(window_.begin(), window_.begin() + static_cast<std::ptrdiff_t>(count));
        for (std::size_t first = count; first < modulus; first += count) {
            for (std::size_t partition = 0; partition < count; ++partition) {
                folded_[partition] += window_[first + partition];
            }
        }
        std::uint32_t hottest = 0;
        for (const std::uint32_t partition : folded_) {
            hottest = std::max(hottest, partition);
        }
        ArrivalWindows& windows = windows_[index];
        windows.windows += 1;
        windows.records += records;
        windows.hottest_records += hottest;
        windows.peak_share =
            std::max(windows.peak_share, static_cast<double>(hottest) / static_cast<double>(records));
    }
}

void PartitionCounts::add_counted(std::span<const std::uint32_t> hashes,
                                  std::span<const std::uint64_t> records) {
    for (Histogram& histogram : histograms_) {
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            histogram.totals[histogram.remainder(hashes[i])] += records[i];
        }
    }
}

void PartitionCounts::add_bytes(std::span<const std::uint32_t> hashes,
                                std::span<const std::uint64_t> weights) {
    for (Histogram& histogram : histograms_) {
        histogram.bytes.resize(histogram.totals.size());
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            histogram.bytes[histogram.remainder(hashes[i])] += weights[i];
        }
    }
}

void PartitionCounts::merge(const PartitionCounts& other) {
    if (counts_ != other.counts_ || histograms_.size() != other.histograms_.size()) {
        throw Error(ErrorCode::state_incompatible, "cannot merge counts of different partition lists");
    }
    for (std::size_t h = 0; h < histograms_.size(); ++h) {
        add_to(histograms_[h].totals, other.histograms_[h].totals);
        add_to(histograms_[h].bytes, other.histograms_[h].bytes);
    }
    for (std::size_t i = 0; i < windows_.size(); ++i) {
        windows_[i].windows += other.windows_[i].windows;
        windows_[i].records += other.windows_[i].records;
        windows_[i].hottest_records += other.windows_[i].hottest_records;
        windows_[i].peak_share = std::max(windows_[i].peak_share, other.windows_[i].peak_share);
    }
}

std::vector<std::uint64_t> PartitionCounts::fold(std::size_t index,
                                                 const std::vector<std::uint64_t>& totals) const {
    const std::uint32_t count = counts_[index];
    std::vector<std::uint64_t> folded(count);
    for (std::size_t residue = 0; residue < totals.size(); ++residue) {
        folded[residue % count] += totals[residue];
    }
    return folded;
}

std::vector<std::uint64_t> PartitionCounts::records(std::size_t index) const {
    return fold(index, histograms_[histogram_of_[index]].totals);
}

std::vector<std::uint64_t> PartitionCounts::bytes(std::size_t index) const {
    const std::vector<std::uint64_t>& totals = histograms_[histogram_of_[index]].bytes;
    return totals.empty() ? totals : fold(index, totals);
}

}  // namespace kafka_architect
