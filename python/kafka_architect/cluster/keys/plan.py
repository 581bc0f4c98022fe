"""TopicPlan: from where to where each partition is read, decided once, before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.cluster.keys.offsets import EARLIEST, LATEST, LeaderOffsets
from kafka_architect.cluster.keys.reading import milliseconds

if TYPE_CHECKING:
    from kafka_architect.cluster.connection import Connector
    from kafka_architect.cluster.keys.reading import TopicReading
    from kafka_architect.cluster.keys.topic_view import TopicView


@dataclass(frozen=True, slots=True)
class Span:
    """What to read of a partition: offsets from `start` up to, not including, `end`."""

    partition: int
    start: int
    end: int

    @property
    def offsets(self) -> int:
        """How many offsets; no fewer than records."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """What to read of a topic.

    Attributes:
        spans: Of each partition that can be read, by number.
        skipped: Why others cannot.
        tiered_offsets: How many offsets in tiered storage are left out.
    """

    spans: tuple[Span, ...]
    skipped: tuple[str, ...] = ()
    tiered_offsets: int = 0


def topic_plan(connector: Connector, view: TopicView, reading: TopicReading) -> TopicPlan:
    """Ask the leaders where the partitions begin and end, and choose of that what was asked for.

    Raises:
        ClusterError: Not one partition can be read.
        InputError: A time is none.
    """
    ask = LeaderOffsets(connector, view, read_committed=reading.read_committed)
    ends = ask.at(LATEST)
    firsts = ask.at(EARLIEST)
    starts = dict(firsts)
    tiered = 0
    if not reading.tiered:
        local = ask.local_starts(firsts)
        tiered = sum(max(0, local[one] - first) for one, first in firsts.items() if one in local)
        starts |= local
    if reading.since is not None:
        at = ask.at(milliseconds(reading.since, "since"))
        # No such record yet: everything is older.
        starts = {one: max(start, _found(at.get(one), ends.get(one))) for one, start in starts.items()}
    if reading.until is not None:
        before = dict(ends)
        at = ask.at(milliseconds(reading.until, "until"))
        ends = {one: min(end, _found(at.get(one), before[one])) for one, end in ends.items()}
    if reading.newest is not None:
        starts = {one: max(start, ends.get(one, 0) - reading.newest) for one, start in starts.items()}
    known = sorted(starts.keys() & ends.keys())
    if not known and ask.failures:
        raise next(iter(ask.failures.values()))
    spans = tuple(Span(one, min(starts[one], ends[one]), ends[one]) for one in known)
    return TopicPlan(spans, tuple(dict.fromkeys(map(str, ask.failures.values()))), tiered)


def _found(offset: int | None, end: int | None) -> int:
    """The offset that a time led to; the end where no record is so new."""
    return (end or 0) if offset is None or offset < 0 else offset
