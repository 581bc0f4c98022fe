// What brokers.cpp and grid.cpp share: from the demands of a cluster to a whole number of brokers.
#pragma once

#include "kafka_architect/sizing_brokers.hpp"

namespace kafka_architect {

// Demands within this much of a capacity fit: a plan's own workload must not ask for one broker more
// because a sum was rounded.
inline constexpr double kRounding = 1e-9;

double multiple_of(double brokers, double zones);
// At least one broker per replica, and the same number in every zone.
double least_brokers(const ClusterLoad& load);
// Each capacity x the share of it that may be used.
using Usable = std::array<double, kLimits>;
Usable usable_capacities(const SizingHardware& hardware, const SizingPolicy& policy);
DemandForm form_of(const SizingHardware& hardware);

// The limits whose demand no earlier scenario of their constraint has with the same target.
struct DistinctLimits {
    Demands demands;
    std::array<std::uint8_t, kLimits> index{};
    std::array<FluidDemand, kLimits> fluid;  // of index[i]
    std::size_t size = 0;
    double zones;

    DistinctLimits(const ClusterLoad& load, const SizingPolicy& policy, DemandForm form);
};

// The smallest whole number of brokers, `least` or more, that is within the capacity; infinite if none is.
double brokers_within(const Demand& demand, double usable, double zones, double least);

// The smallest whole number that is within all limits, and the last limit that asked for so many (kLimits:
// none asks for more than `floor`). Not rounded up to the zones.
struct Needed {
    double brokers;
    std::size_t binding;
};
Needed brokers_needed(const DistinctLimits& limits, const Usable& usable, double floor);

}  // namespace kafka_architect
