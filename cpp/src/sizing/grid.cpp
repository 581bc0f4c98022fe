// Many workloads x many kinds of broker. What a workload asks for depends on the hardware only through
// DemandForm, so each workload's demands are worked out once per form; a limit whose demand another
// scenario repeats is left out. What remains per pair is one division, or one square root, and one look at
// the whole partitions, per limit.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <thread>

#include "kafka_architect/sizing_brokers.hpp"
#include "sized.hpp"

namespace kafka_architect {

namespace {

constexpr std::size_t kForms = 8;

std::size_t form_index(const SizingHardware& hardware) {
    return (hardware.disk_shared ? 1U : 0U) + (hardware.counts_replication ? 2U : 0U) +
           (hardware.refills ? 4U : 0U);
}
DemandForm form_at(std::size_t index) {
    return {.disk_shared = (index & 1U) != 0,
            .counts_replication = (index & 2U) != 0,
            .refills = (index & 4U) != 0};
}

class Grid {
public:
    Grid(const SizingPolicy& policy, std::span<const SizingHardware> hardware)
        : policy_(policy), hardware_(hardware) {
        for (const SizingHardware& one : hardware) {
            usable_.push_back(usable_capacities(one, policy));
            used_[form_index(one)] = true;
        }
    }

    void size_row(ClusterTopics topics, std::int32_t* brokers, std::uint8_t* binding) const {
        const ClusterLoad load = cluster_load(topics, policy_);
        const double floor = least_brokers(load);
        for (std::size_t form = 0; form < kForms; ++form) {
            if (!used_[form]) {
                continue;
            }
            const DistinctLimits limits(load, policy_, form_at(form));
            for (std::size_t h = 0; h < hardware_.size(); ++h) {
                if (form_index(hardware_[h]) == form) {
                    size_one(limits, floor, h, brokers[h], binding[h]);
                }
            }
        }
    }

private:
    void size_one(const DistinctLimits& limits, double floor, std::size_t h, std::int32_t& brokers,
                  std::uint8_t& binding) const {
        const Needed needed = brokers_needed(limits, usable_[h], floor);
        binding = static_cast<std::uint8_t>(needed.binding);
        const double whole = multiple_of(needed.brokers, limits.zones);
        const double most_allowed = std::min(hardware_[h].max_brokers.value,
                                             static_cast<double>(std::numeric_limits<std::int32_t>::max()));
        brokers = whole <= most_allowed ? static_cast<std::int32_t>(whole) : 0;
    }

    const SizingPolicy& policy_;
    std::span<const SizingHardware> hardware_;
    std::vector<Usable> usable_;
    std::array<bool, kForms> used_{};
};

}  // namespace

SizedGrid size_grid(Workloads workloads, const SizingPolicy& policy, std::span<const SizingHardware> hardware,
                    std::size_t workers) {
    const Grid grid(policy, hardware);
    const std::size_t count = workloads.size();
    SizedGrid sized;
    sized.brokers.resize(count * hardware.size());
    sized.binding.resize(count * hardware.size());
    const auto size_rows = [&](std::size_t first, std::size_t last) {
        for (std::size_t w = first; w < last; ++w) {
            const std::size_t row = w * hardware.size();
            grid.size_row(workloads[w], sized.brokers.data() + row, sized.binding.data() + row);
        }
    };
    const std::size_t threads = std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(count, 1));
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads; ++t) {
        others.emplace_back(size_rows, count * t / threads, count * (t + 1) / threads);
    }
    size_rows(0, count / threads);
    return sized;
}

DiskGrid disk_grid(Workloads workloads, const SizingPolicy& policy, std::span<const SizingHardware> hardware,
                   std::span<const std::int32_t> brokers) {
    DiskGrid disks;
    disks.mb_per_s.resize(brokers.size());
    disks.gb.resize(brokers.size());
    const Targets targets = sizing_targets(policy);
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        const ClusterLoad load = cluster_load(workloads[w], policy);
        std::array<std::optional<DistinctLimits>, kForms> forms;
        for (std::size_t h = 0; h < hardware.size(); ++h) {
            const std::size_t cell = w * hardware.size() + h;
            const double n = brokers[cell];
            if (n <= 0.0) {
                continue;
            }
            std::optional<DistinctLimits>& limits = forms[form_index(hardware[h])];
            if (!limits) {
                limits.emplace(load, policy, form_of(hardware[h]));
            }
            for (std::size_t i = 0; i < limits->size; ++i) {
                const std::size_t limit = limits->index[i];
                const auto constraint = static_cast<Constraint>(limit / kScenarios);
                const bool throughput = constraint == Constraint::disk_write ||
                                        constraint == Constraint::catch_up_read ||
                                        constraint == Constraint::rebuild_time;
                if (!throughput && constraint != Constraint::storage) {
                    continue;
                }
                // Nothing is provisioned for the survivors of a single broker: there are none.
                const double demand = limits->demands[limit].per_broker(n, limits->zones);
                double& most = throughput ? disks.mb_per_s[cell] : disks.gb[cell];
                most = std::max(most, std::isfinite(demand) ? demand / targets[limit] : 0.0);
            }
        }
    }
    return disks;
}

}  // namespace kafka_architect
