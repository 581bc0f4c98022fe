"""numpy.ma: a masked entry is a null key, as a missing value of a data frame becomes null in Kafka."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka

from .figures import measured

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 10_000
MASK = np.arange(MANY) % 3 == 0

MASKED: dict[str, Callable[[], Any]] = {
    "S": lambda: np.ma.array(np.full(MANY, b"key"), mask=MASK),
    "U": lambda: np.ma.array(np.full(MANY, "key"), mask=MASK),
    "V": lambda: np.ma.array(np.full(MANY, b"key").view("V3"), mask=MASK),
    "O": lambda: np.ma.array(np.full(MANY, b"key", dtype=object), mask=MASK),
    "every second": lambda: np.ma.array(np.full(2 * MANY, b"key"), mask=np.repeat(MASK, 2))[::2],
}


@pytest.mark.parametrize("keys", MASKED.values(), ids=MASKED.keys())
def test_a_masked_key_is_a_null_key(keys: Callable[[], Any]) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(keys())
    found = measured(analyzer)
    assert (found.records, found.null_keys) == (MANY, int(MASK.sum()))
    assert [(key.key, key.lower) for key in found.heavy.keys] == [(b"key", MANY - int(MASK.sum()))]
    assert ka.partition_for(keys(), 12).tolist() == [
        -1 if masked else ka.partition_for(b"key", 12) for masked in MASK.tolist()
    ]
    assert (ka.murmur2(keys()) == np.where(MASK, 0, ka.murmur2(b"key"))).all()


def test_a_masked_array_without_a_mask_is_like_any_other() -> None:
    keys = [b"a", b"bb", b""]
    masked: Any = np.ma.array(keys)
    assert ka.murmur2(masked).tolist() == ka.murmur2(keys).tolist()


def test_what_lies_under_the_mask_is_not_looked_at() -> None:
    """It may be anything: what a computation left there."""
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(np.ma.array(np.array([7, b"key"], dtype=object), mask=[True, False]))
    analyzer.update(np.ma.array(np.array(["\ud800", "key"]), mask=[True, False]))
    assert measured(analyzer).null_keys == 2


@pytest.mark.parametrize("name", ["sizes", "partitions"])
@pytest.mark.parametrize("mask", [True, False])
def test_a_masked_column_is_refused(name: str, mask: bool) -> None:
    """A record has a size and lies somewhere: what would a missing number mean?"""
    analyzer = ka.PartitioningStrategyAnalyzer([12], topic_partitions=12)
    column = np.ma.array([1, 2], mask=[False, mask])
    with pytest.raises(ka.KeyTypeError, match=f"{name} is a masked array: expected a whole number for every"):
        analyzer.update([b"a", b"b"], **{name: column})
    assert measured(analyzer).records == 0


@pytest.mark.parametrize("place", [0, 5_000, MANY - 1])
def test_a_wrong_key_among_masked_ones_leaves_the_state_as_it_was(place: int) -> None:
    keys = np.full(MANY, b"key", dtype=object)
    keys[place] = 7
    mask = MASK & (np.arange(MANY) != place)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    with pytest.raises(ka.KeyTypeError, match=f"key {place}"):
        analyzer.update(np.ma.array(keys, mask=mask))
    assert measured(analyzer).records == 0
