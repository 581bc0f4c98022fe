#include "kafka_architect/remainder.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

namespace kafka_architect {
namespace {

constexpr std::uint32_t kLargest = std::numeric_limits<std::uint32_t>::max();

// Where a division by `divisor` can go wrong: around its first and its last multiples, at the ends of the
// signed and of the unsigned range.
std::vector<std::uint32_t> edges_of(std::uint32_t divisor) {
    std::vector<std::uint32_t> edges = {
        0, 1, 2, 0x7ffffffeU, 0x7fffffffU, 0x80000000U, 0x80000001U, kLargest - 1, kLargest};
    const std::uint32_t last = kLargest / divisor;
    for (const std::uint32_t multiple : {1U, 2U, 3U, last / 2, last - 1, last}) {
        const std::uint32_t at = multiple * divisor;
        edges.insert(edges.end(), {at - 1, at, at + 1});  // wraps around, which is as good a number
    }
    return edges;
}

void expect_exact(std::uint32_t divisor) {
    const Remainder remainder(divisor);
    ASSERT_EQ(remainder.divisor(), divisor);
    for (const std::uint32_t n : edges_of(divisor)) {
        ASSERT_EQ(remainder(n), n % divisor) << n << " mod " << divisor;
    }
    std::mt19937 random(divisor);
    for (int i = 0; i < 200; ++i) {
        const auto n = static_cast<std::uint32_t>(random());
        ASSERT_EQ(remainder(n), n % divisor) << n << " mod " << divisor;
    }
}

TEST(Remainder, IsExactForEveryUsualNumberOfPartitions) {
    for (std::uint32_t divisor = 1; divisor <= 2000; ++divisor) {
        expect_exact(divisor);
    }
}

TEST(Remainder, IsExactAroundPowersOfTwo) {
    for (std::uint32_t bit = 1; bit < 32; ++bit) {
        const std::uint32_t power = 1U << bit;
        expect_exact(power - 1);
        expect_exact(power);
        expect_exact(power + 1);
    }
}

TEST(Remainder, IsExactForTheLargestDivisors) {
    for (const std::uint32_t divisor :
         {0x7fffffffU, 1'000'000U, 999'983U, 0xfffffffbU, kLargest - 1, kLargest}) {
        expect_exact(divisor);
    }
}

TEST(Remainder, IsExactForRandomDivisors) {
    std::mt19937 random(2026);
    for (int i = 0; i < 20'000; ++i) {
        // Random widths, so that small divisors are as likely as large ones.
        expect_exact(static_cast<std::uint32_t>(random()) >> (random() % 32) | 1U);
    }
}

TEST(Remainder, IsExactForEveryNumeratorOfSixteenBits) {
    for (const std::uint32_t divisor : {1U, 2U, 3U, 7U, 12U, 24U, 48U, 100U, 1000U, 65'535U, 65'536U}) {
        const Remainder remainder(divisor);
        for (std::uint32_t n = 0; n < 1U << 17U; ++n) {
            ASSERT_EQ(remainder(n), n % divisor) << n << " mod " << divisor;
        }
    }
}

TEST(Remainder, IsKnownAtCompileTime) {
    static_assert(Remainder(12)(275'646'681U) == 9U);
    static_assert(Remainder(1)(kLargest) == 0U);
}

}  // namespace
}  // namespace kafka_architect
