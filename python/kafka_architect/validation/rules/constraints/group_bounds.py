"""Which of a broker's keys for groups bound which: default, smallest and largest value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.rule import Version


class Bound(NamedTuple):
    """`lesser` must not be greater than `greater`, or must be below it where `strict`."""

    lesser: str
    greater: str
    since: Version
    strict: bool = False

    def holds(self, lesser: int, greater: int) -> bool:
        """Whether two values keep the bound."""
        return lesser < greater or (lesser == greater and not self.strict)


def _bounds() -> Iterator[Bound]:
    # Keys that a version does not have are absent in its catalogue: no value, no bound.
    for group in ("consumer", "share", "streams"):
        for what in ("heartbeat.interval.ms", "session.timeout.ms", "assignment.interval.ms"):
            yield from _around(f"group.{group}", what, between=True)
        heartbeat, session = f"group.{group}.heartbeat.interval.ms", f"group.{group}.session.timeout.ms"
        yield Bound(heartbeat, session, (4, 0), strict=True)
    for what in ("delivery.count.limit", "partition.max.record.locks", "record.lock.duration.ms"):
        yield from _around("group.share", what, between=False)
    yield Bound("group.share.max.size", "group.share.max.share.sessions", (4, 1))
    yield Bound("group.streams.num.standby.replicas", "group.streams.max.standby.replicas", (4, 1))
    yield Bound("group.streams.num.warmup.replicas", "group.streams.max.warmup.replicas", (4, 4))
    yield Bound("group.streams.min.task.offset.interval.ms", "group.streams.task.offset.interval.ms", (4, 4))


def _around(group: str, what: str, *, between: bool) -> Iterator[Bound]:
    value, least, most = f"{group}.{what}", f"{group}.min.{what}", f"{group}.max.{what}"
    yield Bound(least, value, (3, 9))
    yield Bound(value, most, (3, 9))
    if between:
        yield Bound(least, most, (3, 9))


BOUNDS = tuple(_bounds())
