"""Observed: the load that was measured in each partition, beside the one that a partitioner would make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.observed.candidates import Places, rule_of
from kafka_architect.analysis.observed.change_in_time import change_in_time
from kafka_architect.analysis.observed.keyless import keyless_spread
from kafka_architect.analysis.observed.split_keys import split_keys
from kafka_architect.analysis.observed.writers import TOLERATED, writers_of
from kafka_architect.analysis.spread import Spread
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import KeyPartitions, Measurements
    from kafka_architect.analysis.observed.change_in_time import ChangeInTime
    from kafka_architect.analysis.observed.keyless import KeylessSpread
    from kafka_architect.analysis.observed.split_keys import SplitKeys
    from kafka_architect.analysis.observed.writers import Writers
    from kafka_architect.analysis.verdict import Verdict

# Loads of a few records are judged as nothing, and so are those of a part of the records.
_FEWEST_RECORDS = 100
_MOST_OF_THEM = 0.9
_EMPTY_KEYS_ARE_SPREAD = frozenset({"consistent_random"})


@short_repr
@dataclass(frozen=True, slots=True)
class Observed:
    """Where the records lie.

    Attributes:
        count: The topic's partitions.
        count_from: How that is known: "told"; "inferred" from the partitioner that explains the records;
            or the "highest" partition with records, and 1.
        records: Measured records of each partition, shape (count,).
        unpartitioned: Of those, the records whose partition the producer chose; None where it is not known.
        predicted: Keyed records of each partition as `partitioner` would place them; None where the count was
            not told and more keys were seen than are kept.
        partitioner: The one that was asked for.
        share: The part of all records whose partition is known.
        agreement: The part of keyed records that lie where `partitioner` puts them; None where the count was
            not told, or no record has a key.
        writers: Who wrote the keyed records; None where too few keys are known.
        change: When each of several writers wrote; None where one wrote all, or nothing tells when.
        split_keys: Keys in several partitions; None without keyed records.
        keyless: How records without a key lie; None where there are none.
        distinct_keys: Of each partition: exact up to 4,095 distinct keys, else estimated; None where some key
            lies in more partitions than are kept of it.
        verdict: On the measured load; None where it is of too few of the records to judge.
    """

    count: int
    count_from: str
    records: tuple[int, ...]
    unpartitioned: tuple[int, ...] | None
    predicted: tuple[int, ...] | None
    partitioner: str
    share: float
    agreement: float | None
    writers: Writers | None
    change: ChangeInTime | None
    split_keys: SplitKeys | None
    keyless: KeylessSpread | None
    distinct_keys: tuple[float, ...] | None
    verdict: Verdict | None = None

    @property
    def spread(self) -> Spread | None:
        """Figures of the measured load, all records; None without any."""
        return Spread.of(np.array(self.records, dtype=np.uint64))

    @property
    def max_over_mean(self) -> float | None:
        """Measured: the busiest partition's records over the mean; None without records."""
        return None if (spread := self.spread) is None else spread.max_over_mean

    @property
    def predicted_max_over_mean(self) -> float | None:
        """The same of `predicted`."""
        if self.predicted is None:
            return None
        spread = Spread.of(np.array(self.predicted, dtype=np.uint64))
        return None if spread is None else spread.max_over_mean

    @property
    def only_partition(self) -> int | None:
        """The partition that has all records; None where there are several."""
        used = [partition for partition, records in enumerate(self.records) if records]
        return used[0] if len(used) == 1 else None

    @property
    def judged(self) -> bool:
        """Whether partitions are known of enough records to judge the load."""
        return sum(self.records) >= _FEWEST_RECORDS and self.share >= _MOST_OF_THEM

    @property
    def placed_by_partitioner(self) -> bool:
        """Whether `partitioner` put the records where they lie."""
        if self.agreement is not None:
            return self.agreement >= 1 - TOLERATED
        only = None if self.writers is None else self.writers.only
        return only is not None and only.partitioner == rule_of(self.partitioner)

    def loads_at(self, count: int) -> NDArray[np.uint64] | None:
        """Measured records of `count` partitions; None where they say nothing of so many.

        Where all records lie in one partition and nobody told the count, they do for any count above it.
        """
        only = self.only_partition
        one_of_more = self.count_from == "highest" and only is not None and only < count
        if not self.judged or (count != self.count and not one_of_more):
            return None
        loads = np.zeros(count, dtype=np.uint64)
        loads[: len(self.records)] = self.records[:count]
        return loads

    def keyed_at(self, count: int) -> NDArray[np.uint64] | None:
        """The same of records with a key that decides."""
        loads = self.loads_at(count)
        if loads is None or self.unpartitioned is None:
            return loads
        used = min(count, len(self.unpartitioned))
        loads[:used] -= np.array(self.unpartitioned[:used], dtype=np.uint64)
        return loads

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready values."""
        spread = self.spread
        return {
            "count": self.count,
            "count_from": self.count_from,
            "records": list(self.records),
            "unpartitioned": None if self.unpartitioned is None else list(self.unpartitioned),
            "share": self.share,
            "max_over_mean": None if spread is None else spread.max_over_mean,
            "hottest_partition": None if spread is None else spread.hottest,
            "hottest_share": None if spread is None else spread.max_over_mean / spread.count,
            "predicted": None if self.predicted is None else list(self.predicted),
            "predicted_max_over_mean": self.predicted_max_over_mean,
            "agreement": self.agreement,
            "placed_by_partitioner": self.placed_by_partitioner,
            "writers": None if self.writers is None else self.writers.to_dict(),
            "change": None if self.change is None else self.change.to_dict(),
            "split_keys": None if self.split_keys is None else self.split_keys.to_dict(),
            "keyless": None if self.keyless is None else self.keyless.to_dict(),
            "distinct_keys": None if self.distinct_keys is None else list(self.distinct_keys),
            "verdict": None if self.verdict is None else self.verdict.to_dict(),
        }


def observed_of(measurements: Measurements) -> Observed | None:
    """All that is known of where the records lie, but the verdict; None where no source says it.

    Takes some 10 ms for a topic of 12 partitions, up to a second for hundreds.
    """
    found = measurements.observed
    if found is None or not found.records.any():
        return None
    highest = int(np.flatnonzero(found.records)[-1])
    told = len(found.records) if found.told else None
    places = None if found.keys is None else Places.of(found.keys)
    writers = None if places is None else writers_of(places, highest, told)
    count, count_from = _count(writers, highest, told)
    loads = _padded(found.records, count)
    spreads_empty = writers is not None and any(
        writer.partitioner in _EMPTY_KEYS_ARE_SPREAD for writer in writers.writers
    )
    keyless = None if found.unpartitioned is None else _padded(found.unpartitioned, count)
    return Observed(
        count=count,
        count_from=count_from,
        records=tuple(loads.tolist()),
        unpartitioned=None if keyless is None else tuple(keyless.tolist()),
        predicted=_predicted(measurements, count),
        partitioner=measurements.partitioner,
        share=float(found.records.sum()) / max(measurements.records, 1),
        agreement=found.agreeing / found.keyed if found.told and found.keyed else None,
        writers=writers,
        change=None if places is None or writers is None else change_in_time(places, writers),
        split_keys=None
        if found.keys is None
        else split_keys(found.keys, measurements.distinct_keys, spreads_empty=spreads_empty),
        keyless=None if keyless is None else keyless_spread(keyless),
        distinct_keys=None if found.keys is None else _distinct_keys(found.keys, count),
    )


def _count(writers: Writers | None, highest: int, told: int | None) -> tuple[int, str]:
    if told is not None:
        return told, "told"
    if writers is not None and writers.writers:
        most = max(writer.partitions for writer in writers.writers)
        if most > highest:
            return most, "inferred"
    return highest + 1, "highest"


def _padded(loads: NDArray[np.uint64], count: int) -> NDArray[np.uint64]:
    out = np.zeros(max(count, len(loads)), dtype=np.uint64)
    out[: len(loads)] = loads
    return out


def _predicted(measurements: Measurements, count: int) -> tuple[int, ...] | None:
    """As counted, or from the keys where all of them are known."""
    for totals in measurements.partitions + measurements.what_if:
        if totals.count == count:
            return tuple(totals.records.tolist())
    sample = measurements.sample
    if sample.rate < 1.0 or not len(sample.records):
        return None
    at = sample.hashes.astype(np.int64) % count
    return tuple(int(n) for n in np.bincount(at, weights=sample.records.astype(np.float64), minlength=count))


def _distinct_keys(sample: KeyPartitions, count: int) -> tuple[float, ...] | None:
    """Keys of each partition; one that lies in two counts in both."""
    if sample.elsewhere.any():
        return None
    used = sample.partitions[sample.partitions >= 0]
    return tuple((np.bincount(used, minlength=count) / sample.rate).tolist())
