"""Loads of consumers and leaders, and that partitions go where Kafka's own assignors put them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.consumer_load import ASSIGNORS, consumer_loads, leader_load, members_of

REPOSITORY = Path(__file__).parents[3]
FLIGHTS = REPOSITORY / "examples" / "flights_dest.txt"


def test_a_range_gives_the_first_members_one_more() -> None:
    assert members_of(7, 3, "range").tolist() == [0, 0, 0, 1, 1, 2, 2]
    assert members_of(7, 3, "round-robin").tolist() == [0, 1, 2, 0, 1, 2, 0]
    assert members_of(7, 3, "uniform").tolist() == [0, 0, 1, 1, 2, 2, 2]
    assert members_of(2, 5, "range").tolist() == [0, 1]


@pytest.mark.parametrize("assignor", ASSIGNORS)
@pytest.mark.parametrize("size", [1, 5, 12, 20])
def test_every_record_is_read_once(assignor: str, size: int) -> None:
    records = np.arange(1, 13) * 100
    (load,) = consumer_loads(records, [size], assignor)
    assert sum(load.records) == records.sum()
    assert len(load.records) == size
    assert load.idle == max(0, size - 12)
    assert load.busiest_over_mean == pytest.approx(max(load.records) / np.mean(load.records))


def test_from_the_hottest_partition_on_no_consumer_helps() -> None:
    records = np.array([600, 100, 100, 100, 100, 100, 100, 0])
    # By ranges the first member has two partitions until there are eight; in turn, seven put 0 beside 600.
    assert [load.enough for load in consumer_loads(records, [2, 8], "range")] == [8, 8]
    assert consumer_loads(records, [2], "round-robin")[0].enough == 7
    assert consumer_loads(records, [5], "range")[0].records == (700, 200, 200, 100, 0)


def test_even_partitions_need_a_consumer_each() -> None:
    (load,) = consumer_loads(np.full(12, 50), [5], "range")
    assert load.enough == 12
    assert load.busiest_over_mean == pytest.approx(3 / 2.4)


def test_no_records_have_no_busiest_consumer() -> None:
    (load,) = consumer_loads(np.zeros(4), [3], "uniform")
    assert (load.busiest_over_mean, load.busiest_share, load.enough, load.idle) == (None, None, None, 3)


def test_leaders_take_turns() -> None:
    load = leader_load(np.array([10, 0, 0, 10, 0, 0]), 3)
    assert (load.busiest_over_mean, load.busiest_share) == (3.0, 1.0)
    assert leader_load(np.full(12, 7), 5).busiest_over_mean == pytest.approx(3 / 2.4)


def test_what_cannot_be_assigned_is_refused() -> None:
    with pytest.raises(ka.InputError, match="sticky"):
        members_of(12, 3, "sticky")
    with pytest.raises(ka.InputError, match="at least 1"):
        members_of(12, 0, "range")


def test_the_report_has_the_loads_of_groups_and_leaders() -> None:
    report = ka.analyze(FLIGHTS, [12], brokers=3)
    (load,) = report.consumer_loads(12, [5])
    assert sum(load.records) == 336_776
    assert report.leader_load(12) is not None
    with pytest.raises(ka.InputError, match="not one of the counted"):
        report.consumer_loads(13, [5])


@pytest.mark.java
def test_partitions_go_where_kafka_s_assignors_put_them() -> None:
    from tools.kafka.jars import VERSIONS, class_path, compiled
    from tools.vectors.kafka_clients_oracle import OracleError, find_program

    source = REPOSITORY / "tools" / "kafka" / "assignors" / "AssignPartitions.java"
    try:
        classes = compiled(VERSIONS[-1], source)
        java = find_program("java")
    except OracleError as error:
        pytest.skip(f"needs a JDK and Maven: {error}")
    asked = [(a, p, c) for a in ASSIGNORS for p in (1, 7, 12, 48) for c in (1, 3, 5, 12, 20)]
    done = subprocess.run(
        [java, "-cp", class_path(VERSIONS[-1], classes), "AssignPartitions"],
        input="".join(f"{a} {p} {c}\n" for a, p, c in asked),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [[int(member) for member in line.split()] for line in done.stdout.splitlines()]
    assert len(found) == len(asked)
    for (assignor, partitions, consumers), members in zip(asked, found, strict=True):
        ours = members_of(partitions, consumers, assignor).tolist()
        assert ours == members, (assignor, partitions, consumers)
