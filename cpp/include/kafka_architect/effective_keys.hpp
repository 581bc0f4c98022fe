// EffectiveKeys: N_eff = (sum w)^2 / sum w^2 over distinct keys (w = records per key), from one pass.
//
// How many equally busy keys would spread as unevenly as these do. Under an ideal hash the coefficient of
// variation over P partitions is sqrt((P - 1) / N_eff), so this number tells skew that the keys bring
// along from skew that the hash adds.
//
// A histogram of kCells cells over the keys' fingerprints. With cell sums c and N records,
//     E[sum c^2] = F2 + (N^2 - F2) / kCells,   F2 = sum w^2,
// solved for F2. Relative standard error: sqrt(2 / kCells) = 0.55 % of F2 at most, and nearly none when
// few keys dominate. Addition merges it, exactly and in any order.
// Source: Alon, Matias and Szegedy, "The Space Complexity of Approximating the Frequency Moments" (1996);
// Thorup and Zhang, "Tabulation based 4-universal hashing with applications to second moment estimation"
// (SODA 2004), for one cell per key instead of one sign per key and counter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;

class EffectiveKeys {
public:
    static constexpr std::size_t kCells = std::size_t{1} << table_sizes::kCellBits;

    EffectiveKeys();

    // One record for each of these keys, given the low half of their fingerprints. Writes the indices of the
    // keys whose cell now holds more than `limit` to `selected` (room for all) and returns how many they are.
    std::size_t add(std::span<const std::uint32_t> fingerprints_low, std::uint64_t limit,
                    std::uint32_t* selected);
    // `weights[i]` units for each key, bytes say.
    void add_weighted(std::span<const std::uint32_t> fingerprints_low,
                      std::span<const std::uint64_t> weights);
    void merge(const EffectiveKeys& other);

    // The units in the cell of a key.
    [[nodiscard]] std::uint64_t cell(std::uint32_t fingerprint_low) const noexcept {
        const std::size_t cell = fingerprint_low % kCells;
        return (settled_.empty() ? 0 : settled_[cell]) + recent_[cell];
    }
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

    // 0 without records, else between 1 and the number of records (of units).
    [[nodiscard]] double estimate() const;

    void write(ByteWriter& to) const;
    static EffectiveKeys read(ByteReader& from);

private:
    void settle();

    std::vector<std::uint64_t> settled_;  // empty until it is needed
    std::vector<std::uint32_t>
        recent_;  // half the cache lines of the 64-bit sums; settled before it overflows
    std::uint64_t recent_records_ = 0;
    std::uint64_t total_ = 0;
};

}  // namespace kafka_architect
