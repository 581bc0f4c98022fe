// The smallest number of brokers within a limit, and within all of them.
#include <algorithm>
#include <cmath>
#include <limits>

#include "sized.hpp"

namespace kafka_architect {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double whole_brokers(double brokers) {
    return std::ceil(brokers * (1.0 - kRounding));
}

bool fits(double demand, double usable) {
    return demand <= usable * (1.0 + kRounding);
}

}  // namespace

double multiple_of(double brokers, double zones) {
    return std::ceil(brokers / zones) * zones;
}

double least_brokers(const ClusterLoad& load) {
    return multiple_of(load.largest_replication_factor, load.zones);
}

Usable usable_capacities(const SizingHardware& hardware, const SizingPolicy& policy) {
    const Capacities capacities = sizing_capacities(hardware, policy);
    Usable usable = sizing_targets(policy);
    for (std::size_t limit = 0; limit < kLimits; ++limit) {
        usable[limit] *= capacities[limit / kScenarios];
    }
    return usable;
}

DemandForm form_of(const SizingHardware& hardware) {
    return {.disk_shared = hardware.disk_shared,
            .counts_replication = hardware.counts_replication,
            .refills = hardware.refills};
}

DistinctLimits::DistinctLimits(const ClusterLoad& load, const SizingPolicy& policy, DemandForm form)
    : demands(sizing_demands(load, policy, form)), zones(load.zones) {
    const Targets targets = sizing_targets(policy);
    for (std::size_t limit = 0; limit < kLimits; ++limit) {
        bool repeated = demands[limit] == Demand{};
        for (std::size_t earlier = limit - limit % kScenarios; earlier < limit && !repeated; ++earlier) {
            repeated = targets[earlier] <= targets[limit] && demands[earlier] == demands[limit];
        }
        if (!repeated) {
            fluid[size] = FluidDemand(demands[limit], zones);
            index[size++] = static_cast<std::uint8_t>(limit);
        }
    }
}

double brokers_within(const Demand& demand, double usable, double zones, double least) {
    const auto within = [&](double n) { return fits(demand.per_broker(n, zones), usable); };
    if (within(least)) {
        return least;
    }
    if (!fits(demand.of_many(), usable)) {
        return kInfinity;
    }
    // As a fluid it needs at least so many; whole partitions may need more.
    const double fluid = whole_brokers(FluidDemand(demand, zones).brokers_for(usable));
    double low = least;  // not enough
    double high = std::max(least + 1.0, fluid);
    for (double step = 1.0; !within(high); step *= 2.0) {
        low = high;
        high += step;
        if (!std::isfinite(high)) {
            return kInfinity;
        }
    }
    while (high > fluid && high - low > 1.0) {
        const double middle = std::floor(low + (high - low) / 2.0);
        (within(middle) ? high : low) = middle;
    }
    return high;
}

Needed brokers_needed(const DistinctLimits& limits, const Usable& usable, double floor) {
    // As a fluid first: one division, or one square root, per limit. Then whole partitions may ask for more.
    double most = 0.0;
    std::size_t fluid = kLimits;
    for (std::size_t i = 0; i < limits.size; ++i) {
        const double brokers = limits.fluid[i].brokers_for(usable[limits.index[i]]);
        if (brokers > most) {
            most = brokers;
            fluid = limits.index[i];
        }
    }
    Needed needed{.brokers = floor, .binding = kLimits};
    if (whole_brokers(most) > floor) {
        needed = {.brokers = whole_brokers(most), .binding = fluid};
    }
    for (std::size_t i = 0; i < limits.size && std::isfinite(needed.brokers); ++i) {
        const std::size_t limit = limits.index[i];
        if (limits.fluid[i].surely_within(usable[limit], needed.brokers)) {
            continue;
        }
        const double brokers =
            brokers_within(limits.demands[limit], usable[limit], limits.zones, needed.brokers);
        if (brokers > needed.brokers) {
            needed = {.brokers = brokers, .binding = limit};
        }
    }
    return needed;
}

}  // namespace kafka_architect
