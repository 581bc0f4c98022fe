"""Measurements: all that a pass over the keys has counted, before anybody judges it.

Plain numbers and arrays, made by the C++ core; the judgement (verdict, weak keys, what-if, mitigation)
reads them and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kafka_architect.keys.found_format import FoundFormat


@dataclass(frozen=True, slots=True)
class Bounds:
    """An estimate with the bounds that are claimed for it; all three are equal when it is exact."""

    estimate: float
    lower: float
    upper: float


@short_repr
@dataclass(frozen=True, slots=True)
class PartitionTotals:
    """Records (and bytes, where sizes are known) of each partition; arrays of shape (count,)."""

    count: int
    records: NDArray[np.uint64]
    bytes: NDArray[np.uint64] | None


@short_repr
@dataclass(frozen=True, slots=True)
class HeavyKey:
    """A key that is among the hottest; its weight (records or bytes) is within [lower, upper].

    `key` holds the first 1024 bytes at most, `key_length` the true length. `hash` is what the partitioner
    reduces modulo the partition count: non-negative, below 2^32.
    """

    key: bytes
    key_length: int
    hash: int
    lower: int
    upper: int


@short_repr
@dataclass(frozen=True, slots=True)
class HeavyKeys:
    """The hottest keys, hottest first. Every key that is not listed has at most `unlisted_at_most`."""

    keys: tuple[HeavyKey, ...]
    unlisted_at_most: int

    def at_most_behind(self, top: int) -> int:
        """What every key that is not among the first `top` has at most."""
        return max([self.unlisted_at_most, *(key.upper for key in self.keys[top:])])


@short_repr
@dataclass(frozen=True, slots=True)
class KeySample:
    """A uniform sample of the DISTINCT keys, each with its exact number of records.

    Every distinct key is in it with probability `rate`, however often it occurs; rate 1.0 means that all
    of them are. Arrays have shape (n,); `keys` hold the first 1024 bytes at most.
    """

    rate: float
    hashes: NDArray[np.uint32]
    records: NDArray[np.uint64]
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ArrivalWindows:
    """The hottest partition in each window of arrival order, for one partition count.

    A window is up to 4096 neighbouring records. `hottest_records` sums, over the windows, the records of
    the window's own hottest partition: `hottest_records / records` is the share that the hottest
    partition of the moment takes, on average. `peak_share` is the largest share in any one window.
    """

    count: int
    windows: int
    records: int
    hottest_records: int
    peak_share: float


@dataclass(frozen=True, slots=True)
class WindowPairs:
    """Pairs of records of one window, chosen at random: how many were compared, and had the same key.

    Their ratio is sum p^2 over the shares p of a window's keys, on average over the windows.
    """

    compared: int
    same_key: int


@dataclass(frozen=True, slots=True)
class KeyLengthRange:
    """Keys whose length in bytes is within [shortest, longest]."""

    shortest: int
    longest: int
    keys: int


@short_repr
@dataclass(frozen=True, slots=True)
class KeyPartitions:
    """A uniform sample of the distinct keys, each with where its records lie.

    `rate` is the share of all distinct keys, 1 = every one. `keys` hold the first 1024 bytes, `key_lengths`
    the true lengths. `partitions`, shape (keys, 4), are the lowest that each key lies in, ascending, with -1
    behind them; `records` are the key's records in each; `elsewhere`, shape (keys,), those in higher ones.
    `first` and `last`, shape (keys, 4), tell when the first and last of the records in a partition came, -1
    where that is not known: by `clock` "timestamp" in milliseconds since 1970, by "arrival" as the number of
    records that were read before. It is None where nothing tells when.
    """

    rate: float
    keys: tuple[bytes, ...]
    key_lengths: NDArray[np.uint32]
    partitions: NDArray[np.int64]
    records: NDArray[np.uint64]
    elsewhere: NDArray[np.uint64]
    clock: str | None
    first: NDArray[np.int64]
    last: NDArray[np.int64]


@short_repr
@dataclass(frozen=True, slots=True)
class ObservedPartitions:
    """Where the records really lie, when the source says so: `records` of shape (partitions,).

    The partitions are the topic's where their number was `told`, else all up to the highest with records.
    `agreeing` counts the keyed records that lie where the partitioner would have put them, of `keyed`; it is
    0 where the number was not told. `unpartitioned` are the records of each partition whose partition the
    producer chose. States of earlier releases have neither these nor `keys`.
    """

    records: NDArray[np.uint64]
    keyed: int
    agreeing: int
    unpartitioned: NDArray[np.uint64] | None = None
    keys: KeyPartitions | None = None
    told: bool = True


@short_repr
@dataclass(frozen=True, slots=True)
class Measurements:
    """What one pass (or several, merged) has counted."""

    source: str
    partitioner: str
    partial: bool
    records: int
    null_keys: int
    empty_keys: int
    unpartitioned: int  # records whose partition the producer chooses: null keys, for some clients empty ones
    key_bytes: int
    partitions: tuple[PartitionTotals, ...]
    what_if: tuple[PartitionTotals, ...]
    effective_keys: float | None  # None without keyed records
    effective_keys_by_bytes: float | None
    distinct_keys: Bounds
    heavy: HeavyKeys
    heavy_by_bytes: HeavyKeys | None
    sample: KeySample
    key_lengths: tuple[KeyLengthRange, ...]
    windows: tuple[ArrivalWindows, ...]
    observed: ObservedPartitions | None
    window_pairs: WindowPairs = WindowPairs(0, 0)
    sized_records: int | None = None  # those whose size is known, where any is; 0: not counted
    doubt: FoundFormat | None = None  # what the source looks like, where its lines may be no keys
