#include <algorithm>

#include "kafka_architect/sizing_limits.hpp"

namespace kafka_architect {

namespace {

void place(ClusterLoad& cluster, const SizingWorkload& topic, const SizingLoad& load) {
    const double partitions = topic.partitions.value;
    const double factor = topic.replication_factor.value;
    const auto on_replicas = [&](ClusterLoad::Part part, double total) {
        cluster.parts[part].add(partitions, factor, total, topic.skew.value);
    };
    const auto on_leaders = [&](ClusterLoad::Part part, double total) {
        cluster.parts[part].add(partitions, 1.0, total, topic.skew.value);
    };
    const double write = load.write.value;
    const double sent = (load.read + load.replication + load.upload).value;
    // A new leader stops following: it sends what it leads to consumers and to one follower less.
    const double moved = std::max(0.0, (load.read + load.upload).value - write);
    const double replayed = (load.replayed_read + load.replication + load.upload).value;
    on_replicas(ClusterLoad::replicas_in, write * factor);
    on_leaders(ClusterLoad::leaders_out, sent);
    on_replicas(ClusterLoad::replicas_out, sent - moved);
    on_leaders(ClusterLoad::leaders_moved, moved);
    on_leaders(ClusterLoad::clients_in, write);
    on_leaders(ClusterLoad::clients_out, load.read.value);
    on_leaders(ClusterLoad::old_read, load.disk_read.value);
    on_leaders(ClusterLoad::remote_in, load.remote_read.value);
    on_leaders(ClusterLoad::replayed_out, replayed);
    on_leaders(ClusterLoad::replayed_clients_out, load.replayed_read.value);
    on_leaders(ClusterLoad::replayed_old_read, load.replayed_disk_read.value);
    on_leaders(ClusterLoad::replayed_remote_in, load.replayed_remote_read.value);
    on_replicas(ClusterLoad::stored, load.local_replicas.value);
    on_leaders(ClusterLoad::records, load.records.value);
    on_leaders(ClusterLoad::produced, load.batches.value);
    on_leaders(ClusterLoad::fetched, load.fetches.value);
    on_leaders(ClusterLoad::replayed_fetched, load.replayed_fetches.value);
    cluster.parts[ClusterLoad::replicas].add(partitions, factor, load.replicas.value, 1.0);
    const double costs = load.with_requests.value;
    on_replicas(ClusterLoad::replicas_in_with_requests, write * factor * costs);
    on_leaders(ClusterLoad::leaders_out_with_requests, sent * costs);
    on_replicas(ClusterLoad::replicas_out_with_requests, (sent - moved) * costs);
    on_leaders(ClusterLoad::leaders_moved_with_requests, moved * costs);
    on_leaders(ClusterLoad::replayed_out_with_requests, replayed * costs);
    on_replicas(ClusterLoad::stored_with_requests, load.local_replicas.value * costs);
}

}  // namespace

ClusterLoad cluster_load(std::span<const SizingWorkload> topics, const SizingPolicy& policy) {
    ClusterLoad cluster;
    cluster.topics.reserve(topics.size());
    for (const SizingWorkload& topic : topics) {
        const SizingLoad& load = cluster.topics.emplace_back(sizing_load(topic, policy));
        place(cluster, topic, load);
        cluster.zones = topic.zones.value;
        cluster.largest_replication_factor =
            std::max(cluster.largest_replication_factor, topic.replication_factor.value);
        cluster.connections += topic.connections.value;
        cluster.produce_requests_at_most += load.produce_requests_at_most.value;
        cluster.in = cluster.in + load.write * topic.replication_factor.value;
        cluster.stored_replicas = cluster.stored_replicas + load.local_replicas;
        // The most that any topic needs, so that more load never makes the mean, and the cluster, smaller.
        const double extra = (1.0 + policy.encryption_cpu.value * topic.encrypted.value) *
                             (1.0 + policy.exactly_once_cpu.value * topic.exactly_once.value);
        cluster.cpu_extra = std::max(cluster.cpu_extra, extra);
    }
    for (PlacedLoad& part : cluster.parts) {
        part.settle();
    }
    return cluster;
}

}  // namespace kafka_architect
