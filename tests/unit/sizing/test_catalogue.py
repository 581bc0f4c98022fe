"""The catalogues that come with the package: complete, dated, sourced, and readable in a diff."""

import json
import re
from importlib.resources import files

import pytest

import kafka_architect as ka

FAMILIES = {
    *("t3", "t4g"),
    *("m5", "m6i", "m6g", "m7g", "m7i", "m8g", "r5", "r6i", "r6g", "r7g", "r8g", "c6i", "c7g"),
    *("i3en", "i4i", "i4g", "im4gn", "is4gen", "i7i", "i7ie", "i8g", "d3en"),
}


def text_of(name: str) -> str:
    return files("kafka_architect").joinpath("data", f"{name}.json").read_text(encoding="utf-8")


NAMES = ("aws_ec2", "aws_msk", "azure", "gcp")


@pytest.mark.parametrize("name", NAMES)
def test_a_catalogue_says_where_it_comes_from_and_when(name: str) -> None:
    document = json.loads(text_of(name))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", document["date"])
    assert document["sources"]
    for pricing in document["pricing"].values():
        assert pricing["source"] and pricing["basis"]
        assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", date) for date in pricing["date"].values())


@pytest.mark.parametrize("name", NAMES)
def test_an_instance_is_one_line(name: str) -> None:
    text = text_of(name)
    for instance in json.loads(text)["instances"]:
        assert sum(f'"name": "{instance["name"]}"' in line for line in text.splitlines()) == 1


def test_every_family_that_people_run_kafka_on_is_there() -> None:
    catalogue = ka.load_catalogue("aws")
    assert {one.name.split(".")[0] for one in catalogue.hardware} == FAMILIES
    assert all(one.usd_per_hour for one in catalogue.hardware)


def test_baselines_are_at_most_the_bursts() -> None:
    for one in json.loads(text_of("aws_ec2"))["instances"]:
        assert one["network_mb_per_s"] <= one["network_burst_mb_per_s"]
        assert one["volume_mb_per_s"] <= one["volume_burst_mb_per_s"]


def test_machines_with_local_disks_say_how_fast_they_are() -> None:
    for one in ka.load_catalogue("aws").hardware:
        local = one.name.split(".")[0] in {
            "i3en",
            "i4i",
            "i4g",
            "im4gn",
            "is4gen",
            "i7i",
            "i7ie",
            "i8g",
            "d3en",
        }
        assert one.on_local_disks == local
        assert not local or (one.local_write and one.local_read)
        assert one.rotating == one.name.startswith("d3en.")


def test_the_limits_of_msk_are_those_of_its_documentation() -> None:
    standard = ka.load_catalogue("aws-msk").find("kafka.m5.4xlarge")
    assert standard.partitions == 4000
    assert standard.network == pytest.approx(640 * 1.048576)
    assert standard.max_brokers == 60
    express = ka.load_catalogue("aws-msk").find("express.m7g.4xlarge")
    assert (express.network, express.network_out, express.partitions) == (124.9, 249.8, 6000)
    assert not express.replication_counted
