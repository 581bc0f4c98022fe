import json
import re
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.sizing.explain import explain, explainable
from kafka_architect.sizing.words import CONSTRAINTS, SCENARIOS

# 50 MB/s in the log, to the digit.
EXAMPLE: dict[str, Any] = {
    "rate": 50_000, "message_bytes": 1000, "sizes": "log", "retention": "7d", "consumer_groups": 3
}  # fmt: skip


def plan(hardware: Any = "m5.2xlarge", policy: ka.Policy | None = None, **values: Any) -> ka.ClusterPlan:
    return ka.ClusterSizingCalculator(ka.Workload(**{**EXAMPLE, **values}), hardware, policy).plan()


def test_every_constraint_is_looked_at_in_every_scenario() -> None:
    pairs = {(one.name, one.scenario) for one in plan().constraints}
    assert pairs == {(name, scenario) for name in CONSTRAINTS for scenario in SCENARIOS}
    assert len(pairs) == 13 * 6


def test_the_document_is_json_with_the_promised_fields() -> None:
    document = json.loads(plan().to_json())
    for name in ("write_mb_per_s", "read_mb_per_s", "replication_mb_per_s", "network_in_mb_per_s",
                 "network_out_mb_per_s", "daily_write_tb", "retained_tb", "provisioned_tb"):  # fmt: skip
        assert document["demand"][name] > 0
    assert document["instance"] == "m5.2xlarge"
    assert {"constraint", "scenario"} <= document["binding"].keys()
    fields = {"name", "scenario", "demand", "capacity_per_broker", "unit", "utilisation", "brokers_required"}
    assert all(fields <= one.keys() for one in document["constraints"])
    assert {"partitions_total", "replicas_per_broker"} <= document.keys()
    assert {"currency", "monthly_total", "items", "price_date"} <= document["cost"].keys()
    assert all({"code", "message"} <= one.keys() for one in document["warnings"])


def test_the_binding_constraint_asks_for_the_most_brokers() -> None:
    found = plan(rate="500 MB/s")
    required = {(one.name, one.scenario): one.brokers_required or 0 for one in found.constraints}
    assert required[found.binding] == max(required.values())


def test_the_floor_is_named_as_the_floor() -> None:
    found = plan()
    assert found.binding == ("replication_and_zones", "every_scenario")
    assert max(one.brokers_required or 0 for one in found.constraints) <= found.brokers_floor
    assert "limited by replication factor and zones" in str(found)
    assert found.explain("brokers")["inputs"]["brokers_floor"] == 3


def test_a_plan_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        plan().brokers = 1  # type: ignore[misc]


def test_every_number_that_is_named_can_be_explained() -> None:
    document = plan().to_dict()
    names = explainable(document)
    assert {
        "storage_per_broker",
        "network_out@one_zone_lost",
        "cost.cross_zone_fetch",
        "policy.heap_gib",
    } <= set(names)
    for name in names:
        explained = explain(document, name)
        assert {"value", "unit", "formula", "inputs", "binding", "source"} <= explained.keys()


def test_every_default_has_a_source() -> None:
    for one in plan().assumptions:
        assert one.source, one.name
    given = {one.name for one in plan().assumptions if one.source == "given"}
    assert {"rate", "retention", "consumer_groups"} <= given


def test_text_and_html_show_the_cluster_and_escape_what_they_are_given() -> None:
    own = ka.Hardware(name="<own>", vcpu=16, memory="64 GiB", network="10 Gbit/s", volume_throughput="1 GB/s")
    found = plan(own)
    assert f"{found.brokers} x <own>" in str(found)
    assert "&lt;own&gt;" in found._repr_html_()


def given(brokers: int, hardware: str = "m5.2xlarge", **values: Any) -> ka.ClusterPlan:
    return ka.ClusterSizingCalculator(ka.Workload(**{**EXAMPLE, **values}), hardware).plan(brokers=brokers)


def test_the_hottest_partition_is_sized_and_not_the_mean() -> None:
    even, skewed = given(12, partitions=12), given(12, partitions=12, skew=3)
    # Each broker has 3 replicas, one of them of the hottest partition: 3 x the mean of 50 / 12 MB/s. What it
    # has more, the other 11 partitions have less.
    mean = 50 / 12
    assert even.limit("network_in").demand_per_broker == pytest.approx(3 * mean)
    assert skewed.limit("network_in").demand_per_broker == pytest.approx((3 + 2 * 9 / 11) * mean)
    assert plan(partitions=12, skew=3).brokers >= plan(partitions=12).brokers


def test_partitions_are_whole() -> None:
    # 8 leaders on 6 brokers: two of the brokers lead two of them, 50 % more than the mean of 8 / 6.
    found = given(6, partitions=8, rate="80 MB/s")
    out = found.limit("network_out").demand_per_broker
    assert out == pytest.approx((3 + 2) * 80 / 8 * 2)
    # 24 replicas on 6 brokers are 4 each.
    assert found.limit("network_in").demand_per_broker == pytest.approx(80 * 3 / 6)


def test_a_leader_must_fit_one_broker() -> None:
    with pytest.raises(ka.UnmeetableError, match=r"network_out.*partitions") as error:
        plan("m5.4xlarge", rate="500 MB/s", retention="1d", consumer_groups=1, partitions=1)
    enough = int(re.search(r"With (\d+) partitions", str(error.value))[1])  # type: ignore[index]
    for partitions, meets in ((enough, True), (enough - 1, False)):
        try:
            plan("m5.4xlarge", rate="500 MB/s", retention="1d", consumer_groups=1, partitions=partitions)
        except ka.UnmeetableError:
            assert not meets
        else:
            assert meets


def test_a_replica_must_fit_one_disk() -> None:
    shelf = ka.Hardware(
        name="shelf", vcpu=32, memory="256 GiB", network="100 Gbit/s", local_storage="40 TB",
        local_write="8 GB/s",
    )  # fmt: skip
    with pytest.raises(ka.UnmeetableError) as error:
        plan(shelf, rate="500 MB/s", retention="7d", partitions=3)
    assert error.value.constraint == "largest_replica"


def test_a_partition_hotter_than_a_broker_is_unmeetable() -> None:
    with pytest.raises(ka.UnmeetableError) as error:
        plan("m5.large", partitions=3, skew=3, rate="400 MB/s", retention="1h")
    assert error.value.constraint in CONSTRAINTS


def test_tiered_storage_keeps_little_on_the_brokers() -> None:
    tiered = plan(local_retention="6h")
    assert tiered.demand["provisioned_tb"] < plan().demand["provisioned_tb"] / 10
    assert (tiered.cost.items["tiered_storage"] or 0) > 0


def test_followers_that_serve_readers_save_the_fetch_between_zones() -> None:
    far, near = plan(), plan(policy=ka.Policy(follower_fetch=True))
    assert (far.cost.items["cross_zone_fetch"] or 0) > 0
    assert near.cost.items["cross_zone_fetch"] == 0
    assert far.cost.with_follower_fetch == pytest.approx(near.cost.monthly_total)
    # 2/3 of what is produced and of what each group fetches, both followers of what is replicated.
    crossing = far.cost.cross_zone_gb_per_month
    assert crossing["replicate"] / crossing["produce"] == pytest.approx(3)
    assert crossing["fetch"] / crossing["produce"] == pytest.approx(3)


def test_one_zone_sends_nothing_between_zones() -> None:
    found = plan(zones=1)
    assert sum(found.cost.cross_zone_gb_per_month.values()) == 0
    assert "single_zone" in {one["code"] for one in found.warnings}


def test_a_missing_price_is_said_and_not_guessed() -> None:
    own = ka.Hardware(
        name="own", vcpu=16, memory="64 GiB", network="10 Gbit/s", local_storage="40 TB", local_write="2 GB/s"
    )
    found = plan(own)
    assert found.cost.monthly_total is None
    assert "brokers" in found.cost.missing
    assert "prices_missing" in {one["code"] for one in found.warnings}


def test_low_latency_leaves_disks_that_seek_out_and_asks_for_more_room() -> None:
    low = plan("aws", latency="low")
    assert not low.hardware.rotating
    assert low.limit("network_out").target_utilisation == 0.5


def test_ranking_by_cost_headroom_or_brokers() -> None:
    sizing = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE))
    by_cost = [one.monthly_total or 0 for one in sizing.rank("cost", tie=0)]
    assert by_cost == sorted(by_cost)
    by_brokers = [one.brokers for one in sizing.rank("brokers")]
    assert by_brokers == sorted(by_brokers)
    by_headroom = [-one.headroom for one in sizing.rank("headroom")]
    assert by_headroom == sorted(by_headroom)
    assert len(by_cost) > 150
    assert sizing.plan().alternatives == sizing.rank()[1:6]


def test_a_cluster_of_a_given_size_says_what_it_misses() -> None:
    small = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE), "m5.large").plan(brokers=3)
    assert not small.within_limits
    assert "limit_exceeded" in {one["code"] for one in small.warnings}


def test_gigabytes_per_second_have_an_answer() -> None:
    found = plan("aws", rate="8 GB/s", retention="1d")
    assert found.brokers > 3
    assert found.within_limits


def test_express_keeps_three_replicas() -> None:
    with pytest.raises(ka.InputError, match="replication_factor 2: Amazon MSK Express has exactly 3"):
        plan("express.m7g.large", replication_factor=2)
    assert plan("express.m7g.large").limit("disk_write").capacity_per_broker is None


def test_msk_standard_cannot_have_more_brokers_than_its_quota() -> None:
    with pytest.raises(ka.UnmeetableError):
        plan("kafka.m5.large", rate="5 GB/s")


def test_volumes_are_provisioned_for_the_busiest_scenario() -> None:
    found = plan()
    worst = max(
        (one.demand_per_broker or 0) / one.target_utilisation
        for one in found.constraints
        if one.name in {"disk_write", "catch_up_read", "rebuild_time"}
    )
    assert found.volumes.mib_per_s_each * 1.048576 == pytest.approx(worst, abs=2)
    assert found.volumes.gib_each * 2**30 / 1e9 == pytest.approx(found.storage_per_broker_gb, rel=1e-3)


def test_st1_is_made_large_enough_to_be_fast_enough() -> None:
    found = plan("r6i.2xlarge", ka.Policy(volume="st1"), retention="1h")
    assert found.volumes.mib_per_s_each / (found.volumes.gib_each / 1024) <= 40 * 1.01


def test_a_single_broker_is_shown_to_survive_nothing() -> None:
    workload = ka.Workload(rate=100, retention="1d", replication_factor=1, zones=1)
    alone = ka.ClusterSizingCalculator(workload, "m5.large").plan(brokers=1)
    assert not alone.within_limits
    assert alone.limit("network_out").kept
    assert not alone.limit("network_out", "rolling_restart").kept
    assert json.loads(alone.to_json())["storage"]["volumes"]["gib_each"] > 0
    assert ka.ClusterSizingCalculator(workload, "m5.large").plan().brokers == 2


def test_cpu_is_linear_in_readers() -> None:
    use = [plan(consumer_groups=groups).limit("cpu") for groups in (0, 10, 20)]
    busy = [(one.demand_per_broker or 0) * one.brokers_serving for one in use]
    assert busy[2] - busy[1] == pytest.approx(busy[1] - busy[0])


def test_the_peak_is_sized_and_the_mean_is_stored() -> None:
    flat, peaky = plan(), plan(peak_to_average=3)
    assert peaky.demand["network_out_mb_per_s"] == pytest.approx(3 * flat.demand["network_out_mb_per_s"])
    assert peaky.demand["retained_tb"] == pytest.approx(flat.demand["retained_tb"])


def test_no_broker_is_asked_for_more_than_its_baseline() -> None:
    found = plan("aws", rate="8 GB/s", retention="6h", replication_factor=3)
    written = found.limit("disk_write")
    assert (written.demand_per_broker or 0) <= 0.8 * (written.capacity_per_broker or 0) * (1 + 1e-8)
