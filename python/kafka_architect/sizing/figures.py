"""The plain figures of a plan: where each is in the document, its formula, inputs and source."""

from __future__ import annotations

from kafka_architect.sizing.words import CONSTRAINTS

FIGURES: dict[str, tuple[str, str, str, tuple[str, ...], str]] = {
    # name: path in the document, unit, formula, inputs, source
    "write_mb_per_s": (
        "demand.write_mb_per_s",
        "MB/s",
        "rate x message bytes / compression x peak to average x growth",
        (
            "workload.rate",
            "workload.message_bytes",
            "workload.compression_ratio",
            "workload.peak_to_average",
            "sized_for.growth_factor",
        ),
        "bytes on the wire, at the peak",
    ),
    "read_mb_per_s": (
        "demand.read_mb_per_s",
        "MB/s",
        "write x (groups that read everything + catch-up groups)",
        ("demand.write_mb_per_s", "workload.consumer_groups", "workload.fan_out", "workload.catch_up_groups"),
        "each group reads every byte once",
    ),
    "replication_mb_per_s": (
        "demand.replication_mb_per_s",
        "MB/s",
        "write x (replication factor - 1)",
        ("demand.write_mb_per_s", "workload.replication_factor"),
        "followers fetch from leaders",
    ),
    "network_in_mb_per_s": (
        "demand.network_in_mb_per_s",
        "MB/s",
        "write + replication",
        ("demand.write_mb_per_s", "demand.replication_mb_per_s"),
        "producers to leaders, leaders to followers",
    ),
    "network_out_mb_per_s": (
        "demand.network_out_mb_per_s",
        "MB/s",
        "read + replication",
        ("demand.read_mb_per_s", "demand.replication_mb_per_s"),
        "leaders to consumers and followers",
    ),
    "daily_write_tb": (
        "demand.daily_write_tb",
        "TB",
        "mean write x 86,400 s",
        ("demand.mean_write_mb_per_s",),
        "one copy; the mean and not the peak fills disks",
    ),
    "retained_tb": (
        "demand.retained_tb",
        "TB",
        "min(mean write x retention, retention bytes x partitions, live bytes x 2) x replication factor",
        (
            "demand.mean_write_mb_per_s",
            "workload.retention",
            "workload.retention_bytes",
            "workload.live_keys",
            "workload.local_retention",
            "workload.replication_factor",
        ),
        "all replicas; tiered data counts once",
    ),
    "provisioned_tb": (
        "demand.provisioned_tb",
        "TB",
        "retained on the brokers x (1 + storage overhead)",
        ("demand.local_tb", "policy.storage_overhead"),
        "policy storage_overhead",
    ),
    "storage_per_broker": (
        "storage.per_broker_gb",
        "GB",
        "provisioned / brokers + hottest partition's excess",
        ("demand.provisioned_tb", "brokers", "workload.skew"),
        CONSTRAINTS["storage"].source,
    ),
    "volumes": (
        "storage.volumes",
        "per broker",
        "space: storage per broker; throughput: the busiest scenario of disk_write, "
        "catch_up_read and "
        "rebuild_time / disk target; IOPS: what that throughput needs",
        ("storage.per_broker_gb", "policy.disk_target", "policy.volume"),
        "Amazon EBS user guide, volume types",
    ),
    "heap_gib": (
        "memory.heap_gib",
        "GiB",
        "min(heap_gib, memory x heap_share_at_most)",
        ("hardware.memory", "policy.heap_gib", "policy.heap_share_at_most"),
        "Confluent, 'Running Kafka in Production': more than 6 GiB is not needed; not half of the memory",
    ),
    "page_cache_gib": (
        "memory.page_cache_gib",
        "GiB",
        "memory - heap - system",
        ("hardware.memory", "memory.heap_gib", "policy.system_gib"),
        "Apache Kafka documentation: the page cache serves tail reads",
    ),
    "partitions_total": (
        "partitions_total",
        "partitions",
        "topics x partitions per topic",
        ("topics", "partitions_per_topic"),
        "without replicas",
    ),
    "replicas_per_broker": (
        "replicas_per_broker",
        "replicas",
        "partitions x replication factor / brokers, rounded up",
        ("partitions_total", "workload.replication_factor", "brokers"),
        "leaders and followers both cost memory, files and recovery time",
    ),
    "rebuild_hours": (
        "rebuild_hours",
        "h",
        "data of one broker / (disk and network target - bytes that arrive)",
        ("storage.per_broker_gb", "policy.rebuild_hours"),
        "how long a lost broker's replicas are missing",
    ),
    "brokers_floor": (
        "brokers_floor",
        "brokers",
        "replication factor, rounded up to a multiple of the zones",
        ("workload.replication_factor", "workload.zones"),
        "one replica per broker, equal zones",
    ),
    "controllers": (
        "controllers",
        "",
        "a quorum that survives the loss of one",
        ("policy.controllers",),
        "Apache Kafka documentation, KRaft",
    ),
}
