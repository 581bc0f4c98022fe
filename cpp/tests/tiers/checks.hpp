// What is checked of every tier: each kernel against scalar, over the inputs that a register's width, a
// block's end or an output's end could make special.
//
// Without GoogleTest, which a cross build does not have: tiers_test and tiers_check both run these.
#pragma once

#include <span>
#include <string_view>

#include "tiers/comparisons.hpp"

namespace kafka_architect::tiers {

struct Check {
    std::string_view name;
    Difference (*run)(const Kernels& kernels);
};

[[nodiscard]] std::span<const Check> all_checks() noexcept;

// Hashes.
Difference check_one_length(const Kernels& kernels);
Difference check_mixed_lengths(const Kernels& kernels);
Difference check_short_blocks(const Kernels& kernels);
// Line ends.
Difference check_line_end_densities(const Kernels& kernels);
Difference check_line_end_places(const Kernels& kernels);
Difference check_line_end_capacities(const Kernels& kernels);
// Numbers.
Difference check_remainders(const Kernels& kernels);
Difference check_selections(const Kernels& kernels);
// The counting loop of HeavyKeys.
Difference check_heavy_random(const Kernels& kernels);
Difference check_heavy_adversarial(const Kernels& kernels);

}  // namespace kafka_architect::tiers
