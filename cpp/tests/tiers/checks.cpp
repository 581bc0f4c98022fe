#include "tiers/checks.hpp"

#include <array>

namespace kafka_architect::tiers {

std::span<const Check> all_checks() noexcept {
    static constexpr std::array kChecks{
        Check{.name = "KeysOfOneLength", .run = check_one_length},
        Check{.name = "KeysOfMixedLengths", .run = check_mixed_lengths},
        Check{.name = "ShortBlocks", .run = check_short_blocks},
        Check{.name = "LineEndDensities", .run = check_line_end_densities},
        Check{.name = "LineEndPlaces", .run = check_line_end_places},
        Check{.name = "LineEndCapacities", .run = check_line_end_capacities},
        Check{.name = "Remainders", .run = check_remainders},
        Check{.name = "Selections", .run = check_selections},
        Check{.name = "HeavyRandom", .run = check_heavy_random},
        Check{.name = "HeavyAdversarial", .run = check_heavy_adversarial},
    };
    return kChecks;
}

}  // namespace kafka_architect::tiers
