"""Partitions are whole: the busiest broker beside the mean, in figures, in the report, as a warning."""

from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.errors import UnmeetableError


def planned(brokers: int, instance: str = "m5.4xlarge", **values: Any) -> ka.ClusterPlan:
    workload = ka.Workload(**{"rate": "75 MB/s", "retention": "1d", "consumer_groups": 1, **values})
    return ka.ClusterSizingCalculator(workload, instance).plan(brokers=brokers)


def test_eight_partitions_on_six_brokers_are_half_as_much_again() -> None:
    plan = planned(6, partitions=8)
    sent = plan.placement.sent_mb_per_s
    # One group and two followers read 75 MB/s each: 225 over 8 leaders, two of them on one broker.
    assert sent.busiest == pytest.approx(56.25)
    assert sent.mean == pytest.approx(37.5)
    assert sent.above_mean == pytest.approx(0.5)
    assert plan.placement.received_mb_per_s.above_mean == 0  # 24 replicas are even on 6
    assert [one.to_dict() for one in plan.placement.uneven_topics] == [
        {"name": "all", "partitions": 8, "led_by_busiest": 2, "even_partitions": 12}
    ]


def test_the_report_and_the_page_say_it() -> None:
    plan = planned(6, partitions=8)
    for words in (
        "busiest broker sends 56.2 MB/s, 50% above the mean of 37.5",
        "it leads 2 of 8 partitions on 6 brokers, 12 would be even",
    ):
        assert words in str(plan)
        assert words in plan._repr_html_()
    warning = next(one for one in plan.warnings if one["code"] == "uneven_partitions")
    assert "50% above the mean; even would be 12 partitions instead of 8" in warning["message"]


def test_a_multiple_of_the_brokers_is_even_and_silent() -> None:
    plan = planned(6, partitions=12)
    assert plan.placement.above_mean == 0
    assert plan.placement.uneven_topics == ()
    assert "busiest broker" not in str(plan)
    assert "uneven_partitions" not in {one["code"] for one in plan.warnings}


def test_many_partitions_are_even_enough_for_no_warning() -> None:
    plan = planned(6, partitions=100)
    assert plan.placement.sent_mb_per_s.above_mean == pytest.approx(17 / (100 / 6) - 1)
    assert "uneven_partitions" not in {one["code"] for one in plan.warnings}


def test_storage_is_uneven_where_replicas_are() -> None:
    plan = planned(4, partitions=3, zones=1, replication_factor=2)
    stored = plan.placement.stored_gb
    assert stored.above_mean == pytest.approx(2 / 1.5 - 1)  # 6 replicas on 4 brokers
    assert "stores" in str(plan)


def test_the_topics_that_send_most_are_named_first() -> None:
    topics = [
        {"name": "small", "rate": "1 MB/s", "retention": "1d", "partitions": 5},
        {"name": "large", "rate": "90 MB/s", "retention": "1d", "partitions": 7},
        {"name": "even", "rate": "9 MB/s", "retention": "1d", "partitions": 12},
    ]
    plan = ka.ClusterSizingCalculator(ka.Workload(topics=topics), "m5.4xlarge").plan(brokers=6)
    assert [one.name for one in plan.placement.uneven_topics] == ["large", "small"]
    assert "it leads 2 of 7 partitions of large" in str(plan)
    assert "12 partitions of large instead of 7" in str(plan)


def test_skew_is_above_the_mean_without_an_uneven_topic() -> None:
    plan = planned(6, partitions=12, skew=3)
    assert plan.placement.sent_mb_per_s.above_mean > 0.5
    assert plan.placement.uneven_topics == ()
    assert "above the mean" in str(plan)


def test_one_partition_of_five_hundred_megabytes_fits_no_broker_of_ten_gigabits() -> None:
    workload = ka.Workload(rate="500 MB/s", retention="1d", partitions=1)
    with pytest.raises(UnmeetableError) as raised:
        ka.ClusterSizingCalculator(workload, "m5.4xlarge").plan()
    # The leader sends to a group and to two followers.
    assert "in steady_peak one broker would have network_out 1,500 of 625 MB/s" in str(raised.value)
    assert "With 4 partitions the workload fits" in str(raised.value)
    assert ka.ClusterSizingCalculator(workload.changed(partitions=4), "m5.4xlarge").plan().within_limits
