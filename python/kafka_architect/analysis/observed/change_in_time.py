"""Since when and until when each partitioner wrote: whether a topic grew or a client was swapped, and when.

Of each sampled key and partition the core keeps the first and the last record. A partitioner that wrote all
along has records in every part of the time: of n of its keys, the chance that none has a record in the last
tenth is at most 0.9^n. So where (nearly) all of its keys end earlier than chance allows, it has stopped; and
where they begin later, it began then. Time is told as a share of the records, so that quiet nights and busy
days weigh as much as what was written in them.

Sources: timestamps, where records carry them; else the order in which records were read. A dump that was
read partition by partition has an order within each partition only: shares are of each partition then.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.observed.candidates import Candidate
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kafka_architect.analysis.observed.candidates import Places
    from kafka_architect.analysis.observed.writers import Writers

# Keys that lie where a partitioner would have put them after its end: sent by hand, or by a last old client.
_STRAY = 0.02
_FEWEST_KEYS = 8
# With so many keys of each partitioner and no change seen, there was none that matters.
_ENOUGH_KEYS = 40
_UNLIKELY = 1e-4
# A change in the last or first hundredth of the records is the edge of the dump.
_EDGE = 0.01
# Partitions that are open at the same time, of all: above that the records were read across partitions.
_INTERLEAVED = 0.25


@short_repr
@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time.

    Attributes:
        share: Of the records (with `told_by` "partition": of each partition's), those that came before.
        timestamp_ms: Milliseconds since 1970; None where records have no timestamps.
    """

    share: float
    timestamp_ms: int | None

    def to_dict(self) -> dict[str, Any]:
        """The moment as JSON-ready values."""
        return {"share": self.share, "timestamp_ms": self.timestamp_ms}


@short_repr
@dataclass(frozen=True, slots=True)
class WriterSpan:
    """When a partitioner wrote.

    Attributes:
        partitioner: As in `Writer`.
        title: For people.
        partitions: Over how many.
        keys: Pairs of key and partition that it alone explains.
        begins: Its first records; None where it wrote from the beginning on, or that cannot be told.
        ends: Its last records; None where it wrote to the end, or that cannot be told.
    """

    partitioner: str
    title: str
    partitions: int
    keys: int
    begins: Moment | None
    ends: Moment | None

    def to_dict(self) -> dict[str, Any]:
        """The span as JSON-ready values."""
        return {
            "partitioner": self.partitioner,
            "partitions": self.partitions,
            "begins": None if self.begins is None else self.begins.to_dict(),
            "ends": None if self.ends is None else self.ends.to_dict(),
        }


@short_repr
@dataclass(frozen=True, slots=True)
class ChangeInTime:
    """How those who wrote a topic followed each other.

    Attributes:
        kind: "changed" (some stopped, and others wrote on), "joined" (some began beside those that wrote all
            along), "throughout" (each wrote from the beginning to the end), or "unclear" (too few keys).
        told_by: "timestamp"; "arrival", the order in which records were read; or "partition", that order
            within each partition, of a dump that was read partition by partition.
        spans: One for each writer, in the order of their beginnings.
    """

    kind: str
    told_by: str
    spans: tuple[WriterSpan, ...]

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON-ready values."""
        return {
            "kind": self.kind,
            "told_by": self.told_by,
            "writers": [span.to_dict() for span in self.spans],
        }


def change_in_time(places: Places, writers: Writers) -> ChangeInTime | None:
    """When each of several writers wrote; None where one wrote all of it, or nothing tells when.

    Args:
        places: Sampled keys, where they lie, and since when.
        writers: Who wrote them.
    """
    if places.clock is None or not writers.writers or writers.kind not in {"mixture", "partly"}:
        return None
    timed = np.flatnonzero(places.last >= 0)
    if not len(timed):
        return None
    axis = _Axis(places, timed)
    explained = np.stack(
        [places.explained_by(Candidate(one.partitioner, one.partitions)) for one in writers.writers], axis=1
    )[timed]
    alone = explained & (explained.sum(axis=1, keepdims=True) == 1)
    edges = [_Edges(axis, alone, column) for column in range(len(writers.writers))]
    _complete(edges)
    spans = [
        WriterSpan(one.partitioner, one.title, one.partitions, edge.keys, edge.begins, edge.ends)
        for one, edge in zip(writers.writers, edges, strict=True)
    ]
    spans.sort(key=lambda span: (_share(span.begins, 0.0), _share(span.ends, 1.0)))
    return ChangeInTime(_kind(spans), axis.told_by, tuple(spans))


def _share(moment: Moment | None, otherwise: float) -> float:
    return otherwise if moment is None else moment.share


def _kind(spans: Sequence[WriterSpan]) -> str:
    if any(span.ends is not None for span in spans):
        return "changed"
    if any(span.begins is not None for span in spans):
        return "joined"
    return "throughout" if all(span.keys >= _ENOUGH_KEYS for span in spans) else "unclear"


class _Axis:
    """Where the first and last records of places are in time, as shares of the records.

    Attributes:
        told_by: See `ChangeInTime`.
        partition: Of each place.
        first: The share of the records before the first record of each place.
        last: The share of those before its last one.
    """

    def __init__(self, places: Places, timed: NDArray[np.int64]) -> None:
        self.partition = places.partition[timed]
        self._first_ms, self._last_ms = places.first[timed], places.last[timed]
        self.first = np.zeros(len(timed))
        self.last = np.zeros(len(timed))
        records = places.records[timed]
        if places.clock == "timestamp":
            self.told_by = "timestamp"
            groups = [np.arange(len(timed))]
        else:
            self.told_by = "arrival" if self._read_across_partitions() else "partition"
            groups = [np.arange(len(timed))]
            if self.told_by == "partition":
                groups = [np.flatnonzero(self.partition == one) for one in np.unique(self.partition)]
        for group in groups:
            first, last = self._first_ms[group], self._last_ms[group]
            share = _shares_before if places.clock == "timestamp" else _shares_read
            self.first[group], self.last[group] = share(first, last, records[group])

    def moment(self, place: int, *, last: bool) -> Moment:
        """That of a place's last or first record."""
        share = float((self.last if last else self.first)[place])
        when = int((self._last_ms if last else self._first_ms)[place])
        return Moment(share, when if self.told_by == "timestamp" else None)

    def _read_across_partitions(self) -> bool:
        begun = self._first_ms.min()
        length = float(self._last_ms.max() - begun) + 1
        spans = [
            float(self._last_ms[at].max() - self._first_ms[at].min())
            for at in (np.flatnonzero(self.partition == one) for one in np.unique(self.partition))
        ]
        return sum(spans) / length >= max(1.5, _INTERLEAVED * len(spans))


def _shares_read(
    first: NDArray[np.int64], last: NDArray[np.int64], _records: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of positions in the order of reading, which count the records before them."""
    begun, length = first.min(), max(float(last.max() - first.min()), 1.0)
    return (first - begun) / length, (last - begun) / length


def _shares_before(
    first: NDArray[np.int64], last: NDArray[np.int64], records: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of timestamps: the records of each place are taken to be spread evenly from its first to its last."""
    times, at = np.unique(np.concatenate([first, last]), return_inverse=True)
    begins, ends = at[: len(first)], at[len(first) :]
    rate = np.zeros(len(times))
    lasting = last > first
    per_ms = records[lasting] / (last - first)[lasting]
    np.add.at(rate, begins[lasting], per_ms)
    np.add.at(rate, ends[lasting], -per_ms)
    at_once = np.zeros(len(times))
    np.add.at(at_once, begins[~lasting], records[~lasting])
    passed = np.concatenate([[0.0], np.cumsum(np.cumsum(rate)[:-1] * np.diff(times))])
    # Half of what came within the millisecond came before.
    before = (passed + np.cumsum(at_once) - at_once / 2) / max(float(records.sum()), 1.0)
    return before[begins], before[ends]


class _Edges:
    """Since when and until when the keys of one writer came.

    Attributes:
        keys: The places that it alone explains.
        begins: None for from the beginning; as much as is certain.
        ends: None for to the end.
    """

    def __init__(self, axis: _Axis, alone: NDArray[np.bool_], column: int) -> None:
        own = np.flatnonzero(alone[:, column])
        self.keys = len(own)
        self._axis = axis
        self._to_end = own
        # Where shares are of each partition, a writer that has a partition for itself begins there with its
        # first record, whenever that was.
        self._from_begin = own
        if axis.told_by == "partition":
            others = alone[:, np.arange(alone.shape[1]) != column].any(axis=1)
            self._from_begin = own[np.isin(axis.partition[own], axis.partition[others])]
        self.begins = self._begins_after(0.0, _UNLIKELY)
        self.ends = self._ends_before(1.0, _UNLIKELY)

    def begin_with(self, others_end: float) -> None:
        """Another writer ended: did this one begin about then?"""
        if self.begins is None:
            self.begins = self._begins_after(others_end / 2, 1.0)

    def end_with(self, others_begin: float) -> None:
        """Another writer began: did this one end about then?"""
        if self.ends is None:
            self.ends = self._ends_before((1 + others_begin) / 2, 1.0)

    def _begins_after(self, share: float, unlikely: float) -> Moment | None:
        place = self._edge_of(self._from_begin, self._axis.first, share, unlikely)
        return None if place is None else self._axis.moment(place, last=False)

    def _ends_before(self, share: float, unlikely: float) -> Moment | None:
        place = self._edge_of(self._to_end, 1 - self._axis.last, 1 - share, unlikely)
        return None if place is None else self._axis.moment(place, last=True)

    def _edge_of(
        self, own: NDArray[np.int64], shares: NDArray[np.float64], least: float, unlikely: float
    ) -> int | None:
        edge = _edge(shares[own], unlikely)
        if edge is None:
            return None
        place = int(own[edge])
        if self._axis.told_by == "partition":
            # The same moment is another share of each partition: that of the middle one.
            partition = self._axis.partition[own]
            nearest = [
                int(at[np.argmin(shares[at])])
                for at in (own[partition == one] for one in np.unique(partition))
            ]
            place = sorted(nearest, key=lambda at: (float(shares[at]), at))[len(nearest) // 2]
        return place if shares[place] >= max(_EDGE, least) else None


def _complete(edges: Sequence[_Edges]) -> None:
    """Once it is certain that something changed, the other side of the change needs no proof of its own."""
    begun = [(edge, edge.begins.share) for edge in edges if edge.begins is not None]
    ended = [(edge, edge.ends.share) for edge in edges if edge.ends is not None]
    for one in edges:
        for other, share in begun:
            if other is not one and (one.begins is None or one.begins.share < share):
                one.end_with(share)
        for other, share in ended:
            if other is not one and (one.ends is None or one.ends.share > share):
                one.begin_with(share)


def _edge(shares: NDArray[np.float64], unlikely: float) -> int | None:
    """Which of them is the edge that nearly all keys keep from 0; None where chance alone may keep it.

    Args:
        shares: The part of the records between the end of time and each key's records.
        unlikely: How unlikely it must be that keys of all the time keep such a distance.
    """
    keys = len(shares)
    if keys < _FEWEST_KEYS:
        return None
    stray = math.floor(_STRAY * keys)
    edge = int(np.argsort(shares, kind="stable")[stray])
    return None if _at_most(stray, keys, float(shares[edge])) > unlikely else edge


def _at_most(successes: int, of: int, chance: float) -> float:
    """The probability of at most so many successes (binomial)."""
    if chance <= 0:
        return 1.0
    if chance >= 1:
        return 1.0 if successes >= of else 0.0
    logs = [
        math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
        + k * math.log(chance) + (of - k) * math.log1p(-chance)
        for k in range(successes + 1)
    ]  # fmt: skip
    most = max(logs)
    return math.exp(most) * sum(math.exp(one - most) for one in logs)
