"""When a segment is closed: retention drops closed ones, compaction cleans closed ones, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.retention import FOREVER
from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from kafka_architect.designs.model.topic import Load

_DEFAULT_MS: Final = 604_800_000
_DEFAULT_BYTES: Final = 1_073_741_824
_SHORTEST_MS: Final = 3_600_000
_UNCOMPACTED_MS: Final = 86_400_000
# offsets.topic.segment.bytes, for "faster log compaction and cache loads" as its documentation says.
_COMPACTED_BYTES: Final = 104_857_600
_PARTS: Final = 7


def segment_time(kept: Figure | None, load: Load, partitions: Figure) -> Figure | None:
    """segment.ms of what is dropped by age: a record lives up to retention + segment, so a part of it."""
    if kept is None or kept.value == FOREVER:
        return None
    return Figure.of(
        "floor(min(kafka_default_ms, max(retention_ms / parts, min(retention_ms / 2, shortest_ms))))",
        unit="ms",
        source="a segment is dropped as a whole, by its youngest record; a seventh is this project's choice",
        inputs={
            "kafka_default_ms": _DEFAULT_MS,
            "retention_ms": kept.value,
            "parts": _PARTS,
            "shortest_ms": _SHORTEST_MS,
        },
        details={
            "parts": f"a record is deleted at most a seventh of the retention late{_filled(load, partitions)}"
        },
    )


def compacted_segment_time(lag_ms: str | None) -> Figure | None:
    """segment.ms of what is compacted; None where max.compaction.lag.ms closes segments already."""
    if lag_ms is not None:
        return None
    return Figure.of(
        "min(kafka_default_ms, uncompacted_ms)",
        unit="ms",
        source="compaction never cleans the active segment: until it is closed, overwritten and deleted "
        "values stay; a day is this project's choice",
        inputs={"kafka_default_ms": _DEFAULT_MS, "uncompacted_ms": _UNCOMPACTED_MS},
    )


def compacted_segment_bytes(load: Load, partitions: Figure) -> Figure:
    """segment.bytes of what is compacted: a part of what is live, so that most of it is always cleaned."""
    source = (
        "offsets.topic.segment.bytes=104857600, Kafka's own for a compacted topic that is read whole; a "
        "seventh is this project's choice"
    )
    if load.distinct_keys is None or load.message_bytes is None:
        return Figure.of(
            "kafka_compacted_bytes",
            unit="bytes",
            source=source,
            inputs={"kafka_compacted_bytes": _COMPACTED_BYTES},
            details={"kafka_compacted_bytes": "the number of keys or their size is unknown"},
        )
    return Figure.of(
        "floor(min(kafka_default_bytes, max(kafka_compacted_bytes, distinct_keys * message_bytes / "
        "partitions / parts)))",
        unit="bytes",
        source=source,
        inputs={
            "kafka_default_bytes": _DEFAULT_BYTES,
            "kafka_compacted_bytes": _COMPACTED_BYTES,
            "distinct_keys": load.distinct_keys,
            "message_bytes": load.message_bytes,
            "partitions": partitions.value,
            "parts": _PARTS,
        },
    )


def _filled(load: Load, partitions: Figure) -> str:
    """How long a partition takes to fill a segment of the default size, which closes it too."""
    rate = load.average_messages_per_s or load.peak_messages_per_s
    if rate is None or load.message_bytes is None:
        return ""
    seconds = _DEFAULT_BYTES * partitions.value / (rate * load.message_bytes)
    return (
        f"; segment.bytes (1 GiB by default) closes it after {seconds / 3600:,.3g} h at {rate:g} messages/s"
    )
