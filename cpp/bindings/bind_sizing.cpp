// Sizing as functions over arrays of doubles: one row per workload or kind of broker, one column per field.
// The names and the order of the columns are exported, so that Python fills them by name.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/sizing_brokers.hpp"

namespace {

using namespace kafka_architect;

constexpr Seconds kDay{86400.0};

using Doubles = py::array_t<double, py::array::c_style | py::array::forcecast>;

template <typename Row>
struct Field {
    using Set = void (*)(Row& row, double value);

    constexpr Field(std::string_view field_name, Set field_set) : name(field_name), set(field_set) {}

    std::string_view name;
    Set set;
};

constexpr std::array kWorkloadFields = {
    Field<SizingWorkload>{"messages_per_s", [](auto& row, double v) { row.messages = {v}; }},
    Field<SizingWorkload>{"message_bytes", [](auto& row, double v) { row.message_size = {v}; }},
    Field<SizingWorkload>{"add_overhead", [](auto& row, double v) { row.add_overhead = v != 0.0; }},
    Field<SizingWorkload>{"compression_ratio", [](auto& row, double v) { row.compression = {v}; }},
    Field<SizingWorkload>{"peak_to_mean", [](auto& row, double v) { row.peak_to_mean = {v}; }},
    Field<SizingWorkload>{"growth_factor", [](auto& row, double v) { row.growth = {v}; }},
    Field<SizingWorkload>{"reads_per_write", [](auto& row, double v) { row.reads_per_write = {v}; }},
    Field<SizingWorkload>{"catch_up_reads_per_write",
                          [](auto& row, double v) { row.catch_up_reads_per_write = {v}; }},
    Field<SizingWorkload>{"retention_s", [](auto& row, double v) { row.retention = {v}; }},
    Field<SizingWorkload>{"retention_bytes_per_partition",
                          [](auto& row, double v) { row.retention_per_partition = {v}; }},
    Field<SizingWorkload>{"live_bytes", [](auto& row, double v) { row.live_bytes = {v}; }},
    Field<SizingWorkload>{"local_retention_s", [](auto& row, double v) { row.local_retention = {v}; }},
    Field<SizingWorkload>{"replication_factor", [](auto& row, double v) { row.replication_factor = {v}; }},
    Field<SizingWorkload>{"partitions", [](auto& row, double v) { row.partitions = {v}; }},
    Field<SizingWorkload>{"skew", [](auto& row, double v) { row.skew = {v}; }},
    Field<SizingWorkload>{"zones", [](auto& row, double v) { row.zones = {v}; }},
    Field<SizingWorkload>{"connections", [](auto& row, double v) { row.connections = {v}; }},
    Field<SizingWorkload>{"producers", [](auto& row, double v) { row.producers = {v}; }},
    Field<SizingWorkload>{"batch_bytes", [](auto& row, double v) { row.batch_size = {v}; }},
    Field<SizingWorkload>{"linger_s", [](auto& row, double v) { row.linger = {v}; }},
    Field<SizingWorkload>{"exactly_once_share", [](auto& row, double v) { row.exactly_once = {v}; }},
    Field<SizingWorkload>{"encrypted", [](auto& row, double v) { row.encrypted = {v}; }},
};

constexpr std::array kPolicyFields = {
    Field<SizingPolicy>{"network_target", [](auto& row, double v) { row.network_target = {v}; }},
    Field<SizingPolicy>{"disk_target", [](auto& row, double v) { row.disk_target = {v}; }},
    Field<SizingPolicy>{"cpu_target", [](auto& row, double v) { row.cpu_target = {v}; }},
    Field<SizingPolicy>{"network_failure_target",
                        [](auto& row, double v) { row.network_failure_target = {v}; }},
    Field<SizingPolicy>{"disk_failure_target", [](auto& row, double v) { row.disk_failure_target = {v}; }},
    Field<SizingPolicy>{"cpu_failure_target", [](auto& row, double v) { row.cpu_failure_target = {v}; }},
    Field<SizingPolicy>{"memory_target", [](auto& row, double v) { row.memory_target = {v}; }},
    Field<SizingPolicy>{"partition_target", [](auto& row, double v) { row.partition_target = {v}; }},
    Field<SizingPolicy>{"storage_overhead", [](auto& row, double v) { row.storage_overhead = {v}; }},
    Field<SizingPolicy>{"compaction_overhead", [](auto& row, double v) { row.compaction_overhead = {v}; }},
    Field<SizingPolicy>{"catch_up_speed", [](auto& row, double v) { row.catch_up_speed = {v}; }},
    Field<SizingPolicy>{"restart_refetch", [](auto& row, double v) { row.restart_refetch = {v}; }},
    Field<SizingPolicy>{"brokers_lost", [](auto& row, double v) { row.brokers_lost = {v}; }},
    Field<SizingPolicy>{"rebuild_s", [](auto& row, double v) { row.rebuild = {v}; }},
    Field<SizingPolicy>{"rebalance_s", [](auto& row, double v) { row.rebalance = {v}; }},
    Field<SizingPolicy>{"tail_window_s", [](auto& row, double v) { row.tail_window = {v}; }},
    Field<SizingPolicy>{"write_mb_per_s_per_vcpu", [](auto& row, double v) { row.write_per_vcpu = {v}; }},
    Field<SizingPolicy>{"request_overhead_bytes", [](auto& row, double v) { row.request_overhead = {v}; }},
    Field<SizingPolicy>{"records_per_s_per_vcpu", [](auto& row, double v) { row.records_per_vcpu = {v}; }},
    Field<SizingPolicy>{"read_cpu_weight", [](auto& row, double v) { row.read_cpu_weight = {v}; }},
    Field<SizingPolicy>{"encryption_cpu", [](auto& row, double v) { row.encryption_cpu = {v}; }},
    Field<SizingPolicy>{"exactly_once_cpu", [](auto& row, double v) { row.exactly_once_cpu = {v}; }},
    Field<SizingPolicy>{"fetch_bytes", [](auto& row, double v) { row.fetch_size = {v}; }},
    Field<SizingPolicy>{"partitions_per_cluster",
                        [](auto& row, double v) { row.partitions_per_cluster = {v}; }},
};

constexpr std::array kHardwareFields = {
    Field<SizingHardware>{"network_in_mb_per_s", [](auto& row, double v) { row.network_in = {v}; }},
    Field<SizingHardware>{"network_out_mb_per_s", [](auto& row, double v) { row.network_out = {v}; }},
    Field<SizingHardware>{"disk_write_mb_per_s", [](auto& row, double v) { row.disk_write = {v}; }},
    Field<SizingHardware>{"disk_read_mb_per_s", [](auto& row, double v) { row.disk_read = {v}; }},
    Field<SizingHardware>{"disk_shared", [](auto& row, double v) { row.disk_shared = v != 0.0; }},
    Field<SizingHardware>{"counts_replication",
                          [](auto& row, double v) { row.counts_replication = v != 0.0; }},
    Field<SizingHardware>{"refills", [](auto& row, double v) { row.refills = v != 0.0; }},
    Field<SizingHardware>{"disk_gb", [](auto& row, double v) { row.disk = {v}; }},
    Field<SizingHardware>{"storage_gb", [](auto& row, double v) { row.storage = {v}; }},
    Field<SizingHardware>{"vcpu", [](auto& row, double v) { row.vcpu = {v}; }},
    Field<SizingHardware>{"page_cache_gb", [](auto& row, double v) { row.page_cache = {v}; }},
    Field<SizingHardware>{"partitions", [](auto& row, double v) { row.partitions = {v}; }},
    Field<SizingHardware>{"connections", [](auto& row, double v) { row.connections = {v}; }},
    Field<SizingHardware>{"requests_per_s", [](auto& row, double v) { row.requests = {v}; }},
    Field<SizingHardware>{"max_brokers", [](auto& row, double v) { row.max_brokers = {v}; }},
};

template <typename Fields>
py::tuple names(const Fields& fields) {
    py::list out;
    for (const auto& field : fields) {
        out.append(py::str(field.name.data(), field.name.size()));
    }
    return {out};
}

// The rows of an (n, fields) array; refuses another shape, and NaN, which every comparison would let pass.
template <typename Row, std::size_t kFields>
std::vector<Row> rows(const Doubles& array, const std::array<Field<Row>, kFields>& fields, const char* what) {
    if (array.ndim() != 2 || array.shape(1) != static_cast<py::ssize_t>(kFields)) {
        throw Error(ErrorCode::invalid_argument,
                    std::string(what) + ": expected an array of shape (n, " + std::to_string(kFields) + ")");
    }
    const auto values = array.unchecked<2>();
    std::vector<Row> out(static_cast<std::size_t>(array.shape(0)));
    for (py::ssize_t i = 0; i < array.shape(0); ++i) {
        for (std::size_t field = 0; field < kFields; ++field) {
            const double value = values(i, static_cast<py::ssize_t>(field));
            if (std::isnan(value)) {
                throw Error(ErrorCode::invalid_argument, std::string(what) + ": " +
                                                             std::string(fields[field].name) + " of row " +
                                                             std::to_string(i) + " is not a number");
            }
            fields[field].set(out[static_cast<std::size_t>(i)], value);
        }
    }
    return out;
}

template <typename Row, std::size_t kFields>
Row one_row(const Doubles& array, const std::array<Field<Row>, kFields>& fields, const char* what) {
    std::vector<Row> all = rows(array, fields, what);
    if (all.size() != 1) {
        throw Error(ErrorCode::invalid_argument,
                    std::string(what) + ": expected one row, found " + std::to_string(all.size()));
    }
    return all.front();
}

std::vector<SizingWorkload> workloads_of(const Doubles& array) {
    return rows(array, kWorkloadFields, "workloads");
}
// Rows of one workload's topics after those of the other's.
std::size_t topics_of(const std::vector<SizingWorkload>& rows, std::size_t topics) {
    if (topics == 0 || rows.size() % topics != 0) {
        throw Error(ErrorCode::invalid_argument, "workloads: expected a multiple of " +
                                                     std::to_string(topics) + " topics, found " +
                                                     std::to_string(rows.size()));
    }
    return topics;
}
SizingPolicy policy_of(const Doubles& array) {
    return one_row(array, kPolicyFields, "policy");
}
std::vector<SizingHardware> hardware_list_of(const Doubles& array) {
    return rows(array, kHardwareFields, "hardware");
}
SizingHardware hardware_of(const Doubles& array) {
    return one_row(array, kHardwareFields, "hardware");
}

// kLimits stands for the least that replication and zones ask for, in whatever scenario.
std::pair<std::string_view, std::string_view> limit_name(std::size_t limit) {
    if (limit == kLimits) {
        return {"replication_and_zones", "every_scenario"};
    }
    return {kConstraintNames[limit / kScenarios], kScenarioNames[limit % kScenarios]};
}

template <typename T>
py::array_t<T> as_array(const std::vector<T>& values, std::size_t row_count) {
    const auto count = static_cast<py::ssize_t>(row_count);
    const auto columns = row_count == 0 ? 0 : static_cast<py::ssize_t>(values.size()) / count;
    py::array_t<T> out(std::vector<py::ssize_t>{count, columns});
    std::copy(values.begin(), values.end(), out.mutable_data());
    return out;
}

// One array per figure, one value per workload: the sum over its topics.
py::dict load(const Doubles& workloads, const Doubles& policy, std::size_t topics) {
    const std::vector<SizingWorkload> rows = workloads_of(workloads);
    const SizingPolicy choices = policy_of(policy);
    const std::size_t worlds = rows.size() / topics_of(rows, topics);
    std::vector<SizingLoad> loads;
    loads.reserve(rows.size());
    for (const SizingWorkload& row : rows) {
        loads.push_back(sizing_load(row, choices));
    }
    py::dict out;
    const auto put = [&](const char* name, auto figure) {
        py::array_t<double> values(static_cast<py::ssize_t>(worlds));
        double* const sums = values.mutable_data();
        for (std::size_t w = 0; w < worlds; ++w) {
            sums[w] = 0.0;
            for (std::size_t t = 0; t < topics; ++t) {
                sums[w] += figure(loads[w * topics + t]);
            }
        }
        out[name] = values;
    };
    put("records_per_s", [](const SizingLoad& one) { return one.records.value; });
    put("write_mb_per_s", [](const SizingLoad& one) { return one.write.value; });
    put("mean_write_mb_per_s", [](const SizingLoad& one) { return one.mean_write.value; });
    put("mean_read_mb_per_s", [](const SizingLoad& one) { return one.mean_read.value; });
    put("mean_replication_mb_per_s", [](const SizingLoad& one) { return one.mean_replication.value; });
    put("mean_upload_mb_per_s", [](const SizingLoad& one) { return one.mean_upload.value; });
    put("mean_remote_read_mb_per_s", [](const SizingLoad& one) { return one.mean_remote_read.value; });
    put("cross_zone_produce_mb_per_s", [](const SizingLoad& one) { return one.crossing_produce.value; });
    put("cross_zone_replicate_mb_per_s", [](const SizingLoad& one) { return one.crossing_replicate.value; });
    put("cross_zone_fetch_mb_per_s", [](const SizingLoad& one) { return one.crossing_fetch.value; });
    put("read_mb_per_s", [](const SizingLoad& one) { return one.read.value; });
    put("replication_mb_per_s", [](const SizingLoad& one) { return one.replication.value; });
    put("upload_mb_per_s", [](const SizingLoad& one) { return one.upload.value; });
    put("remote_read_mb_per_s", [](const SizingLoad& one) { return one.remote_read.value; });
    put("disk_read_mb_per_s", [](const SizingLoad& one) { return one.disk_read.value; });
    put("network_in_mb_per_s",
        [](const SizingLoad& one) { return (one.write + one.replication + one.remote_read).value; });
    put("network_out_mb_per_s",
        [](const SizingLoad& one) { return (one.read + one.replication + one.upload).value; });
    put("daily_write_mb", [](const SizingLoad& one) { return (one.mean_write * kDay).value; });
    put("retained_one_copy_mb", [](const SizingLoad& one) { return one.retained.value; });
    put("local_one_copy_mb", [](const SizingLoad& one) { return one.local.value; });
    put("retained_mb", [](const SizingLoad& one) { return one.retained_replicas.value; });
    put("local_mb", [](const SizingLoad& one) { return one.local_replicas.value; });
    put("provisioned_mb", [](const SizingLoad& one) { return one.provisioned.value; });
    // Of one record or batch: only for one topic at a time.
    put("record_overhead_bytes", [](const SizingLoad& one) { return one.record_overhead.value; });
    put("batch_header_bytes", [](const SizingLoad& one) { return one.batch_header.value; });
    put("log_bytes_per_record", [](const SizingLoad& one) { return one.log_record.value; });
    put("mean_records_per_batch", [](const SizingLoad& one) { return one.mean_records_per_batch.value; });
    put("overhead_mb_per_s", [](const SizingLoad& one) { return one.overhead.value; });
    put("batches_per_s", [](const SizingLoad& one) { return one.batches.value; });
    put("produce_requests_per_s_per_broker_at_most",
        [](const SizingLoad& one) { return one.produce_requests_at_most.value; });
    put("fetches_per_s", [](const SizingLoad& one) { return one.fetches.value; });
    put("replicas", [](const SizingLoad& one) { return one.replicas.value; });
    return out;
}

py::tuple cluster(const Doubles& topics, const Doubles& policy, const Doubles& hardware) {
    const std::vector<SizingWorkload> rows = workloads_of(topics);
    const SizedCluster sized = sized_cluster(rows, policy_of(policy), hardware_of(hardware));
    return py::make_tuple(sized.brokers, sized.floor, limit_name(sized.binding));
}

py::list limits(const Doubles& topics, const Doubles& policy, const Doubles& hardware, double brokers) {
    const std::vector<LimitRow> found =
        limit_rows(workloads_of(topics), policy_of(policy), hardware_of(hardware), brokers);
    py::list out;
    for (std::size_t limit = 0; limit < found.size(); ++limit) {
        const auto [constraint, scenario] = limit_name(limit);
        const LimitRow& row = found[limit];
        out.append(py::make_tuple(constraint, scenario, row.demand_per_broker, row.capacity_per_broker,
                                  row.target, row.brokers_required));
    }
    return out;
}

py::tuple grid(const Doubles& workloads, const Doubles& policy, const Doubles& hardware, std::size_t workers,
               std::size_t topics) {
    const std::vector<SizingWorkload> rows = workloads_of(workloads);
    const Workloads worlds{.rows = rows, .topics = topics_of(rows, topics)};
    const std::vector<SizingHardware> kinds = hardware_list_of(hardware);
    const SizingPolicy choices = policy_of(policy);
    SizedGrid sized;
    {
        const py::gil_scoped_release without_gil;
        sized = size_grid(worlds, choices, kinds, workers);
    }
    return py::make_tuple(as_array(sized.brokers, worlds.size()), as_array(sized.binding, worlds.size()));
}

py::tuple disks(const Doubles& workloads, const Doubles& policy, const Doubles& hardware,
                const py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>& brokers,
                std::size_t topics) {
    const std::vector<SizingWorkload> rows = workloads_of(workloads);
    const Workloads worlds{.rows = rows, .topics = topics_of(rows, topics)};
    const std::vector<SizingHardware> kinds = hardware_list_of(hardware);
    const SizingPolicy choices = policy_of(policy);
    if (static_cast<std::size_t>(brokers.size()) != worlds.size() * kinds.size()) {
        throw Error(ErrorCode::invalid_argument, "brokers: expected one number per workload and hardware");
    }
    const std::span<const std::int32_t> counts(brokers.data(), static_cast<std::size_t>(brokers.size()));
    DiskGrid grid;
    {
        const py::gil_scoped_release without_gil;
        grid = disk_grid(worlds, choices, kinds, counts);
    }
    return py::make_tuple(as_array(grid.mb_per_s, worlds.size()), as_array(grid.gb, worlds.size()));
}

py::array_t<double> utilisation(const Doubles& workloads, const Doubles& policy, const Doubles& hardware,
                                double brokers, std::size_t topics) {
    const std::vector<SizingWorkload> rows = workloads_of(workloads);
    const Workloads worlds{.rows = rows, .topics = topics_of(rows, topics)};
    const SizingHardware kind = hardware_of(hardware);
    const SizingPolicy choices = policy_of(policy);
    std::vector<double> used;
    {
        const py::gil_scoped_release without_gil;
        used = utilisation_grid(worlds, choices, kind, brokers);
    }
    return as_array(used, worlds.size());
}

// What the busiest of `brokers` has of each part; of those that remain without one, without as many as the
// policy says, and without a zone.
py::dict busiest(const Doubles& topics, const Doubles& policy, double brokers) {
    const SizingPolicy choices = policy_of(policy);
    const ClusterLoad load = cluster_load(workloads_of(topics), choices);
    py::dict parts;
    for (std::size_t part = 0; part < ClusterLoad::kParts; ++part) {
        const auto of = [&](Over over, double away = 0.0) {
            return load.parts[part].busiest(brokers_over(brokers, over, away, load.zones));
        };
        const std::string_view name = ClusterLoad::kPartNames[part];
        parts[py::str(name.data(), name.size())] =
            py::make_tuple(of(Over::all), of(Over::all_but_some, 1.0),
                           of(Over::all_but_some, choices.brokers_lost.value), of(Over::all_but_a_zone));
    }
    return parts;
}

py::tuple carried(const Doubles& topics, const Doubles& policy, const Doubles& hardware, double brokers) {
    const Carried found =
        carried_times(workloads_of(topics), policy_of(policy), hardware_of(hardware), brokers);
    return py::make_tuple(found.times, limit_name(found.binding));
}

}  // namespace

void bind_sizing(py::module_& module) {
    module.attr("SIZING_WORKLOAD_FIELDS") = names(kWorkloadFields);
    module.attr("SIZING_POLICY_FIELDS") = names(kPolicyFields);
    module.attr("SIZING_HARDWARE_FIELDS") = names(kHardwareFields);
    module.attr("SIZING_CONSTRAINTS") = py::tuple(py::cast(kConstraintNames));
    module.attr("SIZING_SCENARIOS") = py::tuple(py::cast(kScenarioNames));
    module.attr("SIZING_FLOOR") = limit_name(kLimits);
    module.def("sizing_load", &load, py::arg("workloads"), py::arg("policy"), py::arg("topics") = 1);
    module.def("sized_cluster", &cluster, py::arg("topics"), py::arg("policy"), py::arg("hardware"));
    module.def("sizing_limits", &limits, py::arg("topics"), py::arg("policy"), py::arg("hardware"),
               py::arg("brokers"));
    module.def("size_grid", &grid, py::arg("workloads"), py::arg("policy"), py::arg("hardware"),
               py::arg("workers"), py::arg("topics") = 1);
    module.def("disk_grid", &disks, py::arg("workloads"), py::arg("policy"), py::arg("hardware"),
               py::arg("brokers"), py::arg("topics") = 1);
    module.def("utilisation_grid", &utilisation, py::arg("workloads"), py::arg("policy"), py::arg("hardware"),
               py::arg("brokers"), py::arg("topics") = 1);
    module.def("busiest_parts", &busiest, py::arg("topics"), py::arg("policy"), py::arg("brokers"));
    module.def("carried_times", &carried, py::arg("topics"), py::arg("policy"), py::arg("hardware"),
               py::arg("brokers"));
    module.def(
        "movement_hours",
        [](const Doubles& topics, const Doubles& policy, const Doubles& hardware, double brokers,
           double added) {
            return movement_hours(workloads_of(topics), policy_of(policy), hardware_of(hardware), brokers,
                                  added);
        },
        py::arg("topics"), py::arg("policy"), py::arg("hardware"), py::arg("brokers"), py::arg("added"));
}
