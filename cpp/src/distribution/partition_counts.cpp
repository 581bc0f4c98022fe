#include "kafka_architect/partition_counts.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "base/byte_stream.hpp"
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
// In fewer records than this, chance alone makes one partition hot.
constexpr std::size_t kSmallestWindow = 512;

void check(const std::vector<std::uint32_t>& partition_counts) {
    for (const std::uint32_t count : partition_counts) {
        if (count < 1 || count > kMaxCountedPartitions) {
            throw Error(ErrorCode::invalid_argument, "partition count " + std::to_string(count) +
                                                         " is out of range: expected 1 to " +
                                                         std::to_string(kMaxCountedPartitions));
        }
    }
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
    : counts_(std::move(partition_counts)), histogram_of_(counts_.size()), windows_(counts_.size()) {
    check(counts_);
    const std::uint32_t largest_shared = sharing == Sharing::widely ? kMaxWideModulus : kMaxWindowModulus;
    // Largest first: a count is most likely to divide one that is already there.
    std::vector<std::size_t> order(counts_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::ranges::greater{},
                      [this](std::size_t i) { return std::pair(counts_[i], i); });
    std::vector<std::uint32_t> moduli;
    for (const std::size_t i : order) {
        const auto home = std::ranges::find_if(moduli, [&, count = counts_[i]](std::uint32_t modulus) {
            return modulus % count == 0 || std::lcm(std::uint64_t{modulus}, count) <= largest_shared;
        });
        histogram_of_[i] = static_cast<std::size_t>(home - moduli.begin());
        if (home == moduli.end()) {
            moduli.push_back(counts_[i]);
        } else {
            *home = std::lcm(*home, counts_[i]);
        }
    }
    for (const std::uint32_t modulus : moduli) {
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
    window_.assign(modulus, 0);
    for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
        for (std::size_t residue = 0; residue < modulus; ++residue) {
            window_[residue] += recent[lane * modulus + residue];
        }
    }
    std::ranges::fill(histogram.recent, 0U);
    for (std::size_t residue = 0; residue < modulus; ++residue) {
        histogram.totals[residue] += window_[residue];
    }
    if (hashes.size() >= kSmallestWindow) {
        close_window(histogram, hashes.size());
    }
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

void PartitionCounts::write(ByteWriter& to) const {
    for (const Histogram& histogram : histograms_) {
        to.numbers<std::uint64_t>(histogram.totals);
        to.number(static_cast<std::uint8_t>(histogram.bytes.empty() ? 0 : 1));
        to.numbers<std::uint64_t>(histogram.bytes);
    }
    for (const ArrivalWindows& windows : windows_) {
        to.number(windows.windows);
        to.number(windows.records);
        to.number(windows.hottest_records);
        to.real(windows.peak_share);
    }
}

void PartitionCounts::read(ByteReader& from) {
    for (Histogram& histogram : histograms_) {
        from.numbers<std::uint64_t>(histogram.totals);
        histogram.bytes.resize(from.number<std::uint8_t>() != 0 ? histogram.totals.size() : 0);
        from.numbers<std::uint64_t>(histogram.bytes);
    }
    for (ArrivalWindows& windows : windows_) {
        windows.windows = from.number<std::uint64_t>();
        windows.records = from.number<std::uint64_t>();
        windows.hottest_records = from.number<std::uint64_t>();
        windows.peak_share = from.real();
        const bool is_share = windows.peak_share >= 0 && windows.peak_share <= 1;
        if (!is_share) {
            throw Error(ErrorCode::state_corrupt, "saved state: a window's share is not between 0 and 1");
        }
    }
}

}  // namespace kafka_architect
