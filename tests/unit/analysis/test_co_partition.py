"""Topics that are joined: joint loads, keys that one of them lacks, partitioners that differ."""

from __future__ import annotations

import json

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.co_partition import co_partition


def report(keys: list[bytes], counts: tuple[int, ...] = (12,), **settings: str) -> ka.DistributionReport:
    analyzer = ka.PartitioningStrategyAnalyzer(counts, **settings)  # type: ignore[arg-type]
    analyzer.update(keys)
    return analyzer.report()


def users(first: int, last: int) -> list[bytes]:
    return [b"user-%d" % i for i in range(first, last)]


def test_loads_add_up_and_hot_partitions_meet() -> None:
    hot = [b"tenant"] * 5_000
    found = co_partition([report(users(0, 5_000) + hot), report(users(0, 2_000) * 2 + hot)])
    (load,) = found.joint
    assert load.same_hottest
    keys = users(0, 5_000) + users(0, 2_000) * 2 + hot * 2
    loads = np.bincount(ka.partition_for(keys, 12), minlength=12)
    assert load.max_over_mean == pytest.approx(loads.max() / loads.mean())
    assert not found.ok
    assert "hottest task" in found.problems[0]


def test_keys_that_one_topic_lacks_are_told_exactly_where_all_are_known() -> None:
    found = co_partition([report(users(0, 1_000) * 5), report(users(250, 1_000) * 5 + [b"guest"])])
    first, second = found.missing
    assert (first.share, first.exact) == (0.25, True)
    assert second.share == pytest.approx(1 / 751)
    assert second.examples == ("guest",)
    assert found.ok


@pytest.mark.parametrize(
    ("first", "second"), [((0, 60_000), (30_000, 50_000)), ((0, 3_000), (1_000, 90_000))]
)
def test_keys_that_one_topic_lacks_are_estimated_from_samples(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = co_partition([report(users(*first)), report(users(*second))])
    both = min(first[1], second[1]) - max(first[0], second[0])
    for lack, (start, end) in zip(found.missing, (first, second), strict=True):
        assert not lack.exact
        assert lack.share == pytest.approx(
            1 - both / (end - start), abs=0.2 if start == 0 and end == 3_000 else 0.06
        )


def test_partitions_of_topics_whose_partition_count_nobody_told_are_no_problem() -> None:
    reports = []
    for _ in range(2):
        analyzer = ka.PartitioningStrategyAnalyzer([12])
        keys = users(0, 1_000)
        analyzer.update(keys, partitions=ka.partition_for(keys, 12))
        reports.append(analyzer.report())
    assert co_partition(reports).problems == ()


def test_topics_without_a_common_key_or_partitioner_do_not_join() -> None:
    none = co_partition([report(users(0, 900)), report([b"USER-%d" % i for i in range(900)])])
    assert "no key in common" in none.problems[-1]
    other = co_partition([report(users(0, 900)), report(users(0, 900), partitioner="librdkafka")])
    assert "different partitioners" in other.problems[0]


def test_only_shared_counts_are_judged() -> None:
    found = co_partition([report(users(0, 900), (6, 12)), report(users(0, 900), (12, 24))])
    assert [load.count for load in found.joint] == [12]
    with pytest.raises(ka.InputError, match="no partition count in common"):
        co_partition([report(users(0, 9), (6,)), report(users(0, 9), (12,))])
    with pytest.raises(ka.InputError, match="at least two topics"):
        co_partition([report(users(0, 9))])


def test_the_document_is_json() -> None:
    found = co_partition([report(users(0, 900)), report([], (12,))])
    document = json.loads(found.to_json())
    assert list(document) == ["format", "version", "tool", "topics", "joint", "missing", "problems"]
    assert document["missing"][0]["share"] == 1.0
