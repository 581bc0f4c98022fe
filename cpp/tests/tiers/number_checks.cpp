// Remainders and selections: every tail length of a register, divisors and limits at the edges.
#include <algorithm>
#include <random>

#include "tiers/checks.hpp"

namespace kafka_architect::tiers {

namespace {

constexpr std::size_t kMost = 70;

// The edges, values around multiples of `divisor`, and random ones of every magnitude; edges come first, so
// that short arrays hold different ones.
std::vector<std::uint32_t> interesting_numbers(std::uint32_t divisor) {
    std::vector<std::uint32_t> numbers = {0,           1,           2,           0x7fffffffU,
                                          0x80000000U, 0x80000001U, 0xfffffffeU, 0xffffffffU,
                                          divisor,     divisor - 1, divisor + 1, 0U - divisor};
    const std::uint32_t last_multiple = 0xffffffffU / divisor * divisor;
    numbers.insert(numbers.end(), {last_multiple, last_multiple - 1, last_multiple + 1});
    std::mt19937 random(divisor);
    while (numbers.size() < kMost) {
        numbers.push_back(static_cast<std::uint32_t>(random()) >> (random() % 32));
    }
    return numbers;
}

}  // namespace

Difference check_remainders(const Kernels& kernels) {
    std::vector<std::uint32_t> divisors;
    for (std::uint32_t divisor = 1; divisor <= 300; ++divisor) {
        divisors.push_back(divisor);
    }
    for (std::uint32_t bit = 8; bit < 32; ++bit) {
        divisors.insert(divisors.end(), {(1U << bit) - 1, 1U << bit, (1U << bit) + 1});
    }
    divisors.insert(divisors.end(), {999'983U, 1'000'000U, 0xfffffffeU, 0xffffffffU});
    for (const std::uint32_t divisor : divisors) {
        const std::vector<std::uint32_t> numbers = interesting_numbers(divisor);
        for (std::size_t count = 0; count <= kMost; ++count) {
            // An allocation of its own, so that AddressSanitizer sees a read behind it.
            const std::vector<std::uint32_t> values(numbers.end() - static_cast<std::ptrdiff_t>(count),
                                                    numbers.end());
            if (Difference difference = compare_remainders(kernels, values, divisor)) {
                return difference;
            }
        }
        if (Difference difference = compare_remainders(kernels, numbers, divisor)) {
            return difference;
        }
    }
    return {};
}

Difference check_selections(const Kernels& kernels) {
    for (const std::uint32_t limit :
         {0U, 1U, 1000U, 0x7fffffffU, 0x80000000U, 0x80000001U, 0xfffffffeU, 0xffffffffU}) {
        std::vector<std::uint32_t> numbers = interesting_numbers(std::max(limit, 1U));
        for (std::size_t count = 0; count <= kMost; ++count) {
            const std::vector<std::uint32_t> values(numbers.begin(),
                                                    numbers.begin() + static_cast<std::ptrdiff_t>(count));
            if (Difference difference = compare_selection(kernels, values, limit)) {
                return difference;
            }
            std::ranges::rotate(numbers, numbers.begin() + 1);
        }
    }
    return {};
}

}  // namespace kafka_architect::tiers
