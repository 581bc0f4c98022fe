"""The figures of one partition count, by hand."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.measurements import PartitionTotals

if TYPE_CHECKING:
    from collections.abc import Sequence


def load_of(
    records: Sequence[int], effective_keys: float | None, sizes: Sequence[int] | None = None
) -> ka.PartitionLoad:
    totals = PartitionTotals(
        count=len(records),
        records=np.array(records, dtype=np.uint64),
        bytes=None if sizes is None else np.array(sizes, dtype=np.uint64),
    )
    return ka.PartitionLoad.of(totals, effective_keys)


def test_the_figures_of_an_uneven_topic() -> None:
    """Mean 2, deviations 4, 0, 2, 2: variance 6. Keys worth 1.6 equally busy ones."""
    assert load_of([6, 2, 0, 0], 1.6) == ka.PartitionLoad(
        count=4,
        records=(6, 2, 0, 0),
        bytes=None,
        max_over_mean=3.0,
        cv=6**0.5 / 2,
        expected_cv=(3 / 1.6) ** 0.5,
        empty_partitions=2,
    )


def test_one_partition_is_always_even() -> None:
    load = load_of([7], 2.0)
    assert (load.max_over_mean, load.cv, load.expected_cv, load.empty_partitions) == (1.0, 0.0, 0.0, 0)


def test_without_records_there_are_no_ratios() -> None:
    assert load_of([0, 0, 0], None) == ka.PartitionLoad(3, (0, 0, 0), None, None, None, None, 3)


def test_counts_far_above_32_bits_lose_no_record() -> None:
    records = (2**40 + 1, 2**40)
    load = load_of(records, 2.0)
    assert load.records == records
    assert load.max_over_mean == pytest.approx(1.0)


def test_bytes_are_there_when_sizes_are_known() -> None:
    load = load_of([2, 1], 3.0, sizes=[200, 50])
    assert load.bytes == (200, 50)
    assert load.to_dict()["bytes"] == [200, 50]
    assert "bytes" not in load_of([2, 1], 3.0).to_dict()


def test_figures_are_plain_numbers() -> None:
    """Not numpy's, which json does not know."""
    document = load_of([6, 2, 0, 0], 1.6).to_dict()
    assert {type(records) for records in document["records"]} == {int}
    assert type(document["empty_partitions"]) is int
    assert {type(document[name]) for name in ("max_over_mean", "cv", "expected_cv")} == {float}


def test_a_load_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        load_of([1], 1.0).cv = 0.0  # type: ignore[misc]
