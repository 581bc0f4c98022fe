"""Replicas, and how many must have a record before it is acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.platforms import PLATFORMS

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.specification.model import Stream
    from kafka_architect.designs.specification.quantities import Pin

# Replicas, how many of them must be in sync, and why.
Asked = tuple[int, int, str] | None

_UNIT: Final = "replicas"
_STANDARD: Final = 3
_SOURCE: Final = "Amazon MSK best practices: replication factor 3; a broker holds one replica of a partition"
_SOURCE_ISR: Final = "Amazon MSK best practices: min.insync.replicas at most replication factor - 1, so "
"that writes continue while one broker is unavailable"


def replication_factor(stream: Stream | None, platform: Platform, asked: Asked = None) -> Figure:
    """Pinned, fixed by the platform, asked for by a pattern, or 3, as far as there are brokers."""
    pinned = _pinned(stream.replication_factor if stream else None)
    if pinned is not None:
        return pinned
    facts = PLATFORMS[platform.kind]
    if facts.replication_factor is not None:
        return _fixed(facts.replication_factor, facts.source)
    if asked is not None:
        return _asked(asked[0], asked[2])
    if platform.brokers is None:
        return Figure.of("standard", unit=_UNIT, source=_SOURCE, inputs={"standard": _STANDARD})
    return Figure.of(
        "min(standard, brokers)",
        unit=_UNIT,
        source=_SOURCE,
        inputs={"standard": _STANDARD, "brokers": platform.brokers},
    )


def min_insync_replicas(
    stream: Stream | None, replicas: Figure, platform: Platform, asked: Asked = None
) -> Figure:
    """Pinned, fixed by the platform, asked for by a pattern, or one less than there are replicas."""
    pinned = _pinned(stream.min_insync_replicas if stream else None)
    if pinned is not None:
        return pinned
    facts = PLATFORMS[platform.kind]
    if facts.min_insync_replicas is not None and replicas.value < facts.min_insync_replicas:
        # Fewer replicas were pinned than the platform has: a check speaks of that.
        return Figure.of(
            "min(fixed_by_platform, replication_factor)",
            unit=_UNIT,
            source=facts.source,
            inputs={
                "fixed_by_platform": facts.min_insync_replicas,
                "replication_factor": replicas.value,
            },
        )
    if facts.min_insync_replicas is not None:
        return _fixed(facts.min_insync_replicas, facts.source)
    if asked is not None:
        return _asked(asked[1], asked[2])
    return Figure.of(
        "max(1, replication_factor - 1)",
        unit=_UNIT,
        source=_SOURCE_ISR,
        inputs={"replication_factor": replicas.value},
    )


def _fixed(value: int, source: str) -> Figure:
    return Figure.of("fixed_by_platform", unit=_UNIT, source=source, inputs={"fixed_by_platform": value})


def _asked(value: int, source: str) -> Figure:
    return Figure.of("asked_by_pattern", unit=_UNIT, source=source, inputs={"asked_by_pattern": value})


def _pinned(pin: Pin | None) -> Figure | None:
    if pin is None:
        return None
    value = pin.exactly or pin.at_least or pin.at_most
    return Figure.given(
        value or _STANDARD, unit=_UNIT, because=pin.because or "the specification gives no reason"
    )
