"""What must hold for every cluster of several topics."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.errors import UnmeetableError

INSTANCES = ("m5.2xlarge", "r6i.4xlarge", "i4i.4xlarge", "kafka.m7g.4xlarge")

topics = st.lists(
    st.fixed_dictionaries(
        {
            "rate": st.floats(1, 2e5),
            "message_bytes": st.floats(50, 5_000),
            "consumer_groups": st.floats(0, 4),
            "retention": st.integers(600, 10 * 86_400).map(lambda seconds: f"{seconds} s"),
            "replication_factor": st.integers(1, 3),
            "partitions": st.integers(3, 60),
            "skew": st.floats(1, 3),
            "batch_bytes": st.sampled_from([500, 16_384, 1_000_000]),
        }
    ),
    min_size=1,
    max_size=8,
)


def test_large_batches_of_a_topic_do_not_make_the_requests_of_another_cheaper() -> None:
    # Small batches that many read, and large ones that nobody does.
    small = {"rate": "50 MB/s", "batch_bytes": 500, "consumer_groups": 12}
    large = {"batch_bytes": "1 MB", "consumer_groups": 0, "replication_factor": 1}
    both = [{**one, "retention": "1h", "partitions": 960} for one in (small, large)]
    heavier = [[both[0], {**both[1], "rate": f"{rate} MB/s"}] for rate in (10, 60, 110)]
    counts = [brokers(topics, "c7g.4xlarge") for topics in heavier]
    assert counts == sorted(counts)


def named(given: list[dict[str, Any]]) -> list[ka.TopicLoad]:
    return [ka.TopicLoad(name=f"topic-{i}", **one) for i, one in enumerate(given)]


def calculator(given: list[dict[str, Any]], instance: str) -> ka.ClusterSizingCalculator:
    return ka.ClusterSizingCalculator(ka.Workload(topics=named(given)), instance)


def brokers(given: list[dict[str, Any]], instance: str) -> float:
    try:
        return calculator(given, instance).plan().brokers
    except UnmeetableError:
        return float("inf")


@settings(max_examples=60, deadline=None)
@given(topics, st.sampled_from(INSTANCES), st.sampled_from(["rate", "message_bytes", "consumer_groups"]),
       st.integers(0, 7), st.floats(1, 4))  # fmt: skip
def test_more_load_of_a_topic_never_means_fewer_brokers(
    given_topics: list[dict[str, Any]], instance: str, name: str, which: int, factor: float
) -> None:
    heavier = [dict(one) for one in given_topics]
    heavier[which % len(heavier)][name] *= factor
    assert brokers(heavier, instance) >= brokers(given_topics, instance)


@settings(max_examples=40, deadline=None)
@given(topics, st.sampled_from(INSTANCES))
def test_a_topic_more_never_means_fewer_brokers(given_topics: list[dict[str, Any]], instance: str) -> None:
    assert brokers([*given_topics, given_topics[0]], instance) >= brokers(given_topics, instance)


@settings(max_examples=40, deadline=None)
@given(topics)
def test_whole_partitions_never_need_fewer_brokers_than_a_fluid(given_topics: list[dict[str, Any]]) -> None:
    # The more partitions of the same load, the more it is a fluid. Records per batch fall with them, so
    # batches are kept full here; and limits of replicas are left out.
    full = [{**one, "linger_ms": 10_000} for one in given_topics]
    fluid = [{**one, "partitions": one["partitions"] * 50, "skew": 1} for one in full]
    policy = ka.Policy(partitions_per_broker=1e9, partitions_per_cluster=1e9, heap_mib_per_replica=1e-9)

    def needed(given: list[dict[str, Any]]) -> float:
        hardware = ka.load_catalogue("aws").find("m5.2xlarge")
        generous = ka.Hardware.from_dict({**hardware.to_dict(), "partitions": 1e9, "controllers": []})
        try:
            return ka.ClusterSizingCalculator(
                ka.Workload(topics=named(given)), generous, policy
            ).plan().brokers  # fmt: skip
        except UnmeetableError:
            return float("inf")

    assert needed(full) >= needed(fluid)


@settings(max_examples=40, deadline=None)
@given(topics, st.sampled_from(INSTANCES))
def test_the_topics_shares_are_the_whole_and_a_plan_carries_its_topics(
    given_topics: list[dict[str, Any]], instance: str
) -> None:
    sizing = calculator(given_topics, instance)
    try:
        plan = sizing.plan()
    except UnmeetableError:
        return
    assert plan.within_limits
    assert sum(one.share_of_bill for one in plan.by_topic) == pytest.approx(1)
    assert sum(one.monthly or 0 for one in plan.by_topic) == pytest.approx(plan.cost.monthly_total or 0)
    assert sum(one.replicas for one in plan.by_topic) == sum(
        one["partitions"] * one["replication_factor"] for one in given_topics
    )
    carried = sizing.capacity(plan.brokers)
    assert carried.carries_workload


@settings(max_examples=30, deadline=None)
@given(st.floats(10, 3e5), st.integers(1, 10), st.integers(3, 24), st.sampled_from(INSTANCES))
def test_equal_topics_are_the_one_load_that_they_share(
    rate: float, count: int, partitions: int, instance: str
) -> None:
    one: dict[str, Any] = {"rate": rate, "retention": "1d", "partitions": partitions, "producers": 10}
    listed = brokers([dict(one) for _ in range(count)], instance)
    # Ten producers a partition, as in the list: more would fill smaller batches, which take more bytes.
    shared = ka.Workload(**{**one, "rate": rate * count}, topics=count)
    try:
        assert ka.ClusterSizingCalculator(shared, instance).plan().brokers == listed
    except UnmeetableError:
        assert listed == float("inf")
