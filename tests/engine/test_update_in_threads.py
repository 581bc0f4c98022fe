"""One analyzer, several threads: updates take turns, each is counted as a whole, and nobody is stuck."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

import kafka_architect as ka

from .figures import exact_figures, measured, merged
from .streams import digits, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 300


def in_threads(work: list[Callable[[], None]]) -> None:
    """Run all of it at once; a deadlock is a failure and not a hanging test."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(work))

    def run(one: Callable[[], None]) -> None:
        try:
            barrier.wait(PATIENCE_SECONDS)
            one()
        except BaseException as error:  # noqa: BLE001  # handed on below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(one,), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive(), "a thread is stuck"
    assert failures == []


def test_eight_threads_count_what_one_does() -> None:
    numbers = zipf(400_000, 50_000, 1.0, seed=1).numbers
    keys = digits(numbers)
    serial = ka.PartitioningStrategyAnalyzer([12, 48], what_if=[7], topic_partitions=12)
    serial.update(keys, sizes=numbers % 100, partitions=numbers % 12)
    serial.update([None] * 80)
    shared = ka.PartitioningStrategyAnalyzer([12, 48], what_if=[7], topic_partitions=12)

    def update(which: int) -> Callable[[], None]:
        def work() -> None:
            for part in np.array_split(np.arange(which, len(keys), 8), 10):
                mine = keys[part] if which % 2 else keys[part].tolist()
                shared.update(mine, sizes=numbers[part] % 100, partitions=numbers[part] % 12)
                shared.update([None])

        return work

    in_threads([update(which) for which in range(8)])
    assert exact_figures(measured(shared)) == exact_figures(measured(serial))


def test_an_update_is_counted_as_a_whole_or_not_yet() -> None:
    """Whoever looks meanwhile sees none or all of it, though it is of many batches."""
    shared = ka.PartitioningStrategyAnalyzer([12])
    keys, updates = digits(np.arange(50_000)), 20
    seen: set[int] = set()

    def update() -> None:
        for _ in range(updates):
            shared.update(keys)

    def look() -> None:
        while (records := measured(shared).records) < 2 * updates * len(keys):
            seen.add(records)

    in_threads([update, update, look])
    assert {records % len(keys) for records in seen} == {0}


def test_analyzers_that_are_merged_into_each_other_by_two_threads_do_not_block() -> None:
    a, b = ka.PartitioningStrategyAnalyzer([12]), ka.PartitioningStrategyAnalyzer([12])
    a.update([b"a"])
    b.update([b"b"])

    def merge(
        to: ka.PartitioningStrategyAnalyzer, other: ka.PartitioningStrategyAnalyzer
    ) -> Callable[[], None]:
        def work() -> None:
            for _ in range(30):
                to.merge(other)
                to.update([b"c"])

        return work

    in_threads([merge(a, b), merge(b, a), merge(a, a)])
    assert {key.key for key in measured(a).heavy.keys} == {b"a", b"b", b"c"}


def test_everything_at_once_does_not_block() -> None:
    shared = ka.PartitioningStrategyAnalyzer([12])
    keys, updates, merges = digits(np.arange(20_000)), 20, 5
    seen: list[int] = []

    def report() -> None:
        for _ in range(20):
            found = measured(shared)
            assert found.partitions[0].records.sum() == found.records
            seen.append(found.records)

    def save() -> None:
        for _ in range(20):
            ka.PartitioningStrategyAnalyzer.from_bytes(shared.to_bytes())

    def update() -> None:
        for _ in range(updates):
            shared.update(keys)

    def merge() -> None:
        for _ in range(merges):
            shared.merge(merged([shared]))

    in_threads([report, save, update, update, merge])
    seen.append(measured(shared).records)
    assert seen == sorted(seen)
    assert {records % len(keys) for records in seen} == {0}
    # A merge adds at most what there is: all of them after the last update double everything each time.
    assert 2 * updates * len(keys) <= seen[-1] <= 2 * updates * len(keys) * 2**merges
