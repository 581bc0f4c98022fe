"""How many brokers a cluster survives the loss of: N+1 by default, N+2 by choice."""

import json
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.sizing.explain import explain

LOAD: dict[str, Any] = {"rate": "300 MB/s", "retention": "1d", "consumer_groups": 6, "partitions": 360}


def planned(brokers: int | None = None, lost: int = 1, **values: Any) -> ka.ClusterPlan:
    policy = ka.Policy(brokers_lost=lost)
    return ka.ClusterSizingCalculator(ka.Workload(**{**LOAD, **values}), "m5.4xlarge", policy).plan(
        brokers=brokers
    )


def test_survivors_lead_what_those_that_are_lost_led() -> None:
    one, two = planned(12, 1), planned(12, 2)
    lost = [plan.limit("network_out", "brokers_lost").demand_per_broker or 0 for plan in (one, two)]
    # Of 1,800 MB/s that consumers read, 300 leave the places of followers that became leaders.
    held = 600.0 / 12 + 300 / 12
    assert lost == pytest.approx([held + 1500 / 11, held + 1500 / 10], rel=0.02)
    assert [plan.limit("cpu", "brokers_lost").brokers_serving for plan in (one, two)] == [11, 10]


def test_a_restart_has_one_broker_away_whatever_is_lost() -> None:
    one, two = planned(12, 1), planned(12, 2)
    for name in ("network_out", "cpu"):
        restart = [plan.limit(name, "rolling_restart").demand_per_broker for plan in (one, two)]
        assert restart[0] == restart[1]


def test_partitions_that_lose_two_replicas_refuse_writes() -> None:
    plan = planned(6, 2)
    lost = next(one for one in plan.availability if one.scenario == "brokers_lost")
    # Of the 15 pairs of 6 brokers 3 hold two replicas of a partition.
    assert lost.writable_share == pytest.approx(1 - 3 / 15)
    assert lost.readable_share == pytest.approx(1)
    blocked = [one["message"] for one in plan.warnings if one["code"] == "writes_blocked"]
    assert any("at least 2 above" in one for one in blocked)


def test_no_broker_is_left_of_as_many_as_are_lost() -> None:
    assert planned(3, 3).limit("cpu", "brokers_lost").demand_per_broker is None
    assert planned(lost=3, rate=10).brokers > 3


def test_the_policy_is_explained_with_its_source() -> None:
    document = json.loads(planned(lost=2).to_json())
    assert explain(document, "policy.brokers_lost")["value"] == 2
    assert "N+2" in explain(json.loads(planned().to_json()), "policy.brokers_lost")["source"]


@pytest.mark.parametrize("lost", [0, -1, 1.5, True, "2"])
def test_what_is_no_number_of_brokers_is_refused(lost: Any) -> None:
    with pytest.raises(ka.InputError, match="brokers_lost"):
        ka.Policy(brokers_lost=lost)
