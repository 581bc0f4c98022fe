#include "kafka_architect/window_pairs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/byte_stream.hpp"
#include "kafka_architect/partition_counts.hpp"

namespace kafka_architect {

namespace {

// Every record with every other: 16 take about a hundredth of what a batch takes.
constexpr std::size_t kCompared = 16;
constexpr std::uint64_t kPairs = kCompared * (kCompared - 1) / 2;

// Places within a window: random ones (SplitMix64), for at even distances no pair would lie within a run of
// records of one key; and others in each window, seeded by its own keys so that nothing else decides them.
std::array<std::uint32_t, kCompared> places(std::uint64_t seed, std::size_t size) {
    std::array<std::uint32_t, kCompared> out{};
    for (std::uint32_t& place : out) {
        seed += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
        mixed ^= mixed >> 31U;
        place = static_cast<std::uint32_t>(((mixed >> 32U) * size) >> 32U);
    }
    return out;
}

}  // namespace

void WindowPairs::add(const HashedKeys& keys) {
    const std::size_t size = keys.size();
    if (size < std::max(PartitionCounts::kSmallestWindow, kCompared)) {
        return;
    }
    const std::array<std::uint32_t, kCompared> rows =
        places(keys.fingerprint(0) ^ keys.fingerprint(size - 1), size);
    std::array<std::uint32_t, kCompared> fingerprints{};
    for (std::size_t i = 0; i < kCompared; ++i) {
        fingerprints[i] = keys.fingerprint_low[rows[i]];
    }
    std::uint32_t same_key = 0;
    for (const std::uint32_t fingerprint : fingerprints) {
        for (const std::uint32_t other : fingerprints) {
            same_key += fingerprint == other ? 1U : 0U;
        }
    }
    std::uint32_t same_row = kCompared;
    if (same_key > kCompared) {
        same_row = 0;  // a record may have been chosen twice: it has its own key
        for (const std::uint32_t row : rows) {
            same_row += static_cast<std::uint32_t>(std::ranges::count(rows, row));
        }
    }
    // Each pair was met from both sides, and each record met itself.
    compared_ += kPairs - (same_row - kCompared) / 2;
    same_key_ += (same_key - same_row) / 2;
}

void WindowPairs::merge(const WindowPairs& other) {
    compared_ += other.compared_;
    same_key_ += other.same_key_;
}

void WindowPairs::write(ByteWriter& to) const {
    to.number(compared_);
    to.number(same_key_);
}

WindowPairs WindowPairs::read(ByteReader& from) {
    WindowPairs out;
    out.compared_ = from.number<std::uint64_t>();
    out.same_key_ = from.number<std::uint64_t>();
    return out;
}

void WindowPairs::check(std::uint64_t keyed) const {
    const std::uint64_t windows = keyed / std::max(PartitionCounts::kSmallestWindow, kCompared);
    check_state(compared_ / kPairs <= windows && same_key_ <= compared_,
                "more pairs of records were compared than there are");
}

}  // namespace kafka_architect
