"""From the core's state to Measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.measurements import (
    ArrivalWindows,
    Bounds,
    HeavyKey,
    HeavyKeys,
    KeyLengthRange,
    KeyPartitions,
    KeySample,
    Measurements,
    ObservedPartitions,
    PartitionTotals,
    WindowPairs,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.keys.found_format import FoundFormat

# Enough for the head of any skew: what is behind the 256th key has less than 1/256 of the records each.
HEAVY_KEYS = 256
# All that the core's summary of hot keys has room for.
HELD_KEYS = 8192

# The estimate of distinct keys is given with bounds of three standard errors: 997 of 1,000 hold.
_STANDARD_ERRORS = 3


def measure(
    state: _core.Distribution,
    *,
    source: str,
    partial: bool = False,
    doubt: FoundFormat | None = None,
    exact_records: Mapping[int, int] | None = None,
    unlisted_at_most: int | None = None,
) -> Measurements:
    """What `state` has counted.

    Args:
        state: The core's state.
        source: Where the keys came from, for people.
        partial: Whether the pass was interrupted.
        doubt: What the source looks like, where its lines may be no keys.
        exact_records: Records by fingerprint, from a second pass over the same keys: exact where the state
            has bounds only.
        unlisted_at_most: With `exact_records`: what any other key has at most.
    """
    found = state.snapshot(HEAVY_KEYS if exact_records is None else HELD_KEYS)
    rate, hashes, records, keys, key_lengths = found["sample"]
    sample = KeySample(rate, hashes, records, tuple(keys))
    if exact_records is not None and unlisted_at_most is not None:
        heavy = _counted_again(found["heavy"][0], exact_records, unlisted_at_most)
    elif rate == 1.0:
        heavy = _complete(sample, key_lengths.tolist())
    else:
        heavy = _heavy(found["heavy"])
    estimate = found["distinct_keys"]
    error = (
        0.0
        if found["distinct_keys_exact"]
        else _STANDARD_ERRORS * _core.DISTINCT_KEYS_STANDARD_ERROR * estimate
    )
    return Measurements(
        source=source,
        partitioner=state.settings()["partitioner"],
        partial=partial,
        records=found["records"],
        null_keys=found["null_keys"],
        empty_keys=found["empty_keys"],
        unpartitioned=found["records"] - found["keyed"],
        key_bytes=found["key_bytes"],
        partitions=tuple(PartitionTotals(*totals) for totals in found["partitions"]),
        what_if=tuple(PartitionTotals(*totals) for totals in found["what_if"]),
        effective_keys=_effective_keys(sample, found["effective_keys"]),
        effective_keys_by_bytes=found["effective_keys_by_bytes"] or None,
        distinct_keys=Bounds(
            estimate, max(estimate - error, float(len(keys))), min(estimate + error, float(found["keyed"]))
        ),
        heavy=heavy,
        heavy_by_bytes=None if found["heavy_by_bytes"] is None else _heavy(found["heavy_by_bytes"]),
        sample=sample,
        key_lengths=tuple(KeyLengthRange(*lengths) for lengths in found["key_lengths"]),
        windows=tuple(ArrivalWindows(*windows) for windows in found["windows"]),
        observed=_observed(found["observed"], told=state.settings()["topic_partitions"] > 0),
        window_pairs=WindowPairs(*found["window_pairs"]),
        sized_records=found["sized_records"],
        doubt=doubt,
    )


def _observed(found: _core._Observed | None, *, told: bool) -> ObservedPartitions | None:
    if found is None:
        return None
    records, keyed, agreeing, unpartitioned, sample = found
    keys = None if sample is None else KeyPartitions(sample[0], tuple(sample[1]), *sample[2:])
    return ObservedPartitions(records, keyed, agreeing, unpartitioned, keys, told)


def _effective_keys(sample: KeySample, estimate: float) -> float | None:
    """(sum w)^2 / sum w^2: from the keys themselves where all are known, else the core's estimate."""
    if sample.rate < 1.0 or not len(sample.records):
        return estimate or None
    weights = sample.records.astype(np.float64)
    return float(weights.sum() ** 2 / (weights**2).sum())


def _heavy(found: tuple[list[_core._Heavy], int]) -> HeavyKeys:
    """Keys whose weight is known to within a factor of two; the others are among what is not listed."""
    keys = [HeavyKey(*key[1:]) for key in found[0]]
    known = tuple(key for key in keys if key.upper <= 2 * key.lower)
    return HeavyKeys(known, max([found[1], *(key.upper for key in keys if key.upper > 2 * key.lower)]))


def _complete(sample: KeySample, key_lengths: list[int]) -> HeavyKeys:
    """All distinct keys are in the sample with their exact records: so the hottest are known exactly."""
    order = np.argsort(-sample.records.astype(np.int64), kind="stable")
    hottest = tuple(
        HeavyKey(
            sample.keys[i], key_lengths[i], int(sample.hashes[i]),
            int(sample.records[i]), int(sample.records[i]),
        )
        for i in order[:HEAVY_KEYS].tolist()
    )  # fmt: skip
    rest = order[HEAVY_KEYS:]
    return HeavyKeys(hottest, int(sample.records[rest[0]]) if len(rest) else 0)


def _counted_again(
    found: list[_core._Heavy], exact_records: Mapping[int, int], unlisted_at_most: int
) -> HeavyKeys:
    exact = [
        HeavyKey(key, length, hashed, exact_records[fingerprint], exact_records[fingerprint])
        for fingerprint, key, length, hashed, _, _ in found
        if fingerprint in exact_records
    ]
    exact.sort(key=lambda key: (-key.lower, key.key))
    behind = [key.upper for key in exact[HEAVY_KEYS:]]
    return HeavyKeys(tuple(exact[:HEAVY_KEYS]), max([unlisted_at_most, *behind]))
