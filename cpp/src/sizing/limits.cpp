#include "kafka_architect/sizing_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kafka_architect {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Demand operator+(Demand a, Demand b) {
    return {
        .fixed = a.fixed + b.fixed, .spread = a.spread + b.spread, .survivors = a.survivors + b.survivors};
}
Demand operator*(Demand a, double factor) {
    return {.fixed = a.fixed * factor, .spread = a.spread * factor, .survivors = a.survivors * factor};
}

// What n brokers share, the hottest partition's excess on one of them.
Demand shared(double total, double hot_share_of) {
    return {.fixed = hot_share_of, .spread = total, .survivors = 0.0};
}

// total / n, sent by the n - 1 others: total / (n (n - 1)) = total / (n - 1) - total / n.
Demand sent_by_the_others(double total) {
    return {.fixed = 0.0, .spread = -total, .survivors = total};
}

// The survivors of a lost zone are n (zones - 1) / zones.
Demand when_a_zone_is_lost(Demand demand, double zones) {
    if (zones < 2.0) {
        return {.fixed = demand.fixed, .spread = demand.spread + demand.survivors, .survivors = 0.0};
    }
    return {.fixed = demand.fixed,
            .spread = demand.spread + demand.survivors * zones / (zones - 1.0),
            .survivors = 0.0};
}

using PerScenario = std::array<Demand, kScenarios>;

PerScenario in_every_scenario(Demand demand) {
    PerScenario all{};
    all.fill(demand);
    return all;
}

Demand& of(PerScenario& demands, Scenario scenario) {
    return demands[static_cast<std::size_t>(scenario)];
}

PerScenario operator+(const PerScenario& a, const PerScenario& b) {
    PerScenario sum{};
    std::ranges::transform(a, b, sum.begin(), [](Demand x, Demand y) { return x + y; });
    return sum;
}
PerScenario operator*(const PerScenario& a, double factor) {
    PerScenario product{};
    std::ranges::transform(a, product.begin(), [&](Demand x) { return x * factor; });
    return product;
}

struct Sizer {
    const SizingWorkload& workload;
    const SizingLoad& load;
    const SizingPolicy& policy;

    [[nodiscard]] double factor() const { return workload.replication_factor.value; }
    [[nodiscard]] double write() const { return load.write.value; }

    // One where leadership, and nothing else, moves to the survivors: `led` is what leaders do.
    void lose_brokers(PerScenario& demands, Demand rest, double led) const {
        const Demand lost = rest + Demand{.fixed = 0.0, .spread = 0.0, .survivors = led};
        of(demands, Scenario::one_broker_lost) = lost;
        of(demands, Scenario::one_zone_lost) = when_a_zone_is_lost(lost, workload.zones.value);
        of(demands, Scenario::rolling_restart) = lost;
    }

    // Bytes that arrive at a broker, as leader or follower.
    [[nodiscard]] PerScenario replica_bytes_in() const {
        const double total = write() * factor();
        const double hot = write() * load.hot;
        PerScenario demands = in_every_scenario(shared(total, hot));
        const double restarted = 1.0 + policy.restart_refetch.value;
        of(demands, Scenario::rolling_restart) = shared(total * restarted, hot * restarted);
        const double moved = (load.local / policy.rebalance).value;
        of(demands, Scenario::rebalance) = shared(total + moved * factor(), hot + moved * load.hot);
        return demands;
    }

    // Bytes that leave a broker, to followers and consumers.
    [[nodiscard]] PerScenario replica_bytes_out() const {
        const double read = load.read.value;
        const double total = read + load.replication.value;
        const double hot = total * load.hot;
        PerScenario demands = in_every_scenario(shared(total, hot));
        // A new leader stops following: it sends what it leads to consumers and to one follower less.
        const double moves = std::max(0.0, read - write());
        lose_brokers(demands, shared(total - moves, hot), moves);
        const double refetched = write() * factor() * policy.restart_refetch.value;
        of(demands, Scenario::rolling_restart) =
            of(demands, Scenario::rolling_restart) + sent_by_the_others(refetched);
        const double replayed = load.replayed_read.value + load.replication.value;
        of(demands, Scenario::consumer_catch_up) = shared(replayed, replayed * load.hot);
        of(demands, Scenario::rebalance) =
            of(demands, Scenario::rebalance) + sent_by_the_others(rebalanced());
        return demands;
    }

    // Where a provider counts the bytes of clients only.
    [[nodiscard]] PerScenario client_bytes_in() const {
        PerScenario demands = in_every_scenario(shared(write(), write() * load.hot));
        lose_brokers(demands, {.fixed = write() * load.hot, .spread = 0.0, .survivors = 0.0}, write());
        return demands;
    }
    [[nodiscard]] PerScenario client_bytes_out() const {
        const double read = load.read.value;
        PerScenario demands = in_every_scenario(shared(read, read * load.hot));
        lose_brokers(demands, {.fixed = read * load.hot, .spread = 0.0, .survivors = 0.0}, read);
        const double replayed = load.replayed_read.value;
        of(demands, Scenario::consumer_catch_up) = shared(replayed, replayed * load.hot);
        return demands;
    }

    [[nodiscard]] PerScenario old_bytes_read() const {
        const double total = load.disk_read.value;
        PerScenario demands = in_every_scenario(shared(total, total * load.hot));
        lose_brokers(demands, {.fixed = total * load.hot, .spread = 0.0, .survivors = 0.0}, total);
        const double replayed = load.replayed_disk_read.value;
        of(demands, Scenario::consumer_catch_up) = shared(replayed, replayed * load.hot);
        of(demands, Scenario::rebalance) =
            of(demands, Scenario::rebalance) + sent_by_the_others(rebalanced());
        return demands;
    }

    [[nodiscard]] PerScenario busy_vcpus() const {
        const double extra = (1.0 + policy.encryption_cpu.value * workload.encrypted.value) *
                             (1.0 + policy.exactly_once_cpu.value * workload.exactly_once.value);
        return (replica_bytes_in() + replica_bytes_out() * policy.read_cpu_weight.value) *
               (extra / policy.write_per_vcpu.value);
    }

    [[nodiscard]] PerScenario requests() const {
        const double total = load.requests.value;
        PerScenario demands = in_every_scenario(shared(total, total * load.hot));
        lose_brokers(demands, {.fixed = total * load.hot, .spread = 0.0, .survivors = 0.0}, total);
        const double replayed = load.replayed_requests.value;
        of(demands, Scenario::consumer_catch_up) = shared(replayed, replayed * load.hot);
        return demands;
    }

    [[nodiscard]] PerScenario stored() const {
        const double copy = gigabytes(load.local).value * (1.0 + policy.storage_overhead.value);
        return in_every_scenario(shared(copy * factor(), copy * load.hot));
    }

    [[nodiscard]] PerScenario cached() const {
        const double copy = gigabytes(load.write * policy.tail_window).value;
        return in_every_scenario(shared(copy * factor(), copy * load.hot));
    }

    // What a replacement must take in to be complete in time while it keeps up with new bytes.
    [[nodiscard]] PerScenario refilled() const {
        const double copy = (load.local / policy.rebuild).value + write();
        return in_every_scenario(shared(copy * factor(), copy * load.hot));
    }

    // All replicas, on their way from n brokers to n + 1 within the time that a rebalance may take.
    [[nodiscard]] double rebalanced() const { return (load.local / policy.rebalance).value * factor(); }
};

}  // namespace

double Demand::per_broker(double n) const {
    const double of_survivors = survivors == 0.0 ? 0.0 : survivors / (n - 1.0);
    return n <= 1.0 && survivors > 0.0 ? kInfinity : fixed + spread / n + of_survivors;
}

double Demand::brokers_for(double capacity) const {
    const double room = capacity - fixed;
    if (room == kInfinity || (spread <= 0.0 && survivors <= 0.0)) {
        return room >= 0.0 ? 1.0 : kInfinity;
    }
    if (room <= 0.0) {
        return kInfinity;
    }
    if (survivors == 0.0) {
        return spread / room;
    }
    // spread / n + survivors / (n - 1) = room: the larger root of room n^2 - (room + spread + survivors) n +
    // spread.
    const double linear = room + spread + survivors;
    return (linear + std::sqrt(std::max(0.0, linear * linear - 4.0 * room * spread))) / (2.0 * room);
}

Demands sizing_demands(const SizingWorkload& workload, const SizingLoad& load, const SizingPolicy& policy,
                       DemandForm form) {
    const Sizer sizer{.workload = workload, .load = load, .policy = policy};
    Demands demands{};
    const auto put = [&](Constraint constraint, const PerScenario& values) {
        std::ranges::copy(values, demands.begin() + static_cast<std::ptrdiff_t>(
                                                        limit_index(constraint, Scenario::steady_peak)));
    };
    const PerScenario written = sizer.replica_bytes_in();
    put(Constraint::network_in, form.counts_replication ? written : sizer.client_bytes_in());
    put(Constraint::network_out,
        form.counts_replication ? sizer.replica_bytes_out() : sizer.client_bytes_out());
    put(Constraint::disk_write, written);
    put(Constraint::catch_up_read,
        form.disk_shared ? sizer.old_bytes_read() + written : sizer.old_bytes_read());
    put(Constraint::storage, sizer.stored());
    put(Constraint::partitions_per_broker,
        in_every_scenario({.fixed = 0.0, .spread = load.replicas.value, .survivors = 0.0}));
    put(Constraint::partitions_per_cluster,
        in_every_scenario({.fixed = load.replicas.value, .spread = 0.0, .survivors = 0.0}));
    put(Constraint::cpu, sizer.busy_vcpus());
    put(Constraint::memory, sizer.cached());
    put(Constraint::connections,
        in_every_scenario({.fixed = workload.connections.value, .spread = 0.0, .survivors = 0.0}));
    put(Constraint::requests, sizer.requests());
    put(Constraint::rebuild_time, sizer.refilled());
    return demands;
}

Capacities sizing_capacities(const SizingHardware& hardware, const SizingPolicy& policy) {
    // A replacement takes in over the network and writes to disk; the narrower of the two decides.
    const MegabytesPerSecond refill = hardware.counts_replication
                                          ? std::min(hardware.network_in, hardware.disk_write)
                                          : hardware.disk_write;
    return {hardware.network_in.value,
            hardware.network_out.value,
            hardware.disk_write.value,
            hardware.disk_read.value,
            hardware.storage.value,
            hardware.partitions.value,
            policy.partitions_per_cluster.value,
            hardware.vcpu.value,
            hardware.page_cache.value,
            hardware.connections.value,
            hardware.requests.value,
            refill.value};
}

Capacities sizing_targets(const SizingPolicy& policy) {
    // Storage carries its headroom in storage_overhead.
    return {policy.network_target.value,
            policy.network_target.value,
            policy.disk_target.value,
            policy.disk_target.value,
            1.0,
            policy.partition_target.value,
            policy.partition_target.value,
            policy.cpu_target.value,
            policy.memory_target.value,
            1.0,
            policy.cpu_target.value,
            policy.disk_target.value};
}

}  // namespace kafka_architect
