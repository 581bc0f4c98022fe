"""KeyMap: hot keys assigned to partitions by name, so that partitions are even and every key keeps its order.

A hash leaves to chance which keys meet. Where the heavy keys are known and stay the same, they can be packed:
the hottest first, each into the partition that has least by then (longest processing time first: at most 4/3
of the best packing; Graham, "Bounds on multiprocessing timing anomalies", 1969). All other keys stay where
the partitioner puts them.
"""

from __future__ import annotations

import base64
import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.sample_size import FIXED_COVERAGE, coverage
from kafka_architect.analysis.two_answers import RECORDS_OF_A_HOT_KEY
from kafka_architect.documents.head import head
from kafka_architect.documents.saved import saved_document
from kafka_architect.errors import InputError
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import Measurements

# What a producer can hold and a reviewer can read.
MOST_MAPPED = 1000

_EVEN_ENOUGH = 1.005
_LONGEST_KEY = 1024  # of longer ones only so many bytes are kept
_RARE = 0.001  # of a fair partition: not worth a line


@short_repr
@dataclass(frozen=True, slots=True)
class KeyMap:
    """Keys with their partitions; every other key goes where `partitioner` puts it.

    `max_over_mean` is what the topic reaches with it, `max_over_mean_before` what it has now; `moved` of the
    keys change their partition when it comes into use, once.
    """

    partition_count: int
    partitioner: str
    keys: tuple[bytes, ...]
    partitions: tuple[int, ...]
    max_over_mean_before: float
    max_over_mean: float
    moved: int
    records_moved: float

    def to_dict(self) -> dict[str, Any]:
        """The map as JSON-ready values: keys as text where they are UTF-8, and always in base64."""
        return {
            **head("key-map"),
            "partition_count": self.partition_count,
            "other_keys": self.partitioner,
            "max_over_mean_before": self.max_over_mean_before,
            "max_over_mean": self.max_over_mean,
            "moved": self.moved,
            "records_moved": self.records_moved,
            "keys": [
                {"key": _text(key), "key_base64": base64.b64encode(key).decode(), "partition": partition}
                for key, partition in zip(self.keys, self.partitions, strict=True)
            ],
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The map as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> KeyMap:
        """Read what `to_json` wrote.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.documents.shapes.analyses import KeyMap as Shape

        found = saved_document(text, "key-map", Shape)
        try:
            keys = tuple(base64.b64decode(one["key_base64"], validate=True) for one in found["keys"])
        except ValueError as error:
            raise InputError(f"the key map: keys: key_base64 is not base64: {error}") from error
        return cls(
            partition_count=found["partition_count"],
            partitioner=found["other_keys"],
            keys=keys,
            partitions=tuple(one["partition"] for one in found["keys"]),
            max_over_mean_before=found["max_over_mean_before"],
            max_over_mean=found["max_over_mean"],
            moved=found["moved"],
            records_moved=found["records_moved"],
        )

    def to_java(self, class_name: str = "KeyMapPartitioner") -> str:
        """A custom partitioner for the Java client; see `key_map_java`."""
        from kafka_architect.analysis.key_map_java import java_partitioner

        return java_partitioner(self, class_name)

    def to_python(self) -> str:
        """A module with a `partition(key, partitions)`; see `key_map_python`."""
        from kafka_architect.analysis.key_map_python import python_partitioner

        return python_partitioner(self)


def key_map(measurements: Measurements, partition_count: int) -> KeyMap | None:
    """Pack the fewest hottest keys that make the partitions even, or all that are known; None without any.

    Even enough: 1.005 times the mean at most. Loads are exact where the partition count was counted.
    """
    totals = next(
        (t for t in measurements.partitions + measurements.what_if if t.count == partition_count), None
    )
    keys, weights, hashes = _known_keys(measurements)
    if totals is None or partition_count < 2 or not keys or not totals.records.any():
        return None
    loads = totals.records.astype(np.float64)
    mean = float(loads.sum()) / partition_count
    worth = int((weights >= _RARE * mean).sum())
    keys, weights, at = keys[:worth], weights[:worth], (hashes[:worth] % partition_count).astype(np.int64)
    best: tuple[float, NDArray[np.int64]] | None = None
    for mapped in _numbers(worth):
        found = _packed(loads, weights[:mapped], at[:mapped])
        if best is None or found[0] < best[0] * 0.999:
            best = found
        if best[0] <= _EVEN_ENOUGH * mean:
            break
    if best is None or best[0] >= loads.max():
        return None
    places = best[1]
    apart = places != at[: places.size]
    return KeyMap(
        partition_count=partition_count,
        partitioner=measurements.partitioner,
        keys=keys[: places.size],
        partitions=tuple(places.tolist()),
        max_over_mean_before=float(loads.max()) / mean,
        max_over_mean=best[0] / mean,
        moved=int(apart.sum()),
        records_moved=float(weights[: places.size][apart].sum()) / (mean * partition_count),
    )


def _known_keys(
    measurements: Measurements,
) -> tuple[tuple[bytes, ...], NDArray[np.float64], NDArray[np.int64]]:
    """The hottest keys, hottest first: all where all are known, else those with a guaranteed weight."""
    sample = measurements.sample
    covered = coverage(measurements)
    if sample.rate >= 1.0 and covered is not None and covered >= FIXED_COVERAGE:
        order = np.argsort(-sample.records.astype(np.int64), kind="stable")[:MOST_MAPPED].tolist()
        found = [(sample.keys[i], float(sample.records[i]), int(sample.hashes[i])) for i in order]
    else:
        found = [
            (key.key, (key.lower + key.upper) / 2, key.hash)
            for key in measurements.heavy.keys
            if key.lower >= RECORDS_OF_A_HOT_KEY
        ]
    whole = [one for one in found if len(one[0]) < _LONGEST_KEY]
    return (
        tuple(key for key, _, _ in whole),
        np.array([weight for _, weight, _ in whole], dtype=np.float64),
        np.array([hashed for _, _, hashed in whole], dtype=np.int64),
    )


def _numbers(most: int) -> list[int]:
    """Numbers of keys to try: half as many more each time, and all."""
    numbers, n = [], 1
    while n < most:
        numbers.append(n)
        n += max(1, n // 2)
    return [*numbers, most] if most else []


def _packed(
    loads: NDArray[np.float64], weights: NDArray[np.float64], at: NDArray[np.int64]
) -> tuple[float, NDArray[np.int64]]:
    """The highest load after the keys were taken out and each put where least is; and where that is."""
    left = loads - np.bincount(at, weights=weights, minlength=loads.size)
    partitions = [(max(load, 0.0), partition) for partition, load in enumerate(left.tolist())]
    heapq.heapify(partitions)
    places = np.empty(weights.size, dtype=np.int64)
    for i, weight in enumerate(weights.tolist()):
        load, partition = partitions[0]
        heapq.heapreplace(partitions, (load + weight, partition))
        places[i] = partition
    return max(load for load, _ in partitions), places


def _text(key: bytes) -> str | None:
    shown = key_text(key)
    return shown if shown.encode() == key else None
