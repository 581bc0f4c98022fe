// How many brokers: for one workload with every limit shown, or for many workloads x many kinds of broker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kafka_architect/sizing_limits.hpp"

namespace kafka_architect {

// The topics of one cluster; their growth and zones are the same.
using ClusterTopics = std::span<const SizingWorkload>;

struct LimitRow {
    double demand_per_broker = 0.0;  // of the busiest broker
    double capacity_per_broker = 0.0;
    double target = 0.0;            // the share of the capacity that may be used
    double brokers_required = 0.0;  // whole, infinite when no number of brokers will do
};

struct SizedCluster {
    double brokers = 0.0;  // infinite when a limit cannot be met
    double floor = 0.0;    // the least that replication and zones ask for
    std::size_t binding =
        0;  // the limit that asks for most brokers; kLimits when none asks for more than floor
};

// The smallest number of brokers that is a multiple of the zones, at least the replication factor and
// within every limit; infinite when that is more than the hardware's max_brokers or no number will do.
SizedCluster sized_cluster(ClusterTopics topics, const SizingPolicy& policy, const SizingHardware& hardware);

// Every limit of a cluster of `brokers`, in the order of limit_index.
std::vector<LimitRow> limit_rows(ClusterTopics topics, const SizingPolicy& policy,
                                 const SizingHardware& hardware, double brokers);

// Many workloads, one after the other, each of `topics` topics.
struct Workloads {
    std::span<const SizingWorkload> rows;
    std::size_t topics = 1;

    [[nodiscard]] std::size_t size() const { return rows.size() / topics; }
    [[nodiscard]] ClusterTopics operator[](std::size_t i) const { return rows.subspan(i * topics, topics); }
};

// sized_cluster for every workload x hardware, row by row: brokers[w * hardware.size() + h].
// `brokers` is 0 where the limit named by `binding` cannot be met.
struct SizedGrid {
    std::vector<std::int32_t> brokers;
    std::vector<std::uint8_t> binding;
};
SizedGrid size_grid(Workloads workloads, const SizingPolicy& policy, std::span<const SizingHardware> hardware,
                    std::size_t workers);

// What each broker's disks must offer, for every workload x hardware (`brokers` as in SizedGrid): throughput
// of the busiest broker in the worst scenario over its target, and space. 0 where brokers is 0.
struct DiskGrid {
    std::vector<double> mb_per_s;
    std::vector<double> gb;
};
DiskGrid disk_grid(Workloads workloads, const SizingPolicy& policy, std::span<const SizingHardware> hardware,
                   std::span<const std::int32_t> brokers);

// For one cluster and many workloads: demand over capacity of each limit, utilisation[w * kLimits + limit].
std::vector<double> utilisation_grid(Workloads workloads, const SizingPolicy& policy,
                                     const SizingHardware& hardware, double brokers);

// The reverse: the largest multiple of the workload's message rates that `brokers` carry within every limit.
struct Carried {
    double times = 0.0;       // 0 if not even an idle cluster is within, infinite if no rate is too high
    std::size_t binding = 0;  // the limit that stops it there
};
Carried carried_times(ClusterTopics topics, const SizingPolicy& policy, const SizingHardware& hardware,
                      double brokers);

// How long it takes until `added` new brokers hold their share of all replicas, when they fetch with what
// the target leaves them beside the load: hours; infinite when nothing is left.
double movement_hours(ClusterTopics topics, const SizingPolicy& policy, const SizingHardware& hardware,
                      double brokers, double added);

}  // namespace kafka_architect
