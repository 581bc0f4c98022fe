"""Quantities given as ranges: a plan for the end with the greater load, and worlds between the ends."""

from typing import Any

import pytest

import kafka_architect as ka


def calculator(**values: Any) -> ka.ClusterSizingCalculator:
    return ka.ClusterSizingCalculator(ka.Workload(**{"retention": "7d", **values}), "m5.2xlarge")


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("rate", "30000..80000", 80_000),
        ("rate", (30_000, 80_000), 80_000),
        ("rate", "30..80 MB/s", 80_000),
        ("message_bytes", "200 B..1 kB", 1000),
        ("compression_ratio", "2..4", 2),
        ("batch_bytes", "4 KiB..16 KiB", 4096),
        ("consumer_groups", [1, 5], 5),
        ("retention", "3d..7d", 7 * 86_400),
        ("growth_per_year", "1..2", 2),
    ],
)
def test_a_range_is_its_heavier_end(name: str, given: Any, value: float) -> None:
    workload = ka.Workload(**{"rate": 1000, "retention": "7d", name: given})
    assert getattr(workload, name) == value
    assert workload.ranges == {name: given}
    assert ka.Workload(**workload.to_dict()).ranges == {}


def test_the_plan_is_for_the_heavier_end_and_the_worlds_are_at_hand() -> None:
    ranged, upper = calculator(rate="30000..80000"), calculator(rate=80_000)
    assert ranged.plan().to_dict() == upper.plan().to_dict()
    found = ranged.uncertain(worlds=200, seed=3)
    assert found.to_dict() == upper.uncertain(worlds=200, seed=3, rate=(30_000, 80_000)).to_dict()
    assert (found.brokers["p50"] or 0) <= (found.brokers["p99"] or 0) <= found.plan.brokers


def test_topics_have_ranges_of_their_own() -> None:
    topics = [
        ka.TopicLoad(name="a", rate="100..900 MB/s", retention="1d", partitions=48),
        ka.TopicLoad(name="b.c", rate="40 MB/s", retention="1d..3d", partitions=12),
    ]
    sizing = ka.ClusterSizingCalculator(ka.Workload(topics=topics), "m5.2xlarge")
    found = sizing.uncertain(worlds=300, seed=1)
    assert found.ranges == {"a.rate": (100_000, 900_000), "b.c.retention": (86_400, 3 * 86_400)}
    assert (found.brokers["p50"] or 0) < found.plan.brokers
    narrow = sizing.uncertain(worlds=300, seed=1, **{"a.rate": (100_000, 100_001)})
    assert (narrow.brokers["p99"] or 0) < (found.brokers["p99"] or 0)


def test_a_range_for_all_topics_of_a_file_is_each_topics_own() -> None:
    workload = ka.Workload.from_dict(
        {"retention": "1d..3d", "topics": [{"name": "a", "rate": 10}, {"name": "b", "rate": 10}]}
    )
    assert workload.ranges == {"a.retention": "1d..3d", "b.retention": "1d..3d"}


def test_other_workloads_made_of_one_keep_its_ranges() -> None:
    workload = ka.Workload(rate="10..20", retention="1d..2d", local_retention="6h")
    assert workload.with_partitions(6).ranges == workload.ranges
    assert workload.without_tiers().ranges == {"rate": "10..20", "retention": "1d..2d"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"rate": "9..3"}, "ends below"),
        ({"rate": "-5..3"}, "more than 0"),
        ({"rate": "10/s..3 MB/s"}, "same unit"),
        ({"rate": (1, 2, 3)}, "2 ends"),
        ({"rate": 5, "partitions": "3..6"}, "partitions"),
        ({"rate": 5, "retention": "1d..forever"}, "forever|finite"),
        ({"rate": (1, 10**400)}, "rate"),
        ({"rate": 10**400}, "rate"),
        ({"rate": "1..2..3"}, "rate"),
        ({"rate": ".."}, "rate"),
        ({"rate": []}, "rate"),
    ],
)
def test_ranges_that_mean_nothing_are_refused(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ka.InputError, match=says):
        ka.Workload(**{"retention": "7d", **values})
