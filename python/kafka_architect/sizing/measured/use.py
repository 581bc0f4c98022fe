"""How full a running cluster is, and when its disks will be full under growth."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kafka_architect.sizing.measured.metrics import Metrics
    from kafka_architect.sizing.measured.workload import MeasuredTopic
    from kafka_architect.snapshot.model import Broker, Snapshot

DISK_LIMIT = 0.85  # as rule CLU019: the last tenth of a disk is gone within hours of a peak


def measured_use(
    snapshot: Snapshot, topics: list[MeasuredTopic], growth_per_year: float, metrics: Metrics | None = None
) -> dict[str, Any]:
    """What the cluster carries today, by broker where disks are concerned.

    Returns:
        JSON-ready values: MB/s are 10^6 bytes of the log per second at the leaders; `months_left` is None
        where nothing grows or the disk is not told, 0 where it is over the limit already.
    """
    stored: Counter[int] = Counter()
    replicas: Counter[int] = Counter()
    leaders: Counter[int] = Counter()
    for topic in snapshot.topics:
        for one in topic.partitions:
            replicas.update(one.replicas)
            leaders.update([one.leader] if one.leader is not None else [])
            for broker, size in zip(one.replicas, one.bytes, strict=False):
                stored[broker] += size or 0
    brokers = [
        {
            "broker": one.id,
            "replicas": replicas[one.id],
            "leaders": leaders[one.id],
            "stored_gb": stored[one.id] / 1e9,
            **_disk(one, stored[one.id], growth_per_year),
        }
        for one in snapshot.brokers
    ]
    written = sum(one.write_bytes_per_s for one in topics) / 1e6
    months = [one["months_left"] for one in brokers if one["months_left"] is not None]
    return {
        "cluster": snapshot.cluster_id,
        "at_ms": snapshot.taken_ms,
        "records_per_s": sum(one.rate for one in topics),
        "write_mb_per_s": written,
        "read_mb_per_s": sum(one.write_bytes_per_s * one.reads_per_write for one in topics) / 1e6,
        "stored_gb": sum(stored.values()) / 1e9,
        "topics": len(topics),
        "partitions": sum(len(one.partitions) for one in snapshot.topics),
        "cpu": None if metrics is None else metrics.cpu,
        "cpu_peak": None if metrics is None else metrics.cpu_peak,
        "metrics": None if metrics is None or metrics.window_s is None else _asked(metrics),
        "rates": dict(sorted(Counter(one.source for one in topics).items())),
        "disk_limit": DISK_LIMIT,
        "months_left": min(months, default=None),
        "brokers": brokers,
    }


def _asked(metrics: Metrics) -> dict[str, Any]:
    """What a server of metrics was asked."""
    peak = metrics.peak_bytes_per_s
    return {
        "window_days": (metrics.window_s or 0.0) / 86_400,
        "peak_write_mb_per_s": None if peak is None else peak / 1e6,
        "series": metrics.series,
        "warnings": metrics.warnings,
    }


def _disk(broker: Broker, stored: int, growth_per_year: float) -> dict[str, Any]:
    folders = [one for one in broker.log_dirs if one.total_bytes and one.usable_bytes is not None]
    total = sum(one.total_bytes or 0 for one in folders)
    if not total or len(folders) < len(broker.log_dirs):
        return {"disk_gb": None, "disk_used": None, "months_left": None}
    used = total - sum(one.usable_bytes or 0 for one in folders)
    return {
        "disk_gb": total / 1e9,
        "disk_used": used / total,
        "months_left": _months(total * DISK_LIMIT, used, stored, growth_per_year),
    }


def _months(limit: float, used: float, stored: float, growth_per_year: float) -> float | None:
    """Months until what is stored, growing, fills the disk to its limit; other files stay as they are."""
    if used >= limit:
        return 0.0
    if growth_per_year <= 1 or not stored:
        return None
    return 12 * math.log((limit - (used - stored)) / stored) / math.log(growth_per_year)
