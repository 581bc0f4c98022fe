"""The hottest keys by bytes: bounds that hold, and no miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import assert_bounds_hold, hottest_but, measured
from .streams import Stream, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

    from .streams import Numbers


def sized(stream: Stream, seed: int) -> Numbers:
    """Sizes of records that grow with the key's number: the hottest by bytes are others than by records."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 100, len(stream.numbers)) + 10 * (stream.numbers % 1_000)


BY_BYTES: dict[str, Callable[[], Stream]] = {
    "few keys": lambda: zipf(100_000, 1_000, 1.0, seed=13),
    "many keys": lambda: zipf(500_000, 200_000, 1.1, seed=14),
    "rarest first": lambda: Stream(np.sort(zipf(500_000, 200_000, 1.1, seed=14).numbers)[::-1].copy()),
}


@pytest.mark.parametrize("stream", BY_BYTES.values(), ids=BY_BYTES.keys())
def test_bounds_by_bytes_hold(stream: Callable[[], Stream]) -> None:
    found = stream()
    sizes = sized(found, seed=15)
    analyzer = ka.PartitioningStrategyAnalyzer([12], what_if=[7])
    analyzer.update(found.keys, sizes=sizes)
    measurements = measured(analyzer)
    true = np.bincount(found.numbers, weights=sizes).astype(np.int64)
    assert measurements.heavy_by_bytes is not None
    assert_bounds_hold(measurements.heavy_by_bytes, true)
    for totals in measurements.partitions + measurements.what_if:
        placed = ka.partition_for(found.keys, totals.count)
        assert totals.bytes is not None
        assert totals.bytes.tolist() == np.bincount(placed, sizes, totals.count).tolist()


@pytest.mark.parametrize("stream", BY_BYTES.values(), ids=BY_BYTES.keys())
@pytest.mark.parametrize("top", [1, 20, 256])
def test_no_key_exceeds_the_bytes_that_are_said_of_those_not_listed(
    stream: Callable[[], Stream], top: int
) -> None:
    found = stream()
    sizes = sized(found, seed=15)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(found.keys, sizes=sizes)
    document = analyzer.report(top=top).to_dict()
    listed = [key["key"].encode() for key in document["heavy_hitters_by_bytes"]]
    true = np.bincount(found.numbers, weights=sizes).astype(np.int64)
    assert hottest_but(true, listed) <= document["no_other_key_exceeds_bytes"]
