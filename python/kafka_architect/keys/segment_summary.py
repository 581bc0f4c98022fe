"""SegmentSummary: what was read of log segments, for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kafka_architect.keys.log_folders import SegmentPlace

_COUNTED = ("batches", "records", "empty_batches", "control_batches", "aborted_records", "zero_bytes")


@dataclass(slots=True)
class SegmentSummary:
    """What was read of some segments.

    Attributes:
        segments: How many.
        places: The partitions that they are of, where their folders say so.
        counts: Batches and records by kind.
        codecs: Batches by codec.
        formats: Batches by message format.
        first_ms, last_ms: The first and last timestamp; -1 where no record has one.
        zeros: What to tell of zeros behind the last batch.
    """

    segments: int = 0
    places: set[SegmentPlace] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    codecs: Counter[str] = field(default_factory=Counter)
    formats: Counter[int] = field(default_factory=Counter)
    first_ms: int = -1
    last_ms: int = -1
    zeros: list[str] = field(default_factory=list)

    def count(
        self, name: str, place: SegmentPlace | None, counts: dict[str, Any], position_bytes: int
    ) -> None:
        """Add one segment, as the core has counted it."""
        one = SegmentSummary(1, set() if place is None else {place})
        one.counts.update({kind: counts[kind] for kind in _COUNTED})
        one.codecs.update(counts["codecs"])
        one.formats.update(dict(enumerate(counts["formats"])))
        one.first_ms, one.last_ms = counts["first_timestamp_ms"], counts["last_timestamp_ms"]
        if zeros := counts["zero_bytes"]:
            one.zeros.append(
                f"{name}: zeros from byte {position_bytes - zeros:,} to its end ({zeros:,} bytes): the space "
                "was preallocated and has no records"
            )
        self.add(one)

    def add(self, other: SegmentSummary) -> None:
        """Add what was read of more segments."""
        self.segments += other.segments
        self.places |= other.places
        self.counts.update(other.counts)
        self.codecs.update(other.codecs)
        self.formats.update(other.formats)
        if other.first_ms >= 0:
            self.first_ms = other.first_ms if self.first_ms < 0 else min(self.first_ms, other.first_ms)
            self.last_ms = max(self.last_ms, other.last_ms)
        self.zeros += other.zeros

    def read_as(self) -> str:
        """What the source was read as: "3 Kafka log segments of 2 partitions of topic orders ..."."""
        what = "Kafka log segment" if self.segments == 1 else f"{self.segments:,} Kafka log segments"
        topics = sorted({place.topic for place in self.places})
        if topics:
            named = f"topic {topics[0]}" if len(topics) == 1 else f"{len(topics):,} topics"
            partitions = sorted(place.partition for place in self.places)
            which = (
                f"partition {partitions[0]}" if len(partitions) == 1 else f"{len(partitions):,} partitions"
            )
            what += f" of {which} of {named}"
        return ", ".join([what, *self.details()])

    def details(self) -> list[str]:
        """What to tell of its batches."""
        codecs = [name for name, batches in self.codecs.most_common() if batches and name != "none"]
        details = [f"batches compressed with {', '.join(codecs)}"] if codecs else []
        old = [str(one) for one in (0, 1) if self.formats[one]]
        if old:
            details.append(f"message format {' and '.join(old)}")
        if control := self.counts["control_batches"]:
            details.append(f"{_plural(control, 'control batch', 'control batches')} left out")
        if empty := self.counts["empty_batches"]:
            details.append(f"{_plural(empty, 'batch', 'batches')} emptied by compaction")
        return details

    def notes(self) -> list[str]:
        """What readers have to know besides."""
        notes = list(self.zeros)
        if self.last_ms >= 0:
            notes.append(f"the segments' records are {self.time_span()}")
        if aborted := self.counts["aborted_records"]:
            notes.append(
                f"{aborted:,} of {self.counts['records']:,} records belong to aborted transactions "
                "(.txnindex): they are counted, since brokers store and send them; consumers with "
                "isolation.level=read_committed skip them"
            )
        return notes

    def time_span(self) -> str:
        """From when to when its records are; they have timestamps."""
        return f"from {_time(self.first_ms)} to {_time(self.last_ms)}"


def _plural(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def _time(milliseconds: int) -> str:
    try:
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return f"timestamp {milliseconds}"
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
