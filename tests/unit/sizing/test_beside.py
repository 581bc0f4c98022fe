"""What stands beside the brokers: parts and a bill of their own, that can be left out."""

from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError
from kafka_architect.sizing.beside import PARTS, beside
from kafka_architect.sizing.catalogues import machines_of
from kafka_architect.sizing.choosing import Choice

WORKLOAD = ka.Workload(
    rate=50_000, message_bytes=1000, retention="1d", consumer_groups=3, partitions=48, sizes="log"
)


@pytest.fixture(scope="module")
def plan() -> ka.ClusterPlan:
    return ka.ClusterSizingCalculator(WORKLOAD, "m7g.2xlarge").plan()


def parts(plan: ka.ClusterPlan, wanted: dict[str, Any]) -> dict[str, Any]:
    hardware = ka.load_catalogue("aws").find("m7g.2xlarge")
    found = beside(plan, wanted, machines_of(hardware))
    return {one["name"]: one for one in found["parts"]} | {"": found}


def test_every_part_has_machines_a_price_and_a_source(plan: ka.ClusterPlan) -> None:
    found = parts(plan, dict.fromkeys(PARTS, True))
    whole = found.pop("")
    assert found.keys() == PARTS.keys()
    for one in found.values():
        assert one["instance"] and one["source"] and one["adds"]
        assert one["monthly"] > 0
    assert whole["monthly_total"] == pytest.approx(sum(one["monthly"] for one in found.values()))
    assert whole["monthly_total_with_cluster"] == pytest.approx(
        whole["monthly_total"] + (plan.cost.monthly_total or 0)
    )


def test_sizes_are_those_of_confluent(plan: ka.ClusterPlan) -> None:
    found = parts(plan, {"connect": True, "schema_registry": True})
    assert (found["connect"]["count"], found["connect"]["vcpu"], found["connect"]["memory_gib"]) == (2, 4, 16)
    registry = found["schema_registry"]
    assert (registry["count"], registry["vcpu"], registry["memory_gib"]) == (2, 2, 4)


def test_streams_hold_state_caches_and_standbys(plan: ka.ClusterPlan) -> None:
    given = {"state": "300 GiB", "standbys": 1, "stores": 2, "partitions": 48, "count": 6}
    one = parts(plan, {"streams": given})["streams"]
    assert one["disk_gib"] == pytest.approx(300 * 2 / 6)
    assert one["memory_gib"] == pytest.approx(4 + 2 * 48 * 2 * 98e6 / 2**30 / 6)
    assert "2 compacted topics of 48 partitions" in one["adds"]
    without = parts(plan, {"streams": {**given, "standbys": 0}})["streams"]
    assert without["disk_gib"] == pytest.approx(one["disk_gib"] / 2)


def test_a_mirror_reads_everything_once_more(plan: ka.ClusterPlan) -> None:
    assert "50.0 MB/s" in parts(plan, {"mirror_maker": {"count": 3}})["mirror_maker"]["adds"]


def test_parts_leave_the_cluster_as_it_is_and_can_be_left_out(plan: ka.ClusterPlan) -> None:
    assert parts(plan, {"connect": False})[""]["parts"] == []
    assert Choice.of({}).beside == {}


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"conect": True}, "did you mean connect"),
        ({"connect": 5}, "beside connect: expected fields"),
        ({"connect": {"workers": 3}}, "has no field 'workers'"),
        ({"connect": {"count": 0}}, "count: expected a number above 0"),
        ({"streams": {"state": "much"}}, "state"),
        ({"streams": {"standbys": -1}}, "standbys: expected a number of 0 or more"),
    ],
)
def test_wrong_parts_are_refused(plan: ka.ClusterPlan, wanted: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        parts(plan, wanted)


def test_words_stand_for_the_defaults() -> None:
    assert Choice.of({"beside": "connect,schema-registry"}).beside == {
        "connect": True,
        "schema_registry": True,
    }


def test_beside_managed_brokers_stand_machines_of_the_same_cloud() -> None:
    express = ka.load_catalogue("aws-msk").find("express.m7g.large")
    assert {one.market.catalogue for one in machines_of(express)} == {"aws-ec2"}
    assert machines_of(ka.Hardware(name="a", vcpu=4, memory=16, network=100, volume_throughput=100)) == ()
