"""Workloads, policy and hardware as the rows of numbers that the core takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.sizing.hardware import GIB, MIB_PER_MB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.market import Volume
    from kafka_architect.sizing.policy import Policy
    from kafka_architect.sizing.workload import Workload

    Rows = NDArray[np.float64]

_SECONDS_PER_HOUR = 3600.0
# A client keeps one connection for data, and a consumer one more to its group's coordinator.
_CONNECTIONS_PER_CONSUMER = 2


def workload_row(workload: Workload, partitions: int, growth_factor: float) -> Rows:
    """One workload; `partitions` per topic."""
    values = workload_values(workload, partitions, growth_factor)
    return np.array([[values[name] for name in _core.SIZING_WORKLOAD_FIELDS]])


def workload_rows(
    workload: Workload, partitions: int, growth_factor: float, changed: Mapping[str, Rows], worlds: int
) -> Rows:
    """Many workloads that differ in some of the core's fields."""
    rows = np.repeat(workload_row(workload, partitions, growth_factor), worlds, axis=0)
    for name, values in changed.items():
        rows[:, _core.SIZING_WORKLOAD_FIELDS.index(name)] = values
    return rows


def workload_values(workload: Workload, partitions: int, growth_factor: float) -> dict[str, float]:
    """The core's fields by name."""
    consumers = workload.consumer_groups * workload.consumers_per_group
    return {
        "messages_per_s": workload.rate,
        "message_bytes": workload.message_bytes,
        "compression_ratio": workload.compression_ratio,
        "peak_to_mean": workload.peak_to_average,
        "growth_factor": growth_factor,
        "reads_per_write": workload.reads_per_write,
        "catch_up_reads_per_write": workload.catch_up_groups,
        "retention_s": _or_unbounded(workload.retention),
        "retention_bytes_per_partition": _or_unbounded(workload.retention_bytes),
        "live_bytes": math.inf if workload.live_keys is None else workload.live_keys * workload.message_bytes,
        "local_retention_s": _or_unbounded(workload.local_retention),
        "replication_factor": workload.replication_factor,
        "partitions": workload.topic_count * partitions,
        "skew": workload.skew,
        "zones": workload.zones,
        "connections": workload.producers + consumers * _CONNECTIONS_PER_CONSUMER,
        "request_bytes": workload.batch_bytes,
        "exactly_once_share": workload.exactly_once_share,
        "encrypted": float(workload.tls),
    }


def policy_row(policy: Policy, workload: Workload) -> Rows:
    """The policy as it applies to a workload's latency class."""
    low = workload.latency == "low"
    values = {
        "network_target": min(policy.network_target, policy.low_latency_target)
        if low
        else policy.network_target,
        "disk_target": min(policy.disk_target, policy.low_latency_target) if low else policy.disk_target,
        "cpu_target": policy.cpu_target,
        "memory_target": 1.0,
        "partition_target": 1.0,
        "storage_overhead": policy.storage_overhead,
        "compaction_overhead": policy.compaction_overhead,
        "catch_up_speed": policy.catch_up_speed,
        "restart_refetch": policy.restart_refetch,
        "rebuild_s": policy.rebuild_hours * _SECONDS_PER_HOUR,
        "rebalance_s": policy.rebalance_hours * _SECONDS_PER_HOUR,
        "tail_window_s": policy.low_latency_tail_window_s if low else policy.tail_window_s,
        "write_mb_per_s_per_vcpu": policy.write_mb_per_s_per_vcpu,
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
    """The broker's heap: as much as it needs, not half of the memory."""
    return min(policy.heap_gib, float(hardware.memory) * policy.heap_share_at_most)


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
        "storage_gb": storage,
        "vcpu": math.inf if guaranteed else hardware.vcpu,
        "page_cache_gb": math.inf if guaranteed else page_cache_gib(hardware, policy) * GIB / 1e9,
        "partitions": hardware.partitions or policy.partitions_per_broker,
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


def _or_unbounded(value: float | None) -> float:
    return math.inf if value is None else float(value)
