#include "kafka_architect/sizing_limits.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace kafka_architect {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Part = ClusterLoad::Part;
using PerScenario = std::array<Demand, kScenarios>;

Demand& of(PerScenario& demands, Scenario scenario) {
    return demands[static_cast<std::size_t>(scenario)];
}

void add(Demand& demand, const DemandTerm& term) {
    if (term.load->total() > 0.0 && term.factor != 0.0) {
        demand.terms[demand.size++] = term;
    }
}

Demand sum_of(std::initializer_list<DemandTerm> terms) {
    Demand demand;
    for (const DemandTerm& term : terms) {
        add(demand, term);
    }
    return demand;
}

PerScenario in_every_scenario(const Demand& demand) {
    PerScenario all{};
    all.fill(demand);
    return all;
}

// Bytes that arrive, leave and lie on brokers; as they are, or with what their requests cost.
struct BytesParts {
    Part replicas_in;
    Part leaders_out;
    Part replicas_out;
    Part leaders_moved;
    Part replayed_out;
    Part stored;
};
constexpr BytesParts kBytes{.replicas_in = Part::replicas_in,
                            .leaders_out = Part::leaders_out,
                            .replicas_out = Part::replicas_out,
                            .leaders_moved = Part::leaders_moved,
                            .replayed_out = Part::replayed_out,
                            .stored = Part::stored};
constexpr BytesParts kBytesAndRequests{.replicas_in = Part::replicas_in_with_requests,
                                       .leaders_out = Part::leaders_out_with_requests,
                                       .replicas_out = Part::replicas_out_with_requests,
                                       .leaders_moved = Part::leaders_moved_with_requests,
                                       .replayed_out = Part::replayed_out_with_requests,
                                       .stored = Part::stored_with_requests};

struct Sizer {
    const ClusterLoad& load;
    const SizingPolicy& policy;

    [[nodiscard]] DemandTerm part(Part which, double factor = 1.0, Over over = Over::all) const {
        return {.load = &load.parts[which], .factor = factor, .over = over};
    }
    // Shared by those that remain when some brokers are away.
    [[nodiscard]] DemandTerm without(Part which, double away, double factor = 1.0) const {
        return {.load = &load.parts[which], .factor = factor, .over = Over::all_but_some, .away = away};
    }
    [[nodiscard]] double total(Part which) const { return load.parts[which].total(); }
    // Per second, while an added broker fetches its share of all replicas in time; of the bytes that are
    // stored.
    [[nodiscard]] double rebalanced() const { return 1.0 / policy.rebalance.value; }
    [[nodiscard]] double restarted() const { return 1.0 + policy.restart_refetch.value; }

    // What only leaders do, in all scenarios: those that remain when a broker or a zone is away do all of it.
    [[nodiscard]] PerScenario led(Part steady, Part replayed, double factor = 1.0) const {
        PerScenario demands = in_every_scenario(sum_of({part(steady, factor)}));
        of(demands, Scenario::brokers_lost) = sum_of({without(steady, policy.brokers_lost.value, factor)});
        of(demands, Scenario::rolling_restart) = sum_of({without(steady, 1.0, factor)});
        of(demands, Scenario::one_zone_lost) = sum_of({part(steady, factor, Over::all_but_a_zone)});
        of(demands, Scenario::consumer_catch_up) = sum_of({part(replayed, factor)});
        return demands;
    }

    // Adds the bytes that arrive at a broker, as leader or follower.
    void add_written(PerScenario& demands, double factor = 1.0, const BytesParts& bytes = kBytes) const {
        for (Demand& demand : demands) {
            const bool restart = &demand == &of(demands, Scenario::rolling_restart);
            add(demand, part(bytes.replicas_in, factor * (restart ? restarted() : 1.0)));
        }
        add(of(demands, Scenario::rebalance), part(bytes.stored, factor * rebalanced()));
    }

    // Adds the bytes that leave a broker, to followers, consumers and tiered storage.
    void add_sent(PerScenario& demands, double factor = 1.0, const BytesParts& bytes = kBytes) const {
        for (const Scenario steady : {Scenario::steady_peak, Scenario::rebalance}) {
            add(of(demands, steady), part(bytes.leaders_out, factor));
        }
        for (const Scenario lost :
             {Scenario::brokers_lost, Scenario::rolling_restart, Scenario::one_zone_lost}) {
            add(of(demands, lost), part(bytes.replicas_out, factor));
        }
        add(of(demands, Scenario::brokers_lost),
            without(bytes.leaders_moved, policy.brokers_lost.value, factor));
        add(of(demands, Scenario::rolling_restart), without(bytes.leaders_moved, 1.0, factor));
        add(of(demands, Scenario::one_zone_lost), part(bytes.leaders_moved, factor, Over::all_but_a_zone));
        add(of(demands, Scenario::consumer_catch_up), part(bytes.replayed_out, factor));
        of(demands, Scenario::rolling_restart).fetched +=
            total(bytes.replicas_in) * policy.restart_refetch.value * factor;
        of(demands, Scenario::rebalance).fetched += total(bytes.stored) * rebalanced() * factor;
    }

    [[nodiscard]] PerScenario network_in() const {
        PerScenario demands{};
        add_written(demands);
        for (Demand& demand : demands) {
            const bool replayed = &demand == &of(demands, Scenario::consumer_catch_up);
            add(demand, part(replayed ? Part::replayed_remote_in : Part::remote_in));
        }
        return demands;
    }
    [[nodiscard]] PerScenario network_out() const {
        PerScenario demands{};
        add_sent(demands);
        return demands;
    }
    [[nodiscard]] PerScenario disk_write() const {
        PerScenario demands{};
        add_written(demands);
        return demands;
    }
    [[nodiscard]] PerScenario catch_up_read(bool disk_shared) const {
        PerScenario demands = led(Part::old_read, Part::replayed_old_read);
        of(demands, Scenario::rebalance).fetched += total(Part::stored) * rebalanced();
        if (disk_shared) {
            add_written(demands);
        }
        return demands;
    }
    [[nodiscard]] PerScenario busy_vcpus() const {
        PerScenario demands =
            led(Part::records, Part::records, load.cpu_extra / policy.records_per_vcpu.value);
        const double per_mb = load.cpu_extra / policy.write_per_vcpu.value;
        add_written(demands, per_mb, kBytesAndRequests);
        add_sent(demands, per_mb * policy.read_cpu_weight.value, kBytesAndRequests);
        return demands;
    }
    [[nodiscard]] PerScenario requests() const {
        PerScenario demands = led(Part::fetched, Part::replayed_fetched);
        const PerScenario produced = led(Part::produced, Part::produced);
        for (std::size_t scenario = 0; scenario < kScenarios; ++scenario) {
            for (std::size_t i = 0; i < produced[scenario].size; ++i) {
                DemandTerm term = produced[scenario].terms[i];
                term.at_most = load.produce_requests_at_most;
                add(demands[scenario], term);
            }
        }
        return demands;
    }
    // What a replacement must take in to be complete in time while it keeps up with new bytes.
    [[nodiscard]] PerScenario refilled() const {
        PerScenario demands{};
        of(demands, Scenario::brokers_lost) =
            sum_of({part(Part::stored, 1.0 / policy.rebuild.value), part(Part::replicas_in)});
        return demands;
    }
    [[nodiscard]] double with_overhead() const {
        return (1.0 + policy.storage_overhead.value) / kMegabytesPerGigabyte;
    }
};

}  // namespace

double brokers_over(double n, Over over, double away, double zones) {
    switch (over) {
        case Over::all_but_some: return n - away;
        case Over::all_but_a_zone: return zones < 2.0 ? n : n * (zones - 1.0) / zones;
        case Over::all: break;
    }
    return n;
}

double Demand::per_broker(double n, double zones) const {
    double sum = fixed;
    for (std::size_t i = 0; i < size; ++i) {
        const DemandTerm& term = terms[i];
        const double brokers = brokers_over(n, term.over, term.away, zones);
        if (brokers <= 0.0) {
            return kInfinity;
        }
        sum += std::min(term.at_most, term.factor * term.load->busiest(brokers));
    }
    if (fetched > 0.0) {
        return n > 1.0 ? sum + fetched / (n * (n - 1.0)) : kInfinity;
    }
    return sum;
}

double Demand::of_many() const {
    double sum = fixed;
    for (std::size_t i = 0; i < size; ++i) {
        sum += std::min(terms[i].at_most, terms[i].factor * terms[i].load->heaviest());
    }
    return sum;
}

bool Demand::operator==(const Demand& other) const {
    return fixed == other.fixed && fetched == other.fetched && size == other.size &&
           std::equal(terms.begin(), terms.begin() + size, other.terms.begin());
}

FluidDemand::FluidDemand(const Demand& demand, double zones)
    : stays(demand.fixed), spread(-demand.fetched), survivors(demand.fetched) {
    for (std::size_t i = 0; i < demand.size; ++i) {
        const DemandTerm& term = demand.terms[i];
        const PlacedLoad& load = *term.load;
        lumps += std::min(term.at_most, term.factor * load.heaviest());
        // What is capped may be less than its share: nothing is the least that it can be.
        if (term.at_most != kInfinity) {
            lumps += term.factor * load.total();
            continue;
        }
        stays += term.factor * load.excess();
        const double shared = term.factor * std::max(0.0, load.total() - load.excess_total());
        const bool a_zone_less = term.over == Over::all_but_a_zone && zones >= 2.0;
        (term.over == Over::all_but_some ? survivors : spread) +=
            a_zone_less ? shared * zones / (zones - 1.0) : shared;
        // What is fetched comes from the n - 1 others, and only where one broker is away.
        if (term.over == Over::all_but_some) {
            away = term.away;
        }
    }
}

double FluidDemand::brokers_for(double capacity) const {
    const double room = capacity - stays;
    if (room == kInfinity || (spread <= 0.0 && survivors <= 0.0)) {
        return room >= 0.0 ? 1.0 : kInfinity;
    }
    if (room <= 0.0) {
        return kInfinity;
    }
    if (survivors == 0.0) {
        return spread / room;
    }
    // The larger root of room n^2 - (room away + spread + survivors) n + spread away.
    const double linear = room * away + spread + survivors;
    return (linear + std::sqrt(std::max(0.0, linear * linear - 4.0 * room * spread * away))) / (2.0 * room);
}

double demand_per_broker(const Demands& demands, std::size_t limit, double n, double zones) {
    const double own = demands[limit].per_broker(n, zones);
    const std::size_t steady = limit - limit % kScenarios;
    return limit == steady ? own : std::max(own, demands[steady].per_broker(n, zones));
}

Demands sizing_demands(const ClusterLoad& load, const SizingPolicy& policy, DemandForm form) {
    const Sizer sizer{.load = load, .policy = policy};
    Demands demands{};
    const auto put = [&](Constraint constraint, const PerScenario& values) {
        std::ranges::copy(values, demands.begin() + static_cast<std::ptrdiff_t>(
                                                        limit_index(constraint, Scenario::steady_peak)));
    };
    const auto fixed = [](double value) {
        Demand demand;
        demand.fixed = value;
        return in_every_scenario(demand);
    };
    put(Constraint::network_in,
        form.counts_replication ? sizer.network_in() : sizer.led(Part::clients_in, Part::clients_in));
    put(Constraint::network_out, form.counts_replication
                                     ? sizer.network_out()
                                     : sizer.led(Part::clients_out, Part::replayed_clients_out));
    put(Constraint::disk_write, sizer.disk_write());
    put(Constraint::catch_up_read, sizer.catch_up_read(form.disk_shared));
    put(Constraint::storage, in_every_scenario(sum_of({sizer.part(Part::stored, sizer.with_overhead())})));
    put(Constraint::largest_replica, fixed(load.parts[Part::stored].heaviest() * sizer.with_overhead()));
    put(Constraint::partitions_per_broker, in_every_scenario(sum_of({sizer.part(Part::replicas)})));
    put(Constraint::partitions_per_cluster, fixed(load.parts[Part::replicas].total()));
    put(Constraint::cpu, sizer.busy_vcpus());
    put(Constraint::memory, in_every_scenario(sum_of({sizer.part(
                                Part::replicas_in, policy.tail_window.value / kMegabytesPerGigabyte)})));
    put(Constraint::connections, fixed(load.connections));
    put(Constraint::requests, sizer.requests());
    put(Constraint::rebuild_time, form.refills ? sizer.refilled() : PerScenario{});
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
            hardware.disk.value,
            hardware.partitions.value,
            policy.partitions_per_cluster.value,
            hardware.vcpu.value,
            hardware.page_cache.value,
            hardware.connections.value,
            hardware.requests.value,
            refill.value};
}

Targets sizing_targets(const SizingPolicy& policy) {
    Targets targets{};
    const auto put = [&](Constraint constraint, Ratio steady, Ratio otherwise) {
        for (std::size_t scenario = 0; scenario < kScenarios; ++scenario) {
            targets[static_cast<std::size_t>(constraint) * kScenarios + scenario] =
                scenario == 0 ? steady.value : otherwise.value;
        }
    };
    constexpr Ratio kWhole{1.0};
    put(Constraint::network_in, policy.network_target, policy.network_failure_target);
    put(Constraint::network_out, policy.network_target, policy.network_failure_target);
    put(Constraint::disk_write, policy.disk_target, policy.disk_failure_target);
    put(Constraint::catch_up_read, policy.disk_target, policy.disk_failure_target);
    // Storage carries its headroom in storage_overhead.
    put(Constraint::storage, kWhole, kWhole);
    put(Constraint::largest_replica, kWhole, kWhole);
    put(Constraint::partitions_per_broker, policy.partition_target, policy.partition_target);
    put(Constraint::partitions_per_cluster, policy.partition_target, policy.partition_target);
    put(Constraint::cpu, policy.cpu_target, policy.cpu_failure_target);
    put(Constraint::memory, policy.memory_target, policy.memory_target);
    put(Constraint::connections, kWhole, kWhole);
    put(Constraint::requests, policy.cpu_target, policy.cpu_failure_target);
    put(Constraint::rebuild_time, policy.disk_failure_target, policy.disk_failure_target);
    return targets;
}

}  // namespace kafka_architect
