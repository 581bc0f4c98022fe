// What a broker must carry under each constraint in each scenario, as a function of the number of brokers.
//
// The busiest broker of n carries
//     demand(n) = fixed + fetched / (n (n - 1)) + sum of factor x busiest(n'),
// where busiest is what the busiest of n' brokers has of something that whole partitions share
// (sizing_placement.hpp): n' = n, or the survivors, n - 1 or n - brokers_lost, or n (zones - 1) / zones when
// a zone is lost; and what a broker fetches back comes from the n - 1 others. Every demand falls as n grows,
// therefore one number answers "how many brokers": the smallest n with demand(n) <= capacity x target.
//
// What happens in a scenario (Kafka moves leadership by itself, and data only when told to):
//   brokers or zone lost  survivors lead and serve all reads; the replicas they hold, and so the bytes
//                         they take in and write, stay the same
//   rolling restart       one broker is away; back again, it fetches what it missed on top of what arrives
//   consumer catch-up     one group of each topic reads old data at `catch_up_speed` times the write rate,
//                         from disk or from tiered storage
//   rebalance             after a broker was added it fetches its share of all replicas within `rebalance`
// A target for the steady peak keeps a part of each capacity free; the other scenarios may use more of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "kafka_architect/sizing_load.hpp"
#include "kafka_architect/sizing_placement.hpp"

namespace kafka_architect {

enum class Constraint : unsigned char {
    network_in,
    network_out,
    disk_write,
    catch_up_read,
    storage,
    largest_replica,
    partitions_per_broker,
    partitions_per_cluster,
    cpu,
    memory,
    connections,
    requests,
    rebuild_time,
};
inline constexpr std::size_t kConstraints = 13;
inline constexpr std::array<std::string_view, kConstraints> kConstraintNames = {"network_in",
                                                                                "network_out",
                                                                                "disk_write",
                                                                                "catch_up_read",
                                                                                "storage",
                                                                                "largest_replica",
                                                                                "partitions_per_broker",
                                                                                "partitions_per_cluster",
                                                                                "cpu",
                                                                                "memory",
                                                                                "connections",
                                                                                "requests",
                                                                                "rebuild_time"};

enum class Scenario : unsigned char {
    steady_peak,
    brokers_lost,
    one_zone_lost,
    rolling_restart,
    consumer_catch_up,
    rebalance,
};
inline constexpr std::size_t kScenarios = 6;
inline constexpr std::array<std::string_view, kScenarios> kScenarioNames = {
    "steady_peak", "brokers_lost", "one_zone_lost", "rolling_restart", "consumer_catch_up", "rebalance"};

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
    bool refills = true;             // whether a lost broker's data is lost with it, as on local disks
    Gigabytes storage;
    Gigabytes disk;  // the largest single disk or volume: a replica is on one
    Count vcpu;
    Gigabytes page_cache;
    Count partitions;  // replicas, leaders and followers
    Count connections;
    PerSecond requests;
    Count max_brokers;
};

// The ways in which hardware changes what is asked of it.
struct DemandForm {
    bool disk_shared = false;
    bool counts_replication = true;
    bool refills = true;
};

// Over which brokers a load is spread.
enum class Over : unsigned char { all, all_but_some, all_but_a_zone };

struct DemandTerm {
    const PlacedLoad* load = nullptr;
    double factor = 0.0;
    Over over = Over::all;
    double away = 0.0;                                         // brokers, with all_but_some
    double at_most = std::numeric_limits<double>::infinity();  // of factor x busiest

    bool operator==(const DemandTerm&) const = default;
};

struct Demand {
    static constexpr std::size_t kMostTerms = 5;

    double fixed = 0.0;
    double fetched = 0.0;  // in all, from the n - 1 others of each broker
    std::array<DemandTerm, kMostTerms> terms{};
    std::uint8_t size = 0;

    bool operator==(const Demand& other) const;

    // Of the busiest broker of n; infinite for survivors of a single broker.
    [[nodiscard]] double per_broker(double n, double zones) const;
    // What remains with ever more brokers.
    [[nodiscard]] double of_many() const;
};

// A demand as if partitions were a fluid: stays + spread / n + survivors / (n - away) is never above the
// demand, and never below it by more than `lumps`.
struct FluidDemand {
    double stays = 0.0;
    double spread = 0.0;
    double survivors = 0.0;
    double away = 1.0;
    double lumps = 0.0;

    FluidDemand() = default;
    FluidDemand(const Demand& demand, double zones);
    // The smallest number of brokers (a real number) that is within `capacity`; infinite if none is.
    [[nodiscard]] double brokers_for(double capacity) const;
    // Whether the demand is within `capacity` however whole partitions fall; false may mean either.
    [[nodiscard]] bool surely_within(double capacity, double n) const {
        const double others = survivors > 0.0 ? survivors / (n - away) : 0.0;
        return n > away && stays + lumps + spread / n + others <= capacity;
    }
};

// What is spread over brokers: the sums over the topics, and each sum in whole partitions.
struct ClusterLoad {
    // An index of the arrays below, which is what an enumeration without a class converts to.
    enum Part : unsigned char {  // NOLINT(cppcoreguidelines-use-enum-class)
        replicas_in,             // bytes written to leaders and followers
        leaders_out,             // bytes that leaders send
        replicas_out,            // of these, what stays in proportion to replicas when a leader is lost
        leaders_moved,           // of these, what moves to the new leaders
        clients_in,              // where a provider counts the bytes of clients only
        clients_out,
        old_read,      // from disk
        remote_in,     // from tiered storage
        replayed_out,  // the same, while a group catches up
        replayed_clients_out,
        replayed_old_read,
        replayed_remote_in,
        stored,    // MB of all replicas
        records,   // that leaders append
        produced,  // batches
        fetched,   // fetch requests
        replayed_fetched,
        replicas,  // replicas themselves
        // The bytes above with what their requests cost, as bytes: each topic has batches of its own.
        replicas_in_with_requests,
        leaders_out_with_requests,
        replicas_out_with_requests,
        leaders_moved_with_requests,
        replayed_out_with_requests,
        stored_with_requests,
        kParts
    };
    static constexpr std::array<std::string_view, kParts> kPartNames = {"replicas_in",
                                                                        "leaders_out",
                                                                        "replicas_out",
                                                                        "leaders_moved",
                                                                        "clients_in",
                                                                        "clients_out",
                                                                        "old_read",
                                                                        "remote_in",
                                                                        "replayed_out",
                                                                        "replayed_clients_out",
                                                                        "replayed_old_read",
                                                                        "replayed_remote_in",
                                                                        "stored",
                                                                        "records",
                                                                        "produced",
                                                                        "fetched",
                                                                        "replayed_fetched",
                                                                        "replicas",
                                                                        "replicas_in_with_requests",
                                                                        "leaders_out_with_requests",
                                                                        "replicas_out_with_requests",
                                                                        "leaders_moved_with_requests",
                                                                        "replayed_out_with_requests",
                                                                        "stored_with_requests"};

    std::array<PlacedLoad, kParts> parts;
    std::vector<SizingLoad> topics;
    double zones = 1.0;
    double largest_replication_factor = 1.0;
    double connections = 0.0;
    double produce_requests_at_most = 0.0;
    double cpu_extra = 1.0;  // for encryption and transactions
    MegabytesPerSecond in;   // W r
    Megabytes stored_replicas;
};

ClusterLoad cluster_load(std::span<const SizingWorkload> topics, const SizingPolicy& policy);

// Demands point into `load`.
using Demands = std::array<Demand, kLimits>;
Demands sizing_demands(const ClusterLoad& load, const SizingPolicy& policy, DemandForm form);

// What a broker has, in the unit of each constraint; and the part of it that may be used in each limit.
using Capacities = std::array<double, kConstraints>;
using Targets = std::array<double, kLimits>;
Capacities sizing_capacities(const SizingHardware& hardware, const SizingPolicy& policy);
Targets sizing_targets(const SizingPolicy& policy);

// The brokers that share a load of n: n, those that remain with `away` of them, or those of the other zones.
double brokers_over(double n, Over over, double away, double zones);

// Demand of a limit on the busiest of n brokers. Losing a broker never asks for less than the steady peak.
double demand_per_broker(const Demands& demands, std::size_t limit, double n, double zones);

}  // namespace kafka_architect
