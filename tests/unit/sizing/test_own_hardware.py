"""Hardware and prices from files: what people write is read, what makes no sense is a sentence."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.cli.main import main
from kafka_architect.errors import InputError
from kafka_architect.sizing.own_hardware import read_hardware

EXAMPLE = Path(__file__).parents[3] / "examples" / "hardware.yaml"
MACHINE: dict[str, Any] = {
    "name": "rack-a", "vcpu": 32, "memory": "256 GiB", "network": "10 Gbps",
    "local_storage": "30 TB", "local_write": "2 GB/s",
}  # fmt: skip


def test_the_example_is_read_and_priced() -> None:
    workload = ka.Workload(rate="300 MB/s", retention="3d", consumer_groups=2)
    sizing = ka.ClusterSizingCalculator(workload, str(EXAMPLE))
    plans = {one.instance: one for one in sizing.rank()}
    assert plans.keys() == {"dense-server", "virtual-broker"}
    virtual = ka.ClusterSizingCalculator(workload, read_hardware(str(EXAMPLE)).find("virtual-broker")).plan()
    items = virtual.cost.items
    assert items["brokers"] == pytest.approx(virtual.brokers * 0.40 * 730)
    assert items["volume_storage"] == pytest.approx(
        virtual.brokers * virtual.volumes.gib_each * virtual.volumes.count * 0.09, rel=1e-3
    )
    assert items["controllers"] == pytest.approx(3 * (0.05 * 730 + 64 * 0.10))
    assert (items["cross_zone_produce"] or 0) > 0
    assert virtual.cost.monthly_total is not None
    assert virtual.cost.price_date == "2026-11-01"
    dense = ka.ClusterSizingCalculator(workload, read_hardware(str(EXAMPLE)).find("dense-server")).plan()
    assert dense.volumes.count == 24
    assert dense.volumes.gib_each == 13_038


@pytest.mark.parametrize(
    ("written", "mb_per_s"),
    [
        ("10 Gbps", 1250), ("25 Gbit/s", 3125), ("1 GB/s", 1000), ("500 MB/s", 500), ("500 MiB/s", 524.288),
        ("10Gbps", 1250), ("800 Mbps", 100), ("1250", 1250), (1250, 1250), ("2.5 Gbit/s", 312.5),
    ],
)  # fmt: skip
def test_bandwidths_as_people_write_them(written: Any, mb_per_s: float) -> None:
    assert ka.Hardware.from_dict({**MACHINE, "network": written}).network == pytest.approx(mb_per_s)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"vcpu": None}, "lacks vcpu"),
        ({"vcpu": "many"}, "vcpu: expected a number above 0, found 'many'"),
        ({"vcpu": [1, 2]}, "vcpu: expected a number above 0"),
        ({"vcpu": True}, "vcpu: expected a number above 0, found True"),
        ({"vcpu": 1e308}, "vcpu: expected a number above 0"),
        ({"vcpu": 0}, "vcpu: expected a number above 0"),
        ({"memory": {"gib": 64}}, "memory: expected GiB such as 64"),
        ({"memory": "64 apples"}, "wrong unit"),
        ({"network": "up to 10 Gbit/s"}, "is a burst"),
        ({"network": "10 Gb/s"}, "bits or bytes"),
        ({"network": ["10 Gbps"]}, "network: expected MB/s"),
        ({"local_storage": "30"}, None),
        ({"local_disks": 2.5}, "local_disks: expected a whole number"),
        ({"rotating": "no"}, "rotating: expected true or false, found 'no'"),
        ({"volume": "gp3"}, "volume: expected fields and values"),
        ({"volume": {"size": 5}}, "volume has no field 'size'"),
        ({"volume": {}}, "volume lacks a field"),
        ({"volume": {"name": "a", "max_gib": "x"}}, "max_gib: expected a number of 0 or more"),
        ({"volumes": {"name": "a"}}, "volumes: expected a list"),
        ({"market": "aws"}, "market: expected fields and values"),
        ({"market": {"usd_per_gb_cross_zon": 1}}, "did you mean usd_per_gb_cross_zone"),
        ({"controllers": [5]}, "controllers: expected a list of fields"),
        ({"usd_per_hour": "1.20"}, None),
        ({"usd_per_hour": "cheap"}, "usd_per_hour: expected a number of 0 or more, found 'cheap'"),
        ({"usd_per_hour": -1}, "usd_per_hour: expected a number of 0 or more"),
        ({"usd_per_hor": 1}, "did you mean usd_per_hour"),
        ({"name": 5}, "name: expected text"),
        ({"name": ""}, "name: expected text"),
        ({"local_write": None}, "local_storage requires local_write"),
        ({"service": ["x"]}, "service: expected text"),
        ({"name": "a" * 10_000, "vcpu": "x"}, "vcpu"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_sentence(changed: dict[str, Any], says: str | None, tmp_path: Path) -> None:
    file = tmp_path / "rack.json"
    file.write_text(json.dumps({"hardware": [{**MACHINE, **changed}]}))
    if says is None:
        assert read_hardware(str(file)).hardware
        return
    with pytest.raises(InputError) as error:
        read_hardware(str(file))
    assert says in str(error.value)
    assert str(error.value).startswith(f"{file}:1: ")


HOSTILE = {
    "list.yaml": "- 1\n- 2\n",
    "null.yaml": "null\n",
    "empty.yaml": "",
    "text.yaml": "just words\n",
    "number.json": "5",
    "none.yaml": "hardware: []\n",
    "nested.yaml": "hardware: [[[[[]]]]]\n",
    "twice.yaml": f"hardware: [{json.dumps(MACHINE)}, {json.dumps(MACHINE)}]\n",
    "infinite.json": json.dumps({**MACHINE, "vcpu": 0}).replace('"vcpu": 0', '"vcpu": 1e999'),
    "deep.json": '{"hardware": ' + "[" * 5000 + "]" * 5000 + "}",
    "bomb.yaml": "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)),
    "binary.json": "\x00\x01",
    "prices-list.json": '["usd_per_hour"]',
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("option", ["--catalogue", "--prices"])
def test_no_file_ends_in_a_traceback(
    name: str,
    option: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / name
    file.write_text(HOSTILE[name])
    arguments = ["size", "--rate", "50000", "--retention", "1d", option, str(file)]
    monkeypatch.setattr(sys, "argv", ["kafka-architect", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr()
    assert stop.value.code == 2
    assert said.out == ""
    assert said.err.startswith("Error: ")
    assert "Traceback" not in said.err
    assert len(said.err) < 1000


@pytest.mark.parametrize(
    ("prices", "says"),
    [
        ({"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": "0.384"}}, None),
        ({"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": [0.384]}}, "expected a number of 0 or more"),
        ({"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": -1}}, "expected a number of 0 or more"),
        ({"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": None}}, "expected a number of 0 or more"),
        ({"date": "2026-11-01", "usd_per_hour": {"m5.2xlage": 1}}, "m5.2xlarge"),
        ({"date": "2026-11-01", "usd_per_hour": [0.384]}, "expected a date and usd_per_hour"),
        ({"usd_per_hour": {"m5.2xlarge": 1}}, "expected a date and usd_per_hour"),
        ({"date": "2026-11-01", "usd_per_hours": {}}, "did you mean usd_per_hour"),
        ({"date": "2026-11-01", "usd_per_hour": {}, "volumes": {"gp4": {}}}, "did you mean 'gp3'"),
        (
            {"date": "2026-11-01", "usd_per_hour": {}, "volumes": {"gp3": {"usd_per_gib_month": "free"}}},
            "gp3: usd_per_gib_month",
        ),
        ({"date": "2026-11-01", "usd_per_hour": {}, "usd_per_gb_cross_zone": True}, "usd_per_gb_cross_zone"),
        ([1], "expected fields and values"),
        (None, "expected fields and values"),
    ],
)
def test_prices_of_your_own(prices: Any, says: str | None) -> None:
    catalogue = ka.load_catalogue("aws")
    if says is None:
        assert catalogue.with_prices(prices).find("m5.2xlarge").usd_per_hour == 0.384
        return
    with pytest.raises(InputError, match=says):
        catalogue.with_prices(prices)


def test_prices_of_volumes_and_transfer() -> None:
    given = {
        "date": "2026-11-01",
        "usd_per_hour": {"m5.2xlarge": 0.3},
        "usd_per_gb_cross_zone": 0.005,
        "volumes": {"gp3": {"usd_per_gib_month": 0.05}},
    }
    catalogue = ka.load_catalogue("aws").with_prices(given)
    workload = ka.Workload(rate=50_000, retention="1d", consumer_groups=3)
    plan = ka.ClusterSizingCalculator(workload, catalogue.narrowed_to(catalogue.find("m5.2xlarge"))).plan()
    gib = plan.brokers * plan.volumes.count * plan.volumes.gib_each
    assert plan.cost.items["volume_storage"] == pytest.approx(gib * 0.05, rel=1e-3)
    produced = plan.cost.cross_zone_gb_per_month["produce"]
    assert plan.cost.items["cross_zone_produce"] == pytest.approx(produced * 0.005)


def test_without_controllers_the_bill_says_so() -> None:
    plan = ka.ClusterSizingCalculator(
        ka.Workload(rate=50_000, retention="1d"), ka.Hardware.from_dict({**MACHINE, "usd_per_hour": 1})
    ).plan()
    assert plan.controllers.count == 3
    assert plan.controllers.machine is None
    assert "not included in the cost" in plan.controllers.note
    assert plan.cost.monthly_total is not None


def test_what_all_kinds_share_has_errors_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "racks.yaml"
    kind = "{name: a, vcpu: 8, memory: 32 GiB, network: 10 Gbps, local_disks: 2, local_storage: 8 TB}"
    path.write_text(f"hardware:\n  - {kind}\ncontrollers:\n  - {{nme: small, vcpu: 2, memory_gib: 8}}\n")
    with pytest.raises(ka.InputError, match=r"racks\.yaml:3: controllers: controller has no field 'nme'"):
        read_hardware(str(path))
