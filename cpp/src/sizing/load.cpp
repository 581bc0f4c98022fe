#include "kafka_architect/sizing_load.hpp"

#include <algorithm>

namespace kafka_architect {

namespace {

// One copy of what retention keeps: bounded by time, by size, by compaction, whichever is least.
Megabytes kept(const SizingWorkload& workload, const SizingPolicy& policy, MegabytesPerSecond mean_write,
               Seconds retention) {
    // An idle log stays empty however long it is kept.
    const Megabytes by_time = mean_write.value > 0.0 ? mean_write * retention : Megabytes{0.0};
    const Megabytes by_size = megabytes(workload.retention_per_partition) * workload.partitions.value;
    const Megabytes by_key =
        megabytes(workload.live_bytes) *
        (policy.compaction_overhead.value * workload.growth.value / workload.compression.value);
    return std::min({by_time, by_size, by_key});
}

PerSecond requests(MegabytesPerSecond write, MegabytesPerSecond sent, const SizingWorkload& workload,
                   const SizingPolicy& policy) {
    return write / megabytes(workload.request_size) + sent / megabytes(policy.fetch_size);
}

}  // namespace

SizingLoad sizing_load(const SizingWorkload& workload, const SizingPolicy& policy) {
    SizingLoad load;
    load.mean_write =
        workload.messages * workload.message_size * (workload.growth.value / workload.compression.value);
    load.write = load.mean_write * workload.peak_to_mean.value;
    load.disk_read = load.write * workload.catch_up_reads_per_write.value;
    load.read = load.write * workload.reads_per_write.value + load.disk_read;
    load.replication = load.write * (workload.replication_factor.value - 1.0);

    // A group that catches up reads at catch_up_speed instead of 1; where no group reads, one comes.
    load.replayed_read =
        std::max(load.read, load.write + load.disk_read) + load.write * (policy.catch_up_speed.value - 1.0);
    load.replayed_disk_read = load.disk_read + load.write * policy.catch_up_speed.value;

    load.retained = kept(workload, policy, load.mean_write, workload.retention);
    load.local = std::min(load.retained, kept(workload, policy, load.mean_write, workload.local_retention));
    load.local_replicas = load.local * workload.replication_factor.value;
    load.retained_replicas = load.local_replicas + (load.retained - load.local);
    load.provisioned = load.local_replicas * (1.0 + policy.storage_overhead.value);

    load.requests = requests(load.write, load.read + load.replication, workload, policy);
    load.replayed_requests = requests(load.write, load.replayed_read + load.replication, workload, policy);
    load.replicas = workload.partitions * workload.replication_factor.value;
    load.hot = (workload.skew.value - 1.0) / workload.partitions.value;
    return load;
}

}  // namespace kafka_architect
