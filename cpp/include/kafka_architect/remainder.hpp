// n mod d for a divisor that is known only at run time, by multiplication.
//
// Source: Granlund and Montgomery, "Division by Invariant Integers using Multiplication" (PLDI 1994),
// figure 4.1: exact for every 32-bit n and d >= 1. 32-bit steps only, so that a vector register can take
// the same steps for all of its lanes.
#pragma once

#include <bit>
#include <cstdint>

namespace kafka_architect {

class Remainder {
public:
    constexpr explicit Remainder(std::uint32_t divisor) noexcept : divisor_(divisor) {
        const auto log2_ceiling = static_cast<std::uint32_t>(std::bit_width(divisor - 1));
        const std::uint64_t power = std::uint64_t{1} << log2_ceiling;
        multiplier_ = static_cast<std::uint32_t>(((power - divisor) << 32U) / divisor + 1);
        first_shift_ = log2_ceiling < 1 ? 0 : 1;
        second_shift_ = log2_ceiling < 1 ? 0 : log2_ceiling - 1;
    }

    [[nodiscard]] constexpr std::uint32_t operator()(std::uint32_t n) const noexcept {
        const auto high = static_cast<std::uint32_t>((std::uint64_t{multiplier_} * n) >> 32U);
        const std::uint32_t quotient = (high + ((n - high) >> first_shift_)) >> second_shift_;
        return n - quotient * divisor_;
    }

    [[nodiscard]] constexpr std::uint32_t divisor() const noexcept { return divisor_; }
    [[nodiscard]] constexpr std::uint32_t multiplier() const noexcept { return multiplier_; }
    [[nodiscard]] constexpr std::uint32_t first_shift() const noexcept { return first_shift_; }
    [[nodiscard]] constexpr std::uint32_t second_shift() const noexcept { return second_shift_; }

private:
    std::uint32_t divisor_;
    std::uint32_t multiplier_ = 0;
    std::uint32_t first_shift_ = 0;
    std::uint32_t second_shift_ = 0;
};

}  // namespace kafka_architect
