// What a broker must carry under each constraint in each scenario, as a function of the number of brokers.
//
// The busiest broker of n carries
//     demand(n) = fixed + spread / n + survivors / (n - 1),
// where `fixed` does not shrink with n (the hottest partition's excess, connections), `spread` is shared by
// all brokers and `survivors` by those that remain when one is away. A lost zone takes n / zones brokers,
// so its survivors' part is spread x zones / (zones - 1). Every demand falls as n grows, therefore one
// number answers "how many brokers": the smallest n with demand(n) <= capacity x target.
//
// What happens in a scenario (Kafka moves leadership by itself, and data only when told to):
//   broker or zone lost   survivors lead and serve all reads; the replicas they hold, and so the bytes
//                         they take in and write, stay the same
//   rolling restart       one broker is away; back again, it fetches what it missed on top of what arrives
//   consumer catch-up     one group reads old data from disk at `catch_up_speed` times the write rate
//   rebalance             after a broker was added it fetches its share of all replicas within `rebalance`
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "kafka_architect/sizing_load.hpp"

namespace kafka_architect {

enum class Constraint : unsigned char {
    network_in,
    network_out,
    disk_write,
    catch_up_read,
    storage,
    partitions_per_broker,
    partitions_per_cluster,
    cpu,
    memory,
    connections,
    requests,
    rebuild_time,
};
inline constexpr std::size_t kConstraints = 12;
inline constexpr std::array<std::string_view, kConstraints> kConstraintNames = {"network_in",
                                                                                "network_out",
                                                                                "disk_write",
                                                                                "catch_up_read",
                                                                                "storage",
                                                                                "partitions_per_broker",
                                                                                "partitions_per_cluster",
                                                                                "cpu",
                                                                                "memory",
                                                                                "connections",
                                                                                "requests",
                                                                                "rebuild_time"};

enum class Scenario : unsigned char {
    steady_peak,
    one_broker_lost,
    one_zone_lost,
    rolling_restart,
    consumer_catch_up,
    rebalance,
};
inline constexpr std::size_t kScenarios = 6;
inline constexpr std::array<std::string_view, kScenarios> kScenarioNames = {
    "steady_peak", "one_broker_lost", "one_zone_lost", "rolling_restart", "consumer_catch_up", "rebalance"};

inline constexpr std::size_t kLimits = kConstraints * kScenarios;
constexpr std::size_t limit_index(Constraint constraint, Scenario scenario) {
    return static_cast<std::size_t>(constraint) * kScenarios + static_cast<std::size_t>(scenario);
}

// One broker's resources; infinite where there is no limit.
struct SizingHardware {
    MegabytesPerSecond network_in;
    MegabytesPerSecond network_out;
    MegabytesPerSecond disk_write;
    MegabytesPerSecond disk_read;
    bool disk_shared = false;        // reads and writes share one bandwidth, as on network volumes
    bool counts_replication = true;  // false where the network limits are for clients only
    Gigabytes storage;
    Count vcpu;
    Gigabytes page_cache;
    Count partitions;  // replicas, leaders and followers
    Count connections;
    PerSecond requests;
    Count max_brokers;
};

struct Demand {
    double fixed = 0.0;
    double spread = 0.0;
    double survivors = 0.0;

    // Of the busiest broker of n; infinite for survivors of a single broker.
    [[nodiscard]] double per_broker(double n) const;
    // The smallest n (as a real number) whose busiest broker stays within `capacity`; infinite if none does.
    [[nodiscard]] double brokers_for(double capacity) const;
};

using Demands = std::array<Demand, kLimits>;
using Capacities = std::array<double, kConstraints>;

// The two ways in which hardware changes what is asked of it.
struct DemandForm {
    bool disk_shared;
    bool counts_replication;
};

Demands sizing_demands(const SizingWorkload& workload, const SizingLoad& load, const SizingPolicy& policy,
                       DemandForm form);
// What a broker has, in the unit of each constraint; and the part of it that may be used.
Capacities sizing_capacities(const SizingHardware& hardware, const SizingPolicy& policy);
Capacities sizing_targets(const SizingPolicy& policy);

}  // namespace kafka_architect
