#include "kafka_architect/sizing_brokers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sized.hpp"

namespace kafka_architect {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Halvings of the interval in which carried_times lies; 100 of them exhaust a double.
constexpr int kHalvings = 100;
constexpr int kMostDoublings = 200;

// Looser than kRounding: a number of brokers rounded by that much may exceed a capacity by a little more.
constexpr double kFits = 1.0 + 1e-8;

}  // namespace

SizedCluster sized_cluster(ClusterTopics topics, const SizingPolicy& policy, const SizingHardware& hardware) {
    const ClusterLoad load = cluster_load(topics, policy);
    const DistinctLimits limits(load, policy, form_of(hardware));
    SizedCluster cluster;
    cluster.floor = least_brokers(load);
    const Needed needed = brokers_needed(limits, usable_capacities(hardware, policy), cluster.floor);
    cluster.binding = needed.binding;
    cluster.brokers = multiple_of(needed.brokers, load.zones);
    if (cluster.brokers > hardware.max_brokers.value) {
        cluster.brokers = kInfinity;
    }
    return cluster;
}

std::vector<LimitRow> limit_rows(ClusterTopics topics, const SizingPolicy& policy,
                                 const SizingHardware& hardware, double brokers) {
    const ClusterLoad load = cluster_load(topics, policy);
    const Demands demands = sizing_demands(load, policy, form_of(hardware));
    const Capacities capacities = sizing_capacities(hardware, policy);
    const Targets targets = sizing_targets(policy);
    std::vector<LimitRow> rows;
    rows.reserve(kLimits);
    for (std::size_t limit = 0; limit < kLimits; ++limit) {
        const double capacity = capacities[limit / kScenarios];
        const double usable = capacity * targets[limit];
        const std::size_t steady = limit - limit % kScenarios;
        rows.push_back(
            {.demand_per_broker = demand_per_broker(demands, limit, brokers, load.zones),
             .capacity_per_broker = capacity,
             .target = targets[limit],
             .brokers_required = std::max(brokers_within(demands[limit], usable, load.zones, 1.0),
                                          brokers_within(demands[steady], usable, load.zones, 1.0))});
    }
    return rows;
}

std::vector<double> utilisation_grid(Workloads workloads, const SizingPolicy& policy,
                                     const SizingHardware& hardware, double brokers) {
    const Capacities capacities = sizing_capacities(hardware, policy);
    std::vector<double> utilisation(workloads.size() * kLimits);
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        const ClusterLoad load = cluster_load(workloads[w], policy);
        const Demands demands = sizing_demands(load, policy, form_of(hardware));
        for (std::size_t limit = 0; limit < kLimits; ++limit) {
            utilisation[w * kLimits + limit] =
                demand_per_broker(demands, limit, brokers, load.zones) / capacities[limit / kScenarios];
        }
    }
    return utilisation;
}

Carried carried_times(ClusterTopics topics, const SizingPolicy& policy, const SizingHardware& hardware,
                      double brokers) {
    const Usable usable = usable_capacities(hardware, policy);
    std::vector<SizingWorkload> scaled(topics.begin(), topics.end());
    // The limit that is exceeded most at a multiple of the rate, or kLimits when all hold.
    const auto exceeded = [&](double times, double fits = 1.0) {
        for (std::size_t i = 0; i < topics.size(); ++i) {
            scaled[i].messages = topics[i].messages * times;
        }
        const ClusterLoad load = cluster_load(scaled, policy);
        const Demands demands = sizing_demands(load, policy, form_of(hardware));
        std::size_t worst = kLimits;
        double worst_ratio = fits;
        for (std::size_t limit = 0; limit < kLimits; ++limit) {
            const double ratio = demand_per_broker(demands, limit, brokers, load.zones) / usable[limit];
            if (ratio > worst_ratio) {
                worst_ratio = ratio;
                worst = limit;
            }
        }
        return worst;
    };
    if (const std::size_t idle = exceeded(0.0, kFits); idle != kLimits) {
        return {.times = 0.0, .binding = idle};
    }
    // A plan's own workload fits by its making, whatever the last digit says.
    double low = exceeded(1.0, kFits) == kLimits ? 1.0 : 0.0;
    double high = 1.0;
    for (int doublings = 0; exceeded(high) == kLimits; ++doublings) {
        if (doublings > kMostDoublings) {
            return {.times = kInfinity, .binding = 0};
        }
        low = std::max(low, high);
        high *= 2.0;
    }
    for (int i = 0; i < kHalvings && high - low > high * kRounding; ++i) {
        const double middle = low + (high - low) / 2.0;
        (exceeded(middle) == kLimits ? low : high) = middle;
    }
    return {.times = low, .binding = exceeded(high)};
}

double movement_hours(ClusterTopics topics, const SizingPolicy& policy, const SizingHardware& hardware,
                      double brokers, double added) {
    constexpr double kSecondsPerHour = 3600.0;
    const ClusterLoad load = cluster_load(topics, policy);
    const double total = brokers + added;
    const Megabytes share = load.stored_replicas / total;
    const MegabytesPerSecond arriving = load.in / total;
    const double refill =
        usable_capacities(hardware, policy)[limit_index(Constraint::rebuild_time, Scenario::brokers_lost)];
    const double spare = refill - arriving.value;
    if (added <= 0.0 || share.value <= 0.0) {
        return 0.0;
    }
    return spare > 0.0 ? share.value / spare / kSecondsPerHour : kInfinity;
}

}  // namespace kafka_architect
