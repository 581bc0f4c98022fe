"""Partition counts cost memory: how much they may is said before any of it is allocated."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect import _core

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 1_000_000


def near_the_largest(how_many: int) -> list[int]:
    """Counts that share no histogram."""
    return list(range(LARGEST, LARGEST - how_many, -1))


def state_of(partitions: Sequence[int], what_if: Sequence[int] = ()) -> _core.Distribution:
    """The core's own state, which is asked without the checks in front of it."""
    return _core.Distribution("murmur2", list(partitions), list(what_if), 0)


TOO_MANY = "512 MiB for each thread that reads; ask for fewer counts"


@pytest.mark.parametrize("partitions", [near_the_largest(70), list(range(1, LARGEST, 9))[-50_000:]], ids=len)
def test_too_many_large_partition_counts_are_refused(partitions: list[int]) -> None:
    with pytest.raises(ka.InputError, match=TOO_MANY):
        state_of(partitions)
    with pytest.raises(ka.InputError, match=TOO_MANY):
        state_of([12], partitions)


def test_both_lists_count() -> None:
    half = near_the_largest(40)
    with pytest.raises(ka.InputError, match=TOO_MANY):
        state_of(half, half)


def test_a_list_of_a_million_counts_is_refused_at_once() -> None:
    with pytest.raises(ka.InputError, match="there are 1000001 partition counts: expected at most 100000"):
        state_of([12], range(1, LARGEST + 1))


def test_nothing_is_allocated_for_what_is_refused() -> None:
    resource = pytest.importorskip("resource", reason="memory is measured on POSIX")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    with pytest.raises(ka.InputError):
        state_of(near_the_largest(1_000))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


def test_the_usual_long_lists_are_taken() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([6, 12, LARGEST], what_if=range(1, 501))
    analyzer.update([b"k"])
