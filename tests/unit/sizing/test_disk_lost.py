"""A broker with several local disks loses one of them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.sizing.disk_lost import disk_lost
from kafka_architect.sizing.explain import explain

MACHINE: dict[str, Any] = {
    "name": "own", "vcpu": 32, "memory": 256, "network": "25 Gbit/s", "local_storage": "40 TB",
    "local_disks": 4, "local_write": "2 GB/s",
}  # fmt: skip
# 100 MB/s x 3 x 1 day = 25.92 TB of replicas, 8.64 TB on each of 3 brokers.
LOAD: dict[str, Any] = {"rate": "100 MB/s", "retention": "1d", "partitions": 30}


def planned(brokers: int = 3, machine: Any = None, **load: Any) -> ka.ClusterPlan:
    hardware = ka.Hardware.from_dict({**MACHINE, **(machine or {})})
    return ka.ClusterSizingCalculator(ka.Workload(**{**LOAD, **load}), hardware).plan(brokers=brokers)


def test_the_replicas_of_a_disk_are_fetched_again_onto_the_one_that_replaces_it() -> None:
    lost = planned().disk_lost
    assert lost is not None
    assert lost.refetched_gb == pytest.approx(8640 / 4)
    assert lost.use_of_others == pytest.approx(8640 / 30_000)
    # One disk writes 500 MB/s, 90 % of it in failures, less a quarter of the 100 MB/s that arrive.
    assert lost.refill_hours == pytest.approx(2_160_000 / (450 - 25) / 3600)


def test_other_disks_that_are_too_small_and_a_disk_that_never_catches_up_are_warned_about() -> None:
    full = {one["code"]: one["message"] for one in planned(retention="4d").warnings}
    assert "115% of their space" in full["disk_lost"]
    slow = planned(machine={"local_write": "100 MB/s"})
    assert slow.disk_lost is not None and slow.disk_lost.refill_hours is None
    assert "disk_refill" in {one["code"] for one in slow.warnings}


def test_one_disk_and_volumes_have_no_disk_to_lose() -> None:
    assert planned(machine={"local_disks": 1}).disk_lost is None
    volumes = ka.ClusterSizingCalculator(ka.Workload(**LOAD), "m5.2xlarge").plan()
    assert volumes.disk_lost is None and volumes.to_dict()["disk_lost"] is None


def test_it_is_explained() -> None:
    document = json.loads(planned().to_json())
    assert "KIP-112" in explain(document, "disk_lost_refill_hours")["source"]


@settings(max_examples=100, deadline=None)
@given(
    st.floats(0, 1e9), st.floats(0, 1e4), st.floats(0.3, 1), st.integers(2, 24), st.floats(1, 4),
)  # fmt: skip
def test_more_data_or_more_arriving_never_takes_less_time_or_space(
    stored: float, arriving: float, target: float, disks: int, factor: float
) -> None:
    hardware = ka.Hardware.from_dict({**MACHINE, "local_disks": disks})
    base = disk_lost(hardware, stored, arriving, target)
    for heavier in (
        disk_lost(hardware, stored * factor, arriving, target),
        disk_lost(hardware, stored, arriving * factor, target),
    ):
        assert base is not None and heavier is not None
        assert heavier.use_of_others >= base.use_of_others
        hours = [float("inf") if one.refill_hours is None else one.refill_hours for one in (base, heavier)]
        assert hours[1] >= hours[0]
