#include "kafka_architect/sizing_load.hpp"

#include <algorithm>
#include <cmath>

#include "record_format.hpp"

namespace kafka_architect {

namespace {

// One copy of what retention keeps: bounded by time, by size, by compaction, whichever is least.
Megabytes kept(const SizingWorkload& workload, const SizingPolicy& policy, const SizingLoad& load,
               Seconds retention) {
    // An idle log stays empty however long it is kept.
    const Megabytes by_time = load.mean_write.value > 0.0 ? load.mean_write * retention : Megabytes{0.0};
    const Megabytes by_size = megabytes(workload.retention_per_partition) * workload.partitions.value;
    // A batch keeps its header while one of its records is live: at worst each live record has one for
    // itself.
    const double record =
        (workload.message_size.value + load.record_overhead.value) / workload.compression.value +
        load.batch_header.value;
    const Megabytes by_key =
        megabytes(workload.live_bytes) *
        (record / workload.message_size.value * policy.compaction_overhead.value * workload.growth.value);
    return std::min({by_time, by_size, by_key});
}

// A batch is sent when it is full or when it has lingered. Keyed records of a producer go to all partitions,
// so at low rates a batch holds its first record and what the linger time adds.
Count records_per_batch(const SizingWorkload& workload, PerSecond records) {
    const double sources = std::max(1.0, workload.producers.value) * workload.partitions.value;
    const double lingered = 1.0 + records.value / sources * workload.linger.value;
    const double room = workload.batch_size.value - (workload.add_overhead ? kBatchHeaderBytes : 0.0);
    const double record = workload.message_size.value +
                          (workload.add_overhead ? least_record_overhead(workload.message_size.value) : 0.0);
    const double full = room * workload.compression.value / record;
    return {std::max(1.0, std::min(lingered, full))};
}

// What a record takes in the log. Batches are those of the mean rate, so that a higher peak over the same
// mean never makes what is kept smaller.
void add_format(SizingLoad& load, const SizingWorkload& workload) {
    const double size = workload.message_size.value;
    load.mean_records_per_batch = records_per_batch(workload, workload.messages * workload.growth.value);
    if (workload.add_overhead) {
        load.record_overhead = {record_overhead(size, load.mean_records_per_batch.value)};
        load.batch_header = {kBatchHeaderBytes};
    }
    load.log_record = {(size + load.record_overhead.value) / workload.compression.value +
                       load.batch_header.value / load.mean_records_per_batch.value};
}

void add_requests(SizingLoad& load, const SizingWorkload& workload, const SizingPolicy& policy) {
    load.records_per_batch = records_per_batch(workload, load.records);
    load.batches = load.records / load.records_per_batch.value;
    load.produce_requests_at_most = {std::max(1.0, workload.producers.value) / workload.linger.value};
    const Megabytes fetch = megabytes(policy.fetch_size);
    load.fetches = (load.read + load.replication) / fetch;
    load.replayed_fetches = (load.replayed_read + load.replication) / fetch;
}

void add_crossing(SizingLoad& load, const SizingWorkload& workload) {
    const double zones = workload.zones.value;
    const double replicas = workload.replication_factor.value;
    const double away = (zones - 1.0) / zones;
    const double followers_away =
        std::min(replicas <= zones ? replicas - 1.0 : replicas * away, zones > 1.0 ? replicas - 1.0 : 0.0);
    load.crossing_produce = load.mean_write * away;
    load.crossing_replicate = load.mean_write * followers_away;
    load.crossing_fetch = load.mean_read * away;
}

}  // namespace

SizingLoad sizing_load(const SizingWorkload& workload, const SizingPolicy& policy) {
    SizingLoad load;
    const double peak = workload.peak_to_mean.value;
    load.records = workload.messages * (workload.growth.value * peak);
    add_format(load, workload);
    load.mean_write = workload.messages * load.log_record * workload.growth.value;
    load.write = load.mean_write * peak;
    const Bytes without_overhead{workload.message_size.value / workload.compression.value};
    load.overhead = load.records * (load.log_record - without_overhead);
    const MegabytesPerSecond old = load.write * workload.catch_up_reads_per_write.value;
    load.read = load.write * workload.reads_per_write.value + old;
    load.replication = load.write * (workload.replication_factor.value - 1.0);
    load.mean_read = load.read / peak;
    load.mean_replication = load.replication / peak;
    add_crossing(load, workload);

    // A group that catches up reads at catch_up_speed instead of 1; where no group reads, one comes.
    load.replayed_read =
        std::max(load.read, load.write + old) + load.write * (policy.catch_up_speed.value - 1.0);
    const MegabytesPerSecond replayed = old + load.write * policy.catch_up_speed.value;
    // Tiered: what is old comes from the remote storage; what a group missed, from there or from disk.
    const bool tiered = std::isfinite(workload.local_retention.value);
    load.disk_read = tiered ? MegabytesPerSecond{0.0} : old;
    load.replayed_disk_read = load.disk_read + load.write * policy.catch_up_speed.value;
    load.upload = tiered ? load.write : MegabytesPerSecond{0.0};
    load.mean_upload = load.upload / peak;
    load.remote_read = tiered ? old : MegabytesPerSecond{0.0};
    load.mean_remote_read = load.remote_read / peak;
    load.replayed_remote_read = tiered ? replayed : MegabytesPerSecond{0.0};

    load.retained = kept(workload, policy, load, workload.retention);
    load.local = std::min(load.retained, kept(workload, policy, load, workload.local_retention));
    load.local_replicas = load.local * workload.replication_factor.value;
    load.retained_replicas = load.local_replicas + (load.retained - load.local);
    load.provisioned = load.local_replicas * (1.0 + policy.storage_overhead.value);
    add_requests(load, workload, policy);
    load.with_requests = {1.0 + policy.request_overhead.value / workload.batch_size.value};
    load.replicas = workload.partitions * workload.replication_factor.value;
    return load;
}

}  // namespace kafka_architect
