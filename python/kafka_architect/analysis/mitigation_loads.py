"""Loads of a topic as measured, with its head keys apart: what the mitigations are simulated on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.chance import by_chance
from kafka_architect.analysis.findings import KeyFigures
from kafka_architect.analysis.key_weights import tail_of_sample
from kafka_architect.analysis.two_answers import RECORDS_OF_A_HOT_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from kafka_architect.analysis.key_weights import KeyWeights
    from kafka_architect.analysis.measurements import Measurements

    HashKeys = Callable[[Sequence[bytes]], NDArray[np.uint32]]

TARGET_MAX_OVER_MEAN = 1.2
_MOST_HEAD = 256
_MOST_TAIL = 2000


@dataclass(frozen=True, slots=True)
class MeasuredLoads:
    """Records per partition, split into head keys and the rest.

    `head` are the keys that alone exceed 20 % of a fair partition, with `head_weights` (records) and their
    partitions `head_at`, all hottest first. `rest` are the records of all other keys in each partition, shape
    (count,). `tail` are some of these keys, each standing for `tail_weights` records. `weights` are all keys.
    """

    count: int
    head: tuple[bytes, ...]
    head_weights: NDArray[np.float64]
    head_at: NDArray[np.int64]
    rest: NDArray[np.float64]
    tail: tuple[bytes, ...]
    tail_weights: NDArray[np.float64]
    tail_is_complete: bool
    weights: KeyWeights
    target: float
    hash_key: HashKeys

    @classmethod
    def of(cls, measurements: Measurements, count: int, hash_key: HashKeys) -> MeasuredLoads | None:
        """Split what was measured; None without keyed records."""
        weights = KeyFigures.of(measurements).records
        if weights.total <= 0:
            return None
        fair = weights.total / count
        heavy = [
            key
            for key in measurements.heavy.keys
            if (key.lower + key.upper) / 2 > fair * (TARGET_MAX_OVER_MEAN - 1)
            and key.upper >= RECORDS_OF_A_HOT_KEY
        ]
        heavy = heavy[:_MOST_HEAD]
        head_weights = np.array([(key.lower + key.upper) / 2 for key in heavy], dtype=np.float64)
        head_at = np.array([key.hash % count for key in heavy], dtype=np.int64)
        in_head = np.bincount(head_at, weights=head_weights, minlength=count)
        rest_total = max(weights.total - float(head_weights.sum()), 0.0)
        unlisted = {key.key for key in heavy}
        tail, tail_weights, complete = _tail(measurements, unlisted, rest_total)
        totals = next((t for t in measurements.partitions + measurements.what_if if t.count == count), None)
        if totals is not None:
            rest = np.maximum(totals.records.astype(np.float64) - in_head, 0.0)
        else:
            rest = _rest_by_sample(measurements, rest_total, count)
        others = by_chance(weights.without_hottest(len(heavy)), count)
        in_head_share = min(float(head_weights.sum()) / weights.total, 1.0)
        return cls(
            count=count,
            head=tuple(key.key for key in heavy),
            head_weights=head_weights,
            head_at=head_at,
            rest=rest,
            tail=tail,
            tail_weights=tail_weights,
            tail_is_complete=complete,
            weights=weights,
            target=max(
                TARGET_MAX_OVER_MEAN,
                in_head_share + (1 - in_head_share) * others.max_over_mean.p95 if others else 0.0,
            ),
            hash_key=hash_key,
        )

    @property
    def mean(self) -> float:
        """Records per partition, on average."""
        return float(self.rest.sum() + self.head_weights.sum()) / self.count

    @property
    def head_share(self) -> float:
        """The head keys' part of all keyed records."""
        return float(self.head_weights.sum()) / (self.mean * self.count)

    @property
    def max_over_mean(self) -> float:
        """As measured, before any change."""
        return self.with_head(self.head_at, self.head_weights)

    def with_head(self, at: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
        """The max/mean with the head's records at these partitions and the rest where it was measured."""
        loads = self.rest + np.bincount(at, weights=weights, minlength=self.count)
        return float(loads.max()) / self.mean

    def partitions_of(self, keys: Sequence[bytes]) -> NDArray[np.int64]:
        """Where the partitioner puts keys."""
        return (self.hash_key(keys) % np.uint32(self.count)).astype(np.int64)


def sub_keys(keys: Sequence[bytes], number: int) -> list[bytes]:
    """`<key>-<number>` for each key."""
    return [b"%b-%d" % (key, number) for key in keys]


def _tail(
    measurements: Measurements, head: set[bytes], total: float
) -> tuple[tuple[bytes, ...], NDArray[np.float64], bool]:
    """Sampled keys that are not in the head, scaled to the tail's records; and whether they are all."""
    sample = measurements.sample
    places = [i for i, key in enumerate(sample.keys) if key not in head]
    step = max(1, -(-len(places) // _MOST_TAIL))
    chosen = places[::step]
    weights = sample.records[np.array(chosen, dtype=np.int64)].astype(np.float64)
    if weights.sum() > 0:
        weights *= total / weights.sum()
    return tuple(sample.keys[i] for i in chosen), weights, sample.rate >= 1.0 and step == 1


def _rest_by_sample(measurements: Measurements, total: float, count: int) -> NDArray[np.float64]:
    """The other keys' loads over a partition count that was not measured, from the sample."""
    sample = measurements.sample
    unlisted = tail_of_sample(measurements.heavy, sample)
    at = (sample.hashes[unlisted] % np.uint32(count)).astype(np.int64)
    loads = np.bincount(at, weights=sample.records[unlisted].astype(np.float64), minlength=count)
    return loads * (total / loads.sum()) if loads.sum() > 0 else np.full(count, total / count)
