"""When another partitioner, or another partition count, took over; and mixtures that are no change."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.observed.words import change_text

from .topics import observed_of, placed, users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kafka_architect.analysis.observed.change_in_time import ChangeInTime

RECORDS = 40_000
START_MS = 1_772_323_200_000  # 2026-03-01 00:00:00 UTC
HOUR_MS = 3_600_000
# Three times as many records at noon as at midnight, over four days.
RATES = 2 - np.cos(np.arange(4 * 24 * 3_600) / 13_751)
SECONDS = np.random.default_rng(7).choice(len(RATES), RECORDS, p=RATES / RATES.sum())
TIMES = START_MS + 1_000 * np.sort(SECONDS)
WAYS = ["timestamps", "order", "by-partition", "by-partition-with-timestamps"]


def analyzed(
    keys: Sequence[bytes], partitions: NDArray[np.int64], way: str, *, pieces: int = 1
) -> ka.PartitioningStrategyAnalyzer:
    """As a consumer of live records has them, or as a dump of one partition after the other."""
    order = np.argsort(partitions, kind="stable") if way.startswith("by-partition") else np.arange(len(keys))
    with_times = way.endswith("timestamps")
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    for part in np.array_split(order, pieces):
        piece = ka.PartitioningStrategyAnalyzer([12])
        piece.update(
            [keys[i] for i in part],
            partitions=partitions[part],
            timestamps_ms=TIMES[part] if with_times else None,
        )
        analyzer.merge(piece)
    return analyzer


def change_of(
    keys: Sequence[bytes], partitions: NDArray[np.int64], way: str, *, pieces: int = 1
) -> ChangeInTime:
    change = observed_of(analyzed(keys, partitions, way, pieces=pieces).report()).change
    assert change is not None
    return change


@functools.cache
def some_keys(distinct: int) -> list[bytes]:
    if distinct == RECORDS:
        return [b"order-%d" % i for i in range(RECORDS)]
    return users(RECORDS, distinct, seed=3)


def swapped(
    keys: Sequence[bytes], at: float, old: tuple[str, int], new: tuple[str, int]
) -> NDArray[np.int64]:
    """The first part placed by one client, the rest by another."""
    cut = int(at * len(keys))
    return np.concatenate([placed(keys[:cut], *old), placed(keys[cut:], *new)])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("distinct", [300, 3_000, RECORDS])
@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_client_that_was_swapped_is_seen_with_its_time(way: str, distinct: int, at: float) -> None:
    keys = some_keys(distinct)
    change = change_of(keys, swapped(keys, at, ("java", 12), ("librdkafka", 12)), way)
    assert change.kind == "changed"
    old, new = change.spans
    assert (old.partitioner, new.partitioner) == ("murmur2", "consistent_random")
    assert old.begins is None
    assert new.ends is None
    assert old.ends is not None
    assert new.begins is not None
    # A sample of keys, and in each partition no more than its own: the cut is known that well.
    assert old.ends.share == pytest.approx(at, abs=0.06)
    assert new.begins.share == pytest.approx(at, abs=0.06)
    if way.endswith("timestamps"):
        when = int(TIMES[int(at * RECORDS)])
        assert old.ends.timestamp_ms == pytest.approx(when, abs=4 * HOUR_MS)
        assert new.begins.timestamp_ms == pytest.approx(when, abs=4 * HOUR_MS)
        assert old.ends.timestamp_ms is not None
        assert new.begins.timestamp_ms is not None
        assert old.ends.timestamp_ms <= when <= new.begins.timestamp_ms
    else:
        assert old.ends.timestamp_ms is None
    assert change.told_by == {"order": "arrival", "by-partition": "partition"}.get(way, "timestamp")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("old", "new"), [(6, 12), (6, 9), (12, 13)])
def test_a_topic_that_grew_did_so_at_a_time(way: str, old: int, new: int) -> None:
    keys = some_keys(3_000)
    change = change_of(keys, swapped(keys, 0.6, ("java", old), ("java", new)), way)
    assert change.kind == "changed"
    before = next(span for span in change.spans if span.partitions == old)
    after = next(span for span in change.spans if span.partitions == new)
    assert before.ends is not None
    assert after.ends is None
    if way == "by-partition":  # of each partition's records, which are fewer once there are more partitions
        of_old = 0.6 / old / (0.6 / old + 0.4 / new)
        assert before.ends.share == pytest.approx(of_old, abs=0.06)
    else:
        assert before.ends.share == pytest.approx(0.6, abs=0.03)
        assert after.begins is not None
        assert after.begins.share == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("share", [0.1, 0.5])
@pytest.mark.parametrize("distinct", [3_000, RECORDS])
def test_a_mixture_all_along_has_not_changed(way: str, share: float, distinct: int) -> None:
    keys = some_keys(distinct)
    other = np.random.default_rng(11).random(RECORDS) < share
    partitions = np.where(other, placed(keys, "librdkafka"), placed(keys, "java"))
    change = change_of(keys, partitions, way)
    assert change.kind == "throughout"
    assert all(span.begins is None and span.ends is None for span in change.spans)


@pytest.mark.parametrize("seed", range(12))
def test_two_clients_with_keys_of_their_own_have_not_changed(seed: int) -> None:
    # One has many records of few keys, the other few records of many.
    random = np.random.default_rng(seed)
    other = random.random(RECORDS) < 0.2
    number = np.where(other, random.integers(0, 6_000, RECORDS), random.integers(0, 200, RECORDS))
    keys = [b"%s-%d" % (b"rare" if rare else b"busy", i) for rare, i in zip(other, number, strict=True)]
    partitions = np.where(other, placed(keys, "librdkafka"), placed(keys, "java"))
    assert change_of(keys, partitions, "order").kind == "throughout"
    assert change_of(keys, partitions, "timestamps").kind == "throughout"


@pytest.mark.parametrize("way", ["timestamps", "order"])
def test_a_client_that_joined_left_the_others_where_they_were(way: str) -> None:
    keys = some_keys(RECORDS)
    other = (np.random.default_rng(5).random(RECORDS) < 0.5) & (np.arange(RECORDS) > 0.7 * RECORDS)
    change = change_of(keys, np.where(other, placed(keys, "sarama-hash"), placed(keys, "java")), way)
    assert change.kind == "joined"
    stayed, joined = change.spans
    assert (stayed.partitioner, stayed.begins, stayed.ends) == ("murmur2", None, None)
    assert joined.begins is not None
    assert joined.begins.share == pytest.approx(0.7, abs=0.02)


def test_a_topic_that_grew_twice_did_so_one_after_the_other() -> None:
    keys = some_keys(3_000)
    third = RECORDS // 3
    counts = zip((6, 12, 24), (slice(0, third), slice(third, 2 * third), slice(2 * third, None)), strict=True)
    partitions = np.concatenate([placed(keys[part], "java", count) for count, part in counts])
    change = change_of(keys, partitions, "order")
    assert [span.partitions for span in change.spans] == [6, 12, 24]
    first, second, third_span = change.spans
    assert first.ends is not None
    assert second.ends is not None
    assert second.begins is not None
    assert third_span.begins is not None
    assert first.ends.share == pytest.approx(1 / 3, abs=0.03)
    assert second.begins.share == pytest.approx(1 / 3, abs=0.03)
    assert second.ends.share == pytest.approx(2 / 3, abs=0.03)
    assert third_span.begins.share == pytest.approx(2 / 3, abs=0.03)


@pytest.mark.parametrize("way", WAYS)
def test_the_change_is_the_same_however_the_records_were_divided(way: str) -> None:
    keys = some_keys(3_000)
    partitions = swapped(keys, 0.5, ("java", 6), ("java", 12))
    whole = analyzed(keys, partitions, way)
    divided = analyzed(keys, partitions, way, pieces=7)
    assert divided.report().observed.change == whole.report().observed.change  # type: ignore[union-attr]
    back = ka.PartitioningStrategyAnalyzer.from_bytes(divided.to_bytes())
    assert back.report().observed.change == whole.report().observed.change  # type: ignore[union-attr]


def test_by_timestamps_the_order_of_merging_does_not_matter() -> None:
    keys = some_keys(3_000)
    partitions = swapped(keys, 0.5, ("java", 6), ("java", 12))
    shuffled = np.random.default_rng(1).permutation(RECORDS)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    for part in np.array_split(shuffled, 5):
        analyzer.update(
            [keys[i] for i in part], partitions=partitions[part], timestamps_ms=TIMES[part].tolist()
        )
    expected = change_of(keys, partitions, "timestamps")
    assert observed_of(analyzer.report()).change == expected


def test_one_client_and_rows_without_an_order_have_no_change() -> None:
    keys = some_keys(3_000)
    one = observed_of(analyzed(keys, placed(keys, "java"), "order").report())
    assert one.change is None
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    partitions = swapped(keys, 0.5, ("java", 12), ("librdkafka", 12))
    analyzer.update(keys, partitions=partitions, counts=np.ones(RECORDS, dtype=np.int64))
    assert observed_of(analyzer.report()).change is None
    mixed = analyzed(keys, partitions, "order")
    mixed.merge(analyzed(keys, partitions, "timestamps"))
    assert observed_of(mixed.report()).change is None


def test_the_report_says_when() -> None:
    keys = some_keys(3_000)
    partitions = swapped(keys, 0.5, ("java", 6), ("java", 12))
    report = analyzed(keys, partitions, "timestamps").report()
    text = " ".join(str(report).split())
    assert "Changed over time (by their timestamps): murmur2 (Java clients) over 6 until 2026-03-0" in text
    document = report.to_dict()["observed"]["change"]
    assert document["kind"] == "changed"
    assert document["told_by"] == "timestamp"
    assert document["writers"][0]["ends"]["timestamp_ms"] >= START_MS
    by_partition = observed_of(analyzed(keys, partitions, "by-partition").report()).change
    assert "of each partition's records" in change_text(by_partition)


def test_times_that_are_none_are_refused() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    with pytest.raises(ka.InputError, match=r"timestamps_ms\[1\] is -2"):
        analyzer.update([b"a", b"b"], partitions=[0, 1], timestamps_ms=[-1, -2])
    with pytest.raises(ka.InputError, match="timestamps_ms has 1 entries for 2 keys"):
        analyzer.update([b"a", b"b"], partitions=[0, 1], timestamps_ms=[5])
