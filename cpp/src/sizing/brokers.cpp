#include "kafka_architect/sizing_brokers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sized.hpp"

namespace kafka_architect {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Halvings of the interval in which carried_rate lies; 100 of them exhaust a double.
constexpr int kHalvings = 100;
constexpr int kMostDoublings = 200;

// Looser than kRounding: a number of brokers rounded by that much may exceed a capacity by a little more.
constexpr double kFits = 1.0 + 1e-8;

DemandForm form_of(const SizingHardware& hardware) {
    return {.disk_shared = hardware.disk_shared, .counts_replication = hardware.counts_replication};
}

}  // namespace

double whole_brokers(double brokers) {
    return std::ceil(brokers * (1.0 - kRounding));
}

double least_brokers(const SizingWorkload& workload) {
    return multiple_of(std::max(1.0, workload.replication_factor.value), workload.zones.value);
}

double multiple_of(double brokers, double zones) {
    return std::ceil(brokers / zones) * zones;
}

Capacities usable_capacities(const SizingHardware& hardware, const SizingPolicy& policy) {
    Capacities usable = sizing_capacities(hardware, policy);
    const Capacities targets = sizing_targets(policy);
    std::ranges::transform(usable, targets, usable.begin(),
                           [](double capacity, double target) { return capacity * target; });
    return usable;
}

SizedCluster sized_cluster(const SizingWorkload& workload, const SizingPolicy& policy,
                           const SizingHardware& hardware) {
    const Demands demands =
        sizing_demands(workload, sizing_load(workload, policy), policy, form_of(hardware));
    const Capacities usable = usable_capacities(hardware, policy);
    SizedCluster cluster;
    cluster.floor = least_brokers(workload);
    double most = 0.0;
    for (std::size_t limit = 0; limit < kLimits; ++limit) {
        const double brokers = demands[limit].brokers_for(usable[limit / kScenarios]);
        if (brokers > most) {
            most = brokers;
            cluster.binding = limit;
        }
    }
    cluster.brokers = multiple_of(std::max(whole_brokers(most), cluster.floor), workload.zones.value);
    if (cluster.brokers > hardware.max_brokers.value) {
        cluster.brokers = kInfinity;
    }
    return cluster;
}

std::vector<LimitRow> limit_rows(const SizingWorkload& workload, const SizingPolicy& policy,
                                 const SizingHardware& hardware, double brokers) {
    const Demands demands =
        sizing_demands(workload, sizing_load(workload, policy), policy, form_of(hardware));
    const Capacities capacities = sizing_capacities(hardware, policy);
    const Capacities targets = sizing_targets(policy);
    std::vector<LimitRow> rows;
    rows.reserve(kLimits);
    for (std::size_t limit = 0; limit < kLimits; ++limit) {
        const std::size_t constraint = limit / kScenarios;
        rows.push_back({.demand_per_broker = demands[limit].per_broker(brokers),
                        .capacity_per_broker = capacities[constraint],
                        .target = targets[constraint],
                        .brokers_required =
                            std::max(1.0, whole_brokers(demands[limit].brokers_for(capacities[constraint] *
                                                                                   targets[constraint])))});
    }
    return rows;
}

std::vector<double> utilisation_grid(std::span<const SizingWorkload> workloads, const SizingPolicy& policy,
                                     const SizingHardware& hardware, double brokers) {
    const Capacities capacities = sizing_capacities(hardware, policy);
    std::vector<double> utilisation(workloads.size() * kLimits);
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        const Demands demands =
            sizing_demands(workloads[w], sizing_load(workloads[w], policy), policy, form_of(hardware));
        for (std::size_t limit = 0; limit < kLimits; ++limit) {
            utilisation[w * kLimits + limit] =
                demands[limit].per_broker(brokers) / capacities[limit / kScenarios];
        }
    }
    return utilisation;
}

Carried carried_rate(const SizingWorkload& workload, const SizingPolicy& policy,
                     const SizingHardware& hardware, double brokers) {
    const Capacities usable = usable_capacities(hardware, policy);
    // The limit that is exceeded most at a rate, or kLimits when all hold.
    const auto exceeded = [&](double rate, double fits = 1.0) {
        SizingWorkload at = workload;
        at.messages = {rate};
        const Demands demands = sizing_demands(at, sizing_load(at, policy), policy, form_of(hardware));
        std::size_t worst = kLimits;
        double worst_ratio = fits;
        for (std::size_t limit = 0; limit < kLimits; ++limit) {
            const double ratio = demands[limit].per_broker(brokers) / usable[limit / kScenarios];
            if (ratio > worst_ratio) {
                worst_ratio = ratio;
                worst = limit;
            }
        }
        return worst;
    };
    if (const std::size_t idle = exceeded(0.0, kFits); idle != kLimits) {
        return {.rate = 0.0, .binding = idle};
    }
    // A plan's own workload fits by its making, whatever the last digit says.
    const double given = workload.messages.value;
    double low = given > 0.0 && exceeded(given, kFits) == kLimits ? given : 0.0;
    double high = std::max(1.0, given);
    for (int doublings = 0; exceeded(high) == kLimits; ++doublings) {
        if (doublings > kMostDoublings) {
            return {.rate = kInfinity, .binding = 0};
        }
        low = std::max(low, high);
        high *= 2.0;
    }
    for (int i = 0; i < kHalvings && high - low > high * kRounding; ++i) {
        const double middle = low + (high - low) / 2.0;
        (exceeded(middle) == kLimits ? low : high) = middle;
    }
    return {.rate = low, .binding = exceeded(high)};
}

double movement_hours(const SizingWorkload& workload, const SizingPolicy& policy,
                      const SizingHardware& hardware, double brokers, double added) {
    constexpr double kSecondsPerHour = 3600.0;
    const SizingLoad load = sizing_load(workload, policy);
    const double total = brokers + added;
    const Megabytes share = load.local * (workload.replication_factor.value / total);
    const MegabytesPerSecond arriving = load.write * (workload.replication_factor.value / total);
    const Capacities usable = usable_capacities(hardware, policy);
    const double refill = usable[static_cast<std::size_t>(Constraint::rebuild_time)];
    const double spare = refill - arriving.value;
    if (added <= 0.0 || share.value <= 0.0) {
        return 0.0;
    }
    return spare > 0.0 ? share.value / spare / kSecondsPerHour : kInfinity;
}

}  // namespace kafka_architect
