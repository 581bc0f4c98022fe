"""Checks of what users ask an analysis for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice

from kafka_architect import _core
from kafka_architect.errors import InputError

# Counts in one list: each is judged, some milliseconds apiece.
MOST_COUNTS = 2_000
# Partitions of all counts together; one takes about 55 bytes while a pass runs and its report is made.
MOST_PARTITIONS = 20_000_000
_BYTES_PER_PARTITION = 55

_MOST_LISTED = 256


def checked_counts(counts: object, name: str, *, may_be_empty: bool = False) -> list[int]:
    """Partition counts without repetitions, in their order.

    Raises:
        InputError: There are none or more than 2,000, or one is not a whole number from 1 to 1,000,000.
    """
    if not isinstance(counts, Iterable) or isinstance(counts, str | bytes):
        raise InputError(f"{name} is {counts!r}: expected a list of partition counts, e.g. [12, 24]")
    counts = list(islice(counts, MOST_COUNTS + 1))
    if len(counts) > MOST_COUNTS:
        raise InputError(f"{name}: more than {MOST_COUNTS:,} partition counts; ask for fewer at a time")
    if len(counts) == 0 and not may_be_empty:
        raise InputError(f"{name} is empty: expected at least one partition count, e.g. [12, 24]")
    limit = _core.MAX_COUNTED_PARTITIONS
    unique: dict[int, None] = {}  # as a set that keeps the order
    for count in counts:
        if not hasattr(count, "__index__") or isinstance(count, bool):
            raise InputError(f"{name}: partition count {count!r} is not a whole number")
        number = int(count.__index__())
        if not 1 <= number <= limit:
            raise InputError(f"{name}: partition count {number} is out of range: expected 1 to {limit:,}")
        unique[number] = None
    return list(unique)


def check_memory(partitions: list[int], what_if: list[int]) -> None:
    """Say what the counters of all partition counts would take, before they are allocated.

    Raises:
        InputError: They have more than 20,000,000 partitions together.
    """
    wanted = sum(partitions) + sum(what_if)
    if wanted > MOST_PARTITIONS:
        raise InputError(
            f"partitions and what_if have {wanted:,} partitions together, which would require about "
            f"{wanted * _BYTES_PER_PARTITION / 1e9:,.1f} GB of memory: expected at most {MOST_PARTITIONS:,} "
            f"({MOST_PARTITIONS * _BYTES_PER_PARTITION / 1e9:.1f} GB); ask for fewer or smaller counts"
        )


def check_top(top: object) -> None:
    """How many hot keys to list.

    Raises:
        InputError: It is not a whole number from 0 to 256.
    """
    if not isinstance(top, int) or isinstance(top, bool) or not 0 <= top <= _MOST_LISTED:
        raise InputError(f"top is {top!r}: expected 0 to {_MOST_LISTED}")


def check_brokers(brokers: object) -> None:
    """How many brokers share the partitions; None where that is not known.

    Raises:
        InputError: It is not a whole number of at least 1.
    """
    if brokers is None:
        return
    if not isinstance(brokers, int) or isinstance(brokers, bool) or brokers < 1:
        raise InputError(f"brokers is {brokers!r}: expected a whole number of at least 1")


def checked_workers(workers: object) -> int:
    """The number of threads to read with; the cores that this process may use by default."""
    if workers is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not isinstance(workers, int) or isinstance(workers, bool) or not 1 <= workers <= 1024:
        raise InputError(f"workers is {workers!r}: expected a whole number from 1 to 1024")
    return workers
