#include "kafka_architect/cardinality.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/byte_stream.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

constexpr int kRankBits = 32;  // of a fingerprint's high half; ranks go from 1 to kRankBits + 1
constexpr std::uint32_t kIndexShift = 32 - table_sizes::kRegisterBits;
// From this floor on, one key in eight at most passes a plain comparison.
constexpr std::uint8_t kFloorWorthAComparison = 3;

// Both sums converge; they end when a term no longer changes the sum in double precision.
double sigma(double x) {
    if (x == 1.0) {
        return std::numeric_limits<double>::infinity();
    }
    double sum = x;
    double before = -1;
    for (double weight = 1; sum != before; weight += weight) {
        x *= x;
        before = sum;
        sum += x * weight;
    }
    return sum;
}

double tau(double x) {
    if (x == 0.0 || x == 1.0) {
        return 0;
    }
    double sum = 1 - x;
    double before = -1;
    for (double weight = 0.5; sum != before; weight *= 0.5) {
        x = std::sqrt(x);
        before = sum;
        sum -= (1 - x) * (1 - x) * weight;
    }
    return sum / 3;
}

}  // namespace

Cardinality::Cardinality() : registers_(kRegisters + kGatherSlack) {}

void Cardinality::add(std::span<const std::uint32_t> fingerprints_high,
                      std::span<const std::uint32_t> fingerprints_low) {
    selected_.resize(std::max(selected_.size(), fingerprints_high.size() + kSelectSlack));
    // While the floor is low it turns few keys away, and each key's own register is asked instead.
    const std::size_t selected =
        floor_ < kFloorWorthAComparison
            ? kernels().select_raising(registers_.data(), kIndexShift, fingerprints_high.data(),
                                       fingerprints_low.data(), fingerprints_high.size(), selected_.data())
            : kernels().select_up_to(fingerprints_high.data(), fingerprints_high.size(),
                                     0xffffffffU >> floor_, selected_.data());
    for (std::size_t s = 0; s < selected; ++s) {
        const std::size_t i = selected_[s];
        const auto rank = static_cast<std::uint8_t>(std::countl_zero(fingerprints_high[i]) + 1);
        std::uint8_t& held = registers_[fingerprints_low[i] >> kIndexShift];
        if (rank > held) {
            at_floor_ -= held == floor_ ? 1U : 0U;
            held = rank;
        }
    }
    if (at_floor_ == 0) {
        find_floor();
    }
}

void Cardinality::find_floor() {
    const std::span<const std::uint8_t> held = registers();
    floor_ = *std::ranges::min_element(held);
    at_floor_ = static_cast<std::size_t>(std::ranges::count(held, floor_));
}

void Cardinality::merge(const Cardinality& other) {
    std::ranges::transform(registers_, other.registers_, registers_.begin(),
                           [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); });
    find_floor();
}

double Cardinality::estimate() const {
    std::array<double, kRankBits + 2> registers_with{};
    for (const std::uint8_t rank : registers()) {
        registers_with[rank] += 1;
    }
    constexpr auto kCount = static_cast<double>(kRegisters);
    double z = kCount * tau(1 - registers_with[kRankBits + 1] / kCount);
    for (int rank = kRankBits; rank >= 1; --rank) {
        z = 0.5 * (z + registers_with[static_cast<std::size_t>(rank)]);
    }
    z += kCount * sigma(registers_with[0] / kCount);
    return kCount * kCount / (2 * std::numbers::ln2 * z);
}

std::uint64_t Cardinality::used_registers() const {
    return kRegisters - static_cast<std::uint64_t>(std::ranges::count(registers(), std::uint8_t{0}));
}

void Cardinality::write(ByteWriter& to) const {
    to.bytes(registers());
}

Cardinality Cardinality::read(ByteReader& from) {
    Cardinality out;
    const std::span<const std::uint8_t> saved = from.bytes(kRegisters);
    check_state(std::ranges::none_of(saved, [](std::uint8_t rank) { return rank > kRankBits + 1; }),
                "a register of the distinct-key count is out of range");
    std::ranges::copy(saved, out.registers_.begin());
    out.find_floor();
    return out;
}

}  // namespace kafka_architect
