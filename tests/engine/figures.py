"""The figures of an analyzer that must be the same however its records were divided and merged."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import kafka_architect as ka

from .streams import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kafka_architect.analysis.measurements import HeavyKeys, Measurements, ObservedPartitions

    from .streams import Numbers


def measured(analyzer: ka.PartitioningStrategyAnalyzer) -> Measurements:
    return analyzer.report().measurements


def exact_figures(found: Measurements) -> dict[str, Any]:
    """All that adds up exactly; windows of arrival order are left out, divided streams have others."""
    sample = found.sample
    return {
        "records": found.records,
        "null_keys": found.null_keys,
        "empty_keys": found.empty_keys,
        "unpartitioned": found.unpartitioned,
        "key_bytes": found.key_bytes,
        "key_lengths": found.key_lengths,
        "distinct_keys": found.distinct_keys,
        "effective_keys": found.effective_keys,
        "effective_keys_by_bytes": found.effective_keys_by_bytes,
        "partitions": [
            (totals.count, totals.records.tolist(), None if totals.bytes is None else totals.bytes.tolist())
            for totals in found.partitions + found.what_if
        ],
        "sample": (sample.rate, sample.keys, sample.hashes.tolist(), sample.records.tolist()),
        "observed": None if found.observed is None else _observed(found.observed),
    }


def _observed(found: ObservedPartitions) -> tuple[Any, ...]:
    counts = (found.records.tolist(), found.keyed, found.agreeing)
    if found.keys is None or found.unpartitioned is None:
        return counts
    keys = found.keys
    arrays = (keys.key_lengths, keys.partitions, keys.records, keys.elsewhere)
    return (
        *counts,
        found.unpartitioned.tolist(),
        keys.rate,
        keys.keys,
        *(array.tolist() for array in arrays),
    )


def merged(parts: Sequence[ka.PartitioningStrategyAnalyzer]) -> ka.PartitioningStrategyAnalyzer:
    """The sum of the parts, which stay as they are."""

    def add(
        left: ka.PartitioningStrategyAnalyzer, right: ka.PartitioningStrategyAnalyzer
    ) -> ka.PartitioningStrategyAnalyzer:
        left.merge(right)
        return left

    return reduce(add, parts[1:], ka.PartitioningStrategyAnalyzer.from_bytes(parts[0].to_bytes()))


def keys_of(report: ka.DistributionReport) -> list[bytes]:
    return [key.key.encode() for key in report.heavy_hitters]


def hottest_but(counts: Numbers, listed: Iterable[bytes]) -> int:
    """The most records that a key has which is not listed; keys are those of `streams.digits`."""
    others = counts.copy()
    others[[number_of(key) for key in listed]] = 0
    return int(others.max())


def assert_bounds_hold(heavy: HeavyKeys, counts: Numbers) -> None:
    """Every listed key is within its bounds, and every other one below what the summary says of them."""
    listed = [key.key for key in heavy.keys]
    assert len(set(listed)) == len(listed)
    wrong = [key for key in heavy.keys if not key.lower <= counts[number_of(key.key)] <= key.upper]
    assert wrong == []
    assert hottest_but(counts, listed) <= heavy.unlisted_at_most
