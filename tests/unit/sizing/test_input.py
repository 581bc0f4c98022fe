"""Bad input: what was expected, what was found, what to do."""

import json
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.sizing.catalogues import catalogue_holding, load_catalogue

GOOD: dict[str, Any] = {"rate": 1000, "retention": "1d"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"rate": 0}, "rate: expected more than 0"),
        ({"rate": -5}, "rate: expected more than 0"),
        ({"rate": None}, "rate is missing"),
        ({"rate": "fast"}, "rate: expected"),
        ({"message_bytes": 0}, "message_bytes: expected more than 0"),
        ({"retention": None}, "no retention limit given"),
        ({"retention": "0d"}, "retention: expected more than 0"),
        ({"retention": 7}, "has no unit"),
        ({"replication_factor": 0}, "replication_factor: expected a whole number of 1 or more"),
        ({"replication_factor": 2.5}, "whole number"),
        ({"consumer_groups": -1}, "0 or more"),
        ({"skew": 0.5}, "1 or more"),
        ({"exactly_once_share": 2}, "share of 0 to 1"),
        ({"latency": "quick"}, "standard, low"),
        ({"local_retention": "2d"}, "longer than retention"),
        ({"partitions": 0}, "whole number of 1 or more"),
    ],
)
def test_a_workload_that_means_nothing(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ka.InputError, match=says):
        ka.Workload(**{**GOOD, **values})


def test_an_unknown_field_offers_the_nearest() -> None:
    with pytest.raises(ka.InputError, match="did you mean consumer_groups"):
        ka.Workload.from_dict({**GOOD, "consumer_group": 3})


@pytest.mark.parametrize(
    ("name", "near"),
    [("m5.2xlage", "m5.2xlarge"), ("r7g.3xlarge", "r7g"), ("kafka.m5.larg", "kafka.m5.large")],
)
def test_an_unknown_instance_offers_the_nearest(name: str, near: str) -> None:
    catalogue = "aws-msk" if name.startswith("kafka") else "aws"
    with pytest.raises(ka.InputError, match=near):
        load_catalogue(catalogue).find(name)


def test_an_unknown_catalogue_offers_the_nearest() -> None:
    with pytest.raises(ka.InputError, match="aws-msk"):
        ka.load_catalogue("aws-mks")


def test_bursts_are_no_bandwidth() -> None:
    with pytest.raises(ka.InputError, match="baseline"):
        ka.Hardware(
            name="own", vcpu=8, memory="32 GiB", network="up to 10 Gbit/s", volume_throughput="1 GB/s"
        )


def test_the_catalogue_has_baselines_and_not_bursts() -> None:
    m5 = catalogue_holding("m5.2xlarge").find("m5.2xlarge")
    assert m5.network == 312.5  # 2.5 Gbit/s; "up to 10" is the burst
    assert m5.volume_throughput == 287.5  # the burst is 593.75


def test_hardware_needs_a_disk() -> None:
    with pytest.raises(ka.InputError, match="local_storage and local_write, or volume_throughput"):
        ka.Hardware(name="own", vcpu=8, memory="32 GiB", network="10 Gbit/s")


@pytest.mark.parametrize(
    ("values", "says"),
    [({"cpu_target": "x"}, "expected a number"), ({"cpu_target": True}, "expected a number"),
     ({"follower_fetch": "x"}, "true or false"), ({"rebuild_hours": float("inf")}, "0 or more"),
     ({"cpu_target": 0}, "more than 0"), ({"cpu_target": 1.5}, "share of 0 to 1"),
     ({"catch_up_speed": 1}, "never"),
     ({"rebuild_hours": -1}, "0 or more")],
)  # fmt: skip
def test_a_policy_that_means_nothing(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ka.InputError, match=says):
        ka.Policy(**values)


def test_unknown_volumes_offer_the_nearest() -> None:
    with pytest.raises(ka.InputError, match="gp3"):
        ka.ClusterSizingCalculator(ka.Workload(**GOOD), "m5.large", ka.Policy(volume="gp2"))


def test_own_hardware_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "rack.yaml"
    file.write_text(
        "date: 2026-11-01\nhardware:\n"
        "  - {name: rack-a, vcpu: 32, memory: 256 GiB, network: 25 Gbit/s, local-storage: 30 TB,\n"
        "     local-write: 2 GB/s, local-read: 3 GB/s, usd-per-hour: 0.9}\n"
    )
    plan = ka.ClusterSizingCalculator(ka.Workload(**GOOD), str(file)).plan()
    assert plan.instance == "rack-a"
    assert plan.cost.price_date == "2026-11-01"
    assert plan.cost.items["brokers"] == pytest.approx(3 * 0.9 * 730)


def test_hardware_survives_a_round_trip() -> None:
    for name in ("m5.2xlarge", "i4i.2xlarge", "express.m7g.large", "kafka.m5.large"):
        one = catalogue_holding(name).find(name)
        assert ka.Hardware.from_dict(json.loads(json.dumps(one.to_dict()))) == one


def test_a_workload_survives_a_round_trip() -> None:
    workload = ka.Workload(rate="50 MB/s", retention="7d", local_retention="6h", skew=1.5)
    assert ka.Workload.from_dict(json.loads(json.dumps(workload.to_dict()))) == workload


def test_prices_can_be_overridden() -> None:
    catalogue = load_catalogue("aws").with_prices(
        {"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": 0.384}}
    )
    plan = ka.ClusterSizingCalculator(ka.Workload(**GOOD), catalogue).plan()
    assert plan.instance == "m5.2xlarge"  # the only one with a price comes first
    assert plan.cost.price_date == "2026-11-01"
    with pytest.raises(ka.InputError, match="prices"):
        load_catalogue("aws").with_prices({"m5.2xlarge": 0.384})


def test_a_skew_above_the_recommended_partitions_is_refused() -> None:
    with pytest.raises(ka.InputError, match="set partitions"):
        ka.ClusterSizingCalculator(ka.Workload(**GOOD, skew=50), "m5.large")
