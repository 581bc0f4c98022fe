"""Workloads, policy and hardware as the rows of numbers that the core takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.sizing import quantities
from kafka_architect.sizing.hardware import GIB, MIB_PER_MB
from kafka_architect.sizing.load_readers import IN_LOG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.load import Load
    from kafka_architect.sizing.market import Volume
    from kafka_architect.sizing.policy import Policy
    from kafka_architect.sizing.workload import Workload

    Rows = NDArray[np.float64]

_SECONDS_PER_HOUR = 3600.0
_MIB_PER_GIB = 1024
# From so many vCPUs, so many replicas. Amazon MSK developer guide, "Right-size your cluster": 300 on
# kafka.t3.small, 1,000 on 2 and 4 vCPUs, 2,000 on 8, 4,000 on 16 and more.
REPLICAS_BY_VCPU = ((16.0, 4000.0), (8.0, 2000.0), (2.0, 1000.0), (0.0, 300.0))
# A client keeps one connection for data, and a consumer one more to its group's coordinator.
_CONNECTIONS_PER_CONSUMER = 2


def topic_rows(workload: Workload, partitions: Sequence[int], growth_factor: float) -> Rows:
    """One row per load of the workload: its topics, or the one load that equal topics share.

    Args:
        workload: What the cluster carries.
        partitions: Partitions per topic, for each load.
        growth_factor: Load that is sized for, over today's.
    """
    rows = [
        _load_values(load, count * _equal_topics(workload), growth_factor, workload)
        for load, count in zip(workload.loads, partitions, strict=True)
    ]
    return np.array([[row[name] for name in _core.SIZING_WORKLOAD_FIELDS] for row in rows])


def worlds_of(rows: Rows, worlds: int) -> Rows:
    """Many workloads, equal at first: the topics of each after the other's."""
    return np.tile(rows, (worlds, 1))


def _equal_topics(workload: Workload) -> int:
    return 1 if workload.by_topic else workload.topic_count


def _load_values(load: Load, partitions: int, growth_factor: float, workload: Workload) -> dict[str, float]:
    """The core's fields by name."""
    return {
        "messages_per_s": load.rate,
        "message_bytes": load.message_bytes,
        "add_overhead": float(load.sizes != IN_LOG),
        "compression_ratio": load.compression_ratio,
        "peak_to_mean": load.peak_to_average,
        "growth_factor": growth_factor,
        "reads_per_write": load.reads_per_write,
        "catch_up_reads_per_write": load.old_reads_per_write,
        "retention_s": _retention_s(load, workload.horizon_months),
        "retention_bytes_per_partition": _or_unbounded(load.retention_bytes),
        "live_bytes": math.inf if load.live_keys is None else load.live_keys * load.message_bytes,
        "local_retention_s": _or_unbounded(load.local_retention),
        "replication_factor": load.replication_factor,
        "partitions": partitions,
        "skew": load.skew,
        "zones": workload.zones,
        "connections": load.producers + load.consumers * _CONNECTIONS_PER_CONSUMER,
        "producers": load.producers,
        "batch_bytes": load.batch_bytes,
        "linger_s": load.linger_ms / 1e3,
        "exactly_once_share": load.exactly_once_share,
        "encrypted": float(workload.tls),
    }


def _retention_s(load: Load, horizon_months: float) -> float:
    """What is kept for ever has, at the horizon, been kept until then."""
    if load.retention != math.inf or load.local_retention is None:
        return _or_unbounded(load.retention)
    return max(horizon_months * quantities.SECONDS_PER_MONTH, load.local_retention)


def policy_row(policy: Policy, workload: Workload) -> Rows:
    """The policy as it applies to a workload's latency class."""
    low = workload.latency == "low"
    network, disk = policy.network_target, policy.disk_target
    network_failure, disk_failure = policy.network_failure_target, policy.disk_failure_target
    if low:
        network, disk = min(network, policy.low_latency_target), min(disk, policy.low_latency_target)
        most = policy.low_latency_failure_target
        network_failure, disk_failure = min(network_failure, most), min(disk_failure, most)
    # A target above the one for failures holds in them too: the reserve is never more in a failure.
    values = {
        "network_target": network,
        "disk_target": disk,
        "cpu_target": policy.cpu_target,
        "network_failure_target": max(network, network_failure),
        "disk_failure_target": max(disk, disk_failure),
        "cpu_failure_target": max(policy.cpu_target, policy.cpu_failure_target),
        "memory_target": 1.0,
        "partition_target": 1.0,
        "storage_overhead": policy.storage_overhead,
        "compaction_overhead": policy.compaction_overhead,
        "catch_up_speed": policy.catch_up_speed,
        "restart_refetch": policy.restart_refetch,
        "brokers_lost": policy.brokers_lost,
        "rebuild_s": policy.rebuild_hours * _SECONDS_PER_HOUR,
        "rebalance_s": policy.rebalance_hours * _SECONDS_PER_HOUR,
        "tail_window_s": policy.low_latency_tail_window_s if low else policy.tail_window_s,
        "write_mb_per_s_per_vcpu": policy.write_mb_per_s_per_vcpu,
        "request_overhead_bytes": policy.request_overhead_bytes,
        "records_per_s_per_vcpu": policy.records_per_s_per_vcpu,
        "read_cpu_weight": policy.read_cpu_weight,
        "encryption_cpu": policy.encryption_cpu,
        "exactly_once_cpu": policy.exactly_once_cpu,
        "fetch_bytes": policy.fetch_bytes,
        "partitions_per_cluster": policy.partitions_per_cluster,
    }
    return np.array([[values[name] for name in _core.SIZING_POLICY_FIELDS]])


def hardware_rows(hardware: Sequence[Hardware], volumes: Sequence[Volume | None], policy: Policy) -> Rows:
    """Kinds of brokers, each with the volume that it would get."""
    rows = [_hardware_values(one, volume, policy) for one, volume in zip(hardware, volumes, strict=True)]
    return np.array([[row[name] for name in _core.SIZING_HARDWARE_FIELDS] for row in rows]).reshape(
        len(rows), len(_core.SIZING_HARDWARE_FIELDS)
    )


def heap_gib(hardware: Hardware, policy: Policy) -> float:
    """The broker's heap: as much as it needs, not half of the memory, and never less than Kafka's own."""
    wanted = min(policy.heap_gib, float(hardware.memory) * policy.heap_share_at_most)
    return max(wanted, policy.least_heap_gib)


def replicas_at_most(hardware: Hardware, policy: Policy) -> float:
    """Replicas that a broker should hold: by its size, its heap, and the provider's or the policy's limit."""
    limit = hardware.partitions
    if limit is None:
        by_size = next(most for vcpus, most in REPLICAS_BY_VCPU if hardware.vcpu >= vcpus)
        limit = min(by_size, policy.partitions_per_broker)
    room = heap_gib(hardware, policy) - policy.heap_gib_without_replicas
    by_heap = max(0.0, room) * _MIB_PER_GIB / policy.heap_mib_per_replica
    return min(float(limit), math.floor(by_heap))


def page_cache_gib(hardware: Hardware, policy: Policy) -> float:
    """What the heap and the system leave."""
    return max(0.0, float(hardware.memory) - heap_gib(hardware, policy) - policy.system_gib)


def _hardware_values(hardware: Hardware, volume: Volume | None, policy: Policy) -> dict[str, float]:
    guaranteed = hardware.throughput_guaranteed
    write, read, storage = _disks(hardware, volume, policy)
    return {
        "network_in_mb_per_s": hardware.network,
        "network_out_mb_per_s": hardware.out,
        "disk_write_mb_per_s": write,
        "disk_read_mb_per_s": read,
        "disk_shared": float(not hardware.on_local_disks and not hardware.storage_managed),
        "counts_replication": float(hardware.replication_counted),
        "refills": float(not hardware.outlived and not hardware.storage_managed),
        "disk_gb": _one_disk_gb(hardware, volume),
        "storage_gb": storage,
        "vcpu": math.inf if guaranteed else hardware.vcpu,
        "page_cache_gb": math.inf if guaranteed else page_cache_gib(hardware, policy) * GIB / 1e9,
        "partitions": (hardware.partitions or math.inf) if guaranteed else replicas_at_most(hardware, policy),
        "connections": hardware.connections or policy.connections_per_broker,
        "requests_per_s": math.inf if guaranteed else hardware.vcpu * policy.requests_per_s_per_vcpu,
        "max_brokers": hardware.max_brokers or policy.max_brokers,
    }


def _disks(hardware: Hardware, volume: Volume | None, policy: Policy) -> tuple[float, float, float]:
    """MB/s written, MB/s read, GB, of all disks or volumes of a broker."""
    if hardware.storage_managed:
        return math.inf, math.inf, math.inf
    if hardware.local_storage is not None and hardware.local_write is not None:
        return hardware.local_write, hardware.local_read or hardware.local_write, hardware.local_storage
    volumes = hardware.volumes_most or policy.max_volumes_per_broker
    most = (
        math.inf
        if volume is None or volume.max_mib_per_s is None
        else volume.max_mib_per_s / MIB_PER_MB * volumes
    )
    if hardware.volume_throughput is not None:
        most = min(most, hardware.volume_throughput)
    storage = math.inf if volume is None or volume.max_gib is None else volume.max_gib * GIB / 1e9 * volumes
    return most, most, storage


def _one_disk_gb(hardware: Hardware, volume: Volume | None) -> float:
    """The largest disk or volume: a replica is on one of them."""
    if hardware.storage_managed:
        return math.inf
    if hardware.local_storage is not None:
        return hardware.local_storage / hardware.local_disks
    return math.inf if volume is None or volume.max_gib is None else volume.max_gib * GIB / 1e9


def _or_unbounded(value: float | None) -> float:
    return math.inf if value is None else float(value)
