// Cardinality: how many distinct keys, from their fingerprints. A HyperLogLog of 2^14 registers.
//
// Standard error 1.04 / sqrt(2^14) = 0.81 % at any number of keys from none to 10^12. Merges by maximum:
// exactly, in any order. Source: Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog" (AofA 2007); the
// estimator is Ertl's, "New cardinality estimation algorithms for HyperLogLog sketches" (2017, algorithm
// 6), which needs no correction tables at either end.
//
// Few keys change a register, and vector comparisons pass over the others: with the register of each key at
// first, with the smallest register (fewer leading zeros than that change none) once that is high enough.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

class ByteReader;
class ByteWriter;

class Cardinality {
public:
    static constexpr std::size_t kRegisters = std::size_t{1} << table_sizes::kRegisterBits;
    static constexpr double kStandardError = 1.04 / 128.0;

    Cardinality();

    void add(std::span<const std::uint32_t> fingerprints_high,
             std::span<const std::uint32_t> fingerprints_low);
    void merge(const Cardinality& other);
    // Infinite when every register has seen the rarest fingerprint there is: hostile bytes can say so.
    [[nodiscard]] double estimate() const;
    // At least as many distinct keys there were.
    [[nodiscard]] std::uint64_t used_registers() const;

    void write(ByteWriter& to) const;
    static Cardinality read(ByteReader& from);

private:
    // Vector kernels load four bytes at a register's place.
    static constexpr std::size_t kGatherSlack = 3;

    void find_floor();
    [[nodiscard]] std::span<const std::uint8_t> registers() const noexcept {
        return {registers_.data(), kRegisters};
    }

    std::vector<std::uint8_t> registers_;
    std::vector<std::uint32_t> selected_;
    std::uint8_t floor_ = 0;             // the smallest register's value
    std::size_t at_floor_ = kRegisters;  // how many registers hold it
};

}  // namespace kafka_architect
