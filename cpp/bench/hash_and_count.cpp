// How long one core takes to hash 36-byte keys in memory and count them for 48 partitions, per tier.
//
// The tiers take turns, so that a busy neighbour slows all of them. Prints one JSON object: the rounds of
// each tier in nanoseconds per key.
#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "simd/kernels.hpp"

namespace {

using namespace kafka_architect;

constexpr std::size_t kKeyBytes = 36;
constexpr std::size_t kKeys = std::size_t{1} << 20U;
constexpr std::uint32_t kPartitions = 48;
constexpr int kRounds = 21;

// Four histograms in turns, as PartitionCounts keeps them.
void count(std::span<const std::uint32_t> partitions, std::array<std::uint32_t, 4 * kPartitions>& histogram) {
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        ++histogram[((i % 4) * kPartitions) + partitions[i]];
    }
}

double ns_per_key(const Kernels& kernels, const std::vector<std::uint8_t>& bytes) {
    const Remainder remainder(kPartitions);
    std::vector<std::uint32_t> starts(kBatchKeys);
    const std::vector<std::uint32_t> lengths(kBatchKeys, kKeyBytes);
    std::vector<std::uint32_t> hashes(kBatchKeys);
    std::vector<std::uint32_t> partitions(kBatchKeys);
    std::array<std::uint32_t, 4 * kPartitions> histogram{};
    for (std::size_t i = 0; i < kBatchKeys; ++i) {
        starts[i] = static_cast<std::uint32_t>(i * kKeyBytes);
    }
    const auto began = std::chrono::steady_clock::now();
    for (std::size_t first = 0; first < kKeys; first += kBatchKeys) {
        const KeyBatch batch{.bytes = bytes.data() + first * kKeyBytes,
                             .readable = bytes.size() - first * kKeyBytes,
                             .starts = starts.data(),
                             .lengths = lengths.data(),
                             .validity = nullptr,
                             .size = kBatchKeys};
        kernels.murmur2(
            batch, {.partitioner = hashes.data(), .fingerprint_high = nullptr, .fingerprint_low = nullptr});
        for (std::uint32_t& hash : hashes) {
            hash &= 0x7fffffffU;
        }
        kernels.remainders(hashes.data(), hashes.size(), remainder, partitions.data());
        count(partitions, histogram);
    }
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
    std::uint64_t counted = 0;
    for (const std::uint32_t records : histogram) {
        counted += records;
    }
    return counted == kKeys ? took.count() / static_cast<double>(kKeys) : -1;
}

}  // namespace

int main() {
    std::mt19937_64 random(2026);
    std::vector<std::uint8_t> bytes(kKeys * kKeyBytes + kReadPadding);
    for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(random());
    }
    std::vector<std::vector<double>> rounds(available_instruction_sets().size());
    for (int round = 0; round <= kRounds; ++round) {
        for (std::size_t tier = 0; tier < rounds.size(); ++tier) {
            const double ns = ns_per_key(*kernels_of(available_instruction_sets()[tier]), bytes);
            if (round > 0) {  // the first one warms up
                rounds[tier].push_back(ns);
            }
        }
    }
    std::string out = "{";
    for (std::size_t tier = 0; tier < rounds.size(); ++tier) {
        out +=
            (tier == 0 ? "\"" : ", \"") + std::string(name_of(available_instruction_sets()[tier])) + "\": [";
        for (std::size_t round = 0; round < rounds[tier].size(); ++round) {
            out += (round == 0 ? "" : ", ") + std::to_string(rounds[tier][round]);
        }
        out += "]";
    }
    std::puts((out + "}").c_str());
    return 0;
}
