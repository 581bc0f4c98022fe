"""Reverse questions: what a cluster carries, what a budget buys."""

from typing import Any

import pytest

import kafka_architect as ka

LOAD: dict[str, Any] = {"rate": 50_000, "retention": "7d", "consumer_groups": 3, "partitions": 48}


def sizing(hardware: str = "r6i.2xlarge", **values: Any) -> ka.ClusterSizingCalculator:
    return ka.ClusterSizingCalculator(ka.Workload(**{**LOAD, **values}), hardware)


@pytest.mark.parametrize("of", ["rate", "retention", "groups"])
def test_the_most_is_carried_and_more_is_not(of: str) -> None:
    most = sizing().most(of, 6)
    assert most.value is not None

    def given(value: float) -> ka.ClusterSizingCalculator:
        name = {"rate": "rate", "retention": "retention", "groups": "consumer_groups"}[of]
        amount: Any = f"{value} s" if of == "retention" else value
        return sizing(**{name: amount})

    assert given(most.value).plan(brokers=6).within_limits
    exceeding = given(most.value + 1 if of == "groups" else most.value * 1.01).plan(brokers=6)
    assert not exceeding.within_limits
    assert not exceeding.limit(*most.binding).kept


def test_what_a_budget_buys_costs_no_more() -> None:
    plan, times = sizing().for_budget(30_000)
    assert (plan.cost.monthly_total or 0) <= 30_000
    assert plan.workload_rate == pytest.approx(50_000 * times)
    larger, _ = sizing().for_budget(60_000)
    assert larger.workload_rate > plan.workload_rate


def test_a_budget_below_any_cluster_is_said() -> None:
    with pytest.raises(ka.InputError, match="even an almost idle cluster"):
        sizing().for_budget(10)


def test_topics_are_scaled_together() -> None:
    topics = [ka.TopicLoad(name=name, rate=1000, retention="1d", partitions=12) for name in "ab"]
    calculator = ka.ClusterSizingCalculator(ka.Workload(topics=topics), "r6i.2xlarge")
    assert (calculator.most("retention", 3).times or 0) > 1
    plan, times = calculator.for_budget(5_000)
    assert plan.workload_rate == pytest.approx(2000 * times)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ka.InputError, match="rate, retention, groups"):
        sizing().most("beauty", 3)
    with pytest.raises(ka.InputError, match="not limited by time"):
        sizing(retention=None, live_keys=1000).most("retention", 3)
