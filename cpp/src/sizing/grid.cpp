// Many workloads x many kinds of broker. What a workload asks for depends on the hardware only through
// DemandForm, so each workload's demands are worked out once per form; a limit whose demand another
// scenario repeats is left out. What remains per pair is one division, or one square root, per limit.
#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "kafka_architect/sizing_brokers.hpp"
#include "sized.hpp"

namespace kafka_architect {

namespace {

constexpr std::size_t kForms = 4;

std::size_t form_index(const SizingHardware& hardware) {
    return (hardware.disk_shared ? 1U : 0U) + (hardware.counts_replication ? 2U : 0U);
}
DemandForm form_at(std::size_t index) {
    return {.disk_shared = (index & 1U) != 0, .counts_replication = (index & 2U) != 0};
}

bool same(const Demand& a, const Demand& b) {
    return a.fixed == b.fixed && a.spread == b.spread && a.survivors == b.survivors;
}

struct DistinctLimits {
    std::array<Demand, kLimits> demands;
    std::array<std::uint8_t, kLimits> index{};
    std::size_t size = 0;

    explicit DistinctLimits(const Demands& all) {
        for (std::size_t limit = 0; limit < kLimits; ++limit) {
            bool repeated = false;
            for (std::size_t earlier = limit - limit % kScenarios; earlier < limit; ++earlier) {
                repeated = repeated || same(all[earlier], all[limit]);
            }
            if (!repeated) {
                demands[size] = all[limit];
                index[size] = static_cast<std::uint8_t>(limit);
                ++size;
            }
        }
    }
};

class Grid {
public:
    Grid(const SizingPolicy& policy, std::span<const SizingHardware> hardware)
        : policy_(policy), hardware_(hardware) {
        for (const SizingHardware& one : hardware) {
            usable_.push_back(usable_capacities(one, policy));
            used_[form_index(one)] = true;
        }
    }

    void size_row(const SizingWorkload& workload, std::int32_t* brokers, std::uint8_t* binding) const {
        const SizingLoad load = sizing_load(workload, policy_);
        const double floor = least_brokers(workload);
        for (std::size_t form = 0; form < kForms; ++form) {
            if (!used_[form]) {
                continue;
            }
            const DistinctLimits limits(sizing_demands(workload, load, policy_, form_at(form)));
            for (std::size_t h = 0; h < hardware_.size(); ++h) {
                if (form_index(hardware_[h]) == form) {
                    size_one(limits, floor, workload.zones.value, h, brokers[h], binding[h]);
                }
            }
        }
    }

private:
    void size_one(const DistinctLimits& limits, double floor, double zones, std::size_t h,
                  std::int32_t& brokers, std::uint8_t& binding) const {
        double most = 0.0;
        binding = 0;
        for (std::size_t i = 0; i < limits.size; ++i) {
            const double needed = limits.demands[i].brokers_for(usable_[h][limits.index[i] / kScenarios]);
            if (needed > most) {
                most = needed;
                binding = limits.index[i];
            }
        }
        const double whole = multiple_of(std::max(whole_brokers(most), floor), zones);
        const double most_allowed = std::min(hardware_[h].max_brokers.value,
                                             static_cast<double>(std::numeric_limits<std::int32_t>::max()));
        brokers = whole <= most_allowed ? static_cast<std::int32_t>(whole) : 0;
    }

    const SizingPolicy& policy_;
    std::span<const SizingHardware> hardware_;
    std::vector<Capacities> usable_;
    std::array<bool, kForms> used_{};
};

}  // namespace

SizedGrid size_grid(std::span<const SizingWorkload> workloads, const SizingPolicy& policy,
                    std::span<const SizingHardware> hardware, std::size_t workers) {
    const Grid grid(policy, hardware);
    SizedGrid sized;
    sized.brokers.resize(workloads.size() * hardware.size());
    sized.binding.resize(workloads.size() * hardware.size());
    const auto size_rows = [&](std::size_t first, std::size_t last) {
        for (std::size_t w = first; w < last; ++w) {
            const std::size_t row = w * hardware.size();
            grid.size_row(workloads[w], sized.brokers.data() + row, sized.binding.data() + row);
        }
    };
    const std::size_t threads =
        std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(workloads.size(), 1));
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads; ++t) {
        others.emplace_back(size_rows, workloads.size() * t / threads, workloads.size() * (t + 1) / threads);
    }
    size_rows(0, workloads.size() / threads);
    return sized;
}

DiskGrid disk_grid(std::span<const SizingWorkload> workloads, const SizingPolicy& policy,
                   std::span<const SizingHardware> hardware, std::span<const std::int32_t> brokers) {
    DiskGrid disks;
    disks.mb_per_s.resize(workloads.size() * hardware.size());
    disks.gb.resize(workloads.size() * hardware.size());
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        const SizingLoad load = sizing_load(workloads[w], policy);
        std::array<Demands, kForms> forms;
        for (std::size_t form = 0; form < kForms; ++form) {
            forms[form] = sizing_demands(workloads[w], load, policy, form_at(form));
        }
        for (std::size_t h = 0; h < hardware.size(); ++h) {
            const std::size_t cell = w * hardware.size() + h;
            const double n = brokers[cell];
            for (std::size_t scenario = 0; n > 0 && scenario < kScenarios; ++scenario) {
                const auto demand = [&](Constraint constraint) {
                    const std::size_t limit = limit_index(constraint, static_cast<Scenario>(scenario));
                    const double one = forms[form_index(hardware[h])][limit].per_broker(n);
                    // Nothing is provisioned for the survivors of a single broker: there are none.
                    return std::isfinite(one) ? one : 0.0;
                };
                disks.mb_per_s[cell] =
                    std::max({disks.mb_per_s[cell], demand(Constraint::disk_write),
                              demand(Constraint::catch_up_read), demand(Constraint::rebuild_time)});
                disks.gb[cell] = std::max(disks.gb[cell], demand(Constraint::storage));
            }
        }
    }
    return disks;
}

}  // namespace kafka_architect
