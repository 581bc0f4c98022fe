"""Windows of arrival order: keys that are even in total may still be hot at every moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import measured
from .streams import digits

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.analysis.measurements import ArrivalWindows, Measurements

    from .streams import Numbers

SECONDS, RECORDS_A_SECOND = 300, 10_000
COUNTS = [3, 12, 48]


@pytest.fixture(scope="module")
def seconds() -> Numbers:
    """The second of each record: all records of one second carry one key."""
    return 1_700_000 + np.repeat(np.arange(SECONDS), RECORDS_A_SECOND)


def analyzed(numbers: Numbers, counts: list[int]) -> ka.PartitioningStrategyAnalyzer:
    analyzer = ka.PartitioningStrategyAnalyzer(counts)
    for part in np.array_split(numbers, max(1, len(numbers) // 250_000)):
        analyzer.update(digits(part, b"", 10))
    return analyzer


def hottest_shares(found: Measurements) -> dict[int, float]:
    return {windows.count: windows.hottest_records / windows.records for windows in found.windows}


def by_chance(windows: ArrivalWindows, loads: Numbers) -> float:
    """The hottest partition's share where records of these totals come in random order."""
    size = windows.records // windows.windows
    draws = np.random.default_rng(1).multinomial(size, loads / loads.sum(), 500)
    return float(draws.max(axis=1).mean() / size)


def test_records_keyed_by_the_second_are_even_in_total_and_hot_at_every_moment(seconds: Numbers) -> None:
    analyzer = analyzed(seconds, COUNTS)
    found = measured(analyzer)
    for load in analyzer.report().partitions[:2]:
        assert load.max_over_mean is not None
        assert load.max_over_mean < 1.5
    for count, share in hottest_shares(found).items():
        assert share > 0.85, count
    assert all(windows.peak_share == 1 for windows in found.windows)
    assert [verdict.code for verdict in analyzer.report().verdicts[:2]] == ["bursty", "bursty"]


def test_the_same_records_shuffled_are_as_even_as_chance_makes_them(seconds: Numbers) -> None:
    found = measured(analyzed(np.random.default_rng(2).permutation(seconds), COUNTS))
    for windows, totals in zip(found.windows, found.partitions, strict=True):
        expected = by_chance(windows, totals.records.astype(np.int64))
        assert windows.hottest_records / windows.records == pytest.approx(expected, rel=0.02)
        assert windows.peak_share < 2 * expected


def test_a_file_keyed_by_the_second_shows_it_too(seconds: Numbers, tmp_path: Path) -> None:
    path = tmp_path / "seconds.txt"
    lines = np.full((len(seconds), 11), ord("\n"), dtype=np.uint8)
    lines[:, :10] = digits(seconds, b"", 10).view(np.uint8).reshape(-1, 10)
    lines.tofile(path)
    found = ka.analyze(path, COUNTS)
    assert all(share > 0.85 for share in hottest_shares(found.measurements).values())
    assert found.verdicts[1].code == "bursty"


def test_windows_are_of_4096_records_and_of_what_is_left() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(np.arange(3 * 4_096 + 1_000)))
    (windows,) = measured(analyzer).windows
    assert (windows.windows, windows.records) == (4, 3 * 4_096 + 1_000)


def test_so_few_records_that_one_partition_is_hot_by_chance_are_no_window() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(np.arange(511)))
    (windows,) = measured(analyzer).windows
    assert (windows.windows, windows.records, windows.peak_share) == (0, 0, 0)


def test_windows_are_exact() -> None:
    numbers = np.random.default_rng(3).integers(0, 50, 40_000)
    found = measured(analyzed(numbers, [1, 7, 12, 24, 1_000]))
    for windows in found.windows:
        placed = ka.partition_for(digits(numbers, b"", 10), windows.count)
        hottest = [np.bincount(placed[i : i + 4_096]).max() for i in range(0, len(placed), 4_096)]
        sizes = [len(placed[i : i + 4_096]) for i in range(0, len(placed), 4_096)]
        assert (windows.windows, windows.records) == (len(sizes), len(placed))
        assert windows.hottest_records == sum(hottest)
        assert windows.peak_share == max(h / s for h, s in zip(hottest, sizes, strict=True))


def test_beyond_1024_partitions_there_are_no_windows() -> None:
    found = measured(analyzed(np.arange(20_000), [1_024, 1_025]))
    assert [windows.windows > 0 for windows in found.windows] == [True, False]


def test_windows_add_up_when_states_are_merged(seconds: Numbers) -> None:
    first, second = analyzed(seconds[:1_000_000], COUNTS), analyzed(seconds[1_000_000:1_500_000], COUNTS)
    parts = list(zip(measured(first).windows, measured(second).windows, strict=True))
    first.merge(second)
    for windows, (a, b) in zip(measured(first).windows, parts, strict=True):
        assert windows.windows == a.windows + b.windows
        assert windows.records == a.records + b.records
        assert windows.hottest_records == a.hottest_records + b.hottest_records
        assert windows.peak_share == max(a.peak_share, b.peak_share)


def equally_busy_keys(found: Measurements) -> float:
    return found.window_pairs.compared / found.window_pairs.same_key


@pytest.mark.parametrize("run", [200, 1_000, 5_000])
def test_pairs_of_records_tell_how_many_keys_a_window_has(run: int) -> None:
    """A run of records has one key; a window of 4,096 has 4,096 / run of them, and parts of two more."""
    found = measured(analyzed(np.repeat(np.arange(2_000_000 // run), run), [12]))
    windows = found.windows[0].windows
    assert found.window_pairs.compared == pytest.approx(windows * 16 * 15 / 2, rel=0.01)
    where = np.arange(4_096)
    starts = range(0, 2_000_000 - 4_096, 4_096)
    shares = [np.bincount((start + where) // run - start // run) / 4_096 for start in starts]
    squares = np.mean([float(np.square(share).sum()) for share in shares])
    assert equally_busy_keys(found) == pytest.approx(1 / squares, rel=0.2)


def test_pairs_do_not_depend_on_how_records_come_to_lie_in_partitions() -> None:
    """A dump that was read partition by partition has windows of one partition, and of many keys."""
    numbers = np.random.default_rng(4).integers(0, 5_000, 400_000)
    at = ka.partition_for(digits(numbers, b"", 10), 12)
    found = measured(analyzed(numbers[np.argsort(at, kind="stable")], [12]))
    assert hottest_shares(found)[12] > 0.9
    assert equally_busy_keys(found) == pytest.approx(5_000 / 12, rel=0.6)


def test_pairs_add_up_when_states_are_merged(seconds: Numbers) -> None:
    first, second = analyzed(seconds[:50_000], [12]), analyzed(seconds[:9_000], [12])
    pairs = [measured(part).window_pairs for part in (first, second)]
    first.merge(second)
    assert measured(first).window_pairs.compared == sum(pair.compared for pair in pairs)
    assert measured(first).window_pairs.same_key == sum(pair.same_key for pair in pairs)


def test_windows_that_are_too_small_have_no_pairs() -> None:
    assert measured(analyzed(np.arange(511), [12])).window_pairs.compared == 0
