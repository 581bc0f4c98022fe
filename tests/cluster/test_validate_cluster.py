"""A running cluster judged by the same rules as files, from its snapshot: places, origins, defaults."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.snapshot import snapshot_text
from kafka_architect.snapshot.model import Acl, Group, Partition, Topic, Value
from kafka_architect.validation.dialects.cluster_snapshot import cluster_reading
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.role import Role

from .snapshots import brokers, reread, snapshot, topic

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.snapshot import Snapshot


def found(taken: Snapshot, *codes: str) -> list[tuple[str, str]]:
    """Codes and keys of what is found in a live cluster."""
    result = ka.ConfigValidator(select=codes or ("ALL",)).validate(taken)
    assert not result.failures
    return [(one.rule.code, one.key) for one in result.findings]


def test_a_file_and_the_cluster_itself_have_the_same_findings() -> None:
    taken = snapshot(
        kafka_version="4.3",
        brokers=brokers(config={"num.partitions": Value(value="1", source="static")}),
        topics=[topic("shop.order.created", replicas=1), topic("shop.order.paid", 4, earliest=0, latest=0)],
    )
    live = ka.ConfigValidator().validate(taken)
    file = ka.ConfigValidator().validate({"cluster.json": snapshot_text(taken)})
    assert sorted((one.rule.code, one.message) for one in live.findings) == sorted(
        (one.rule.code, one.message) for one in file.findings
    )
    assert {"DUR004", "CLU016"} <= {one.rule.code for one in live.findings}


def test_a_finding_names_the_line_of_its_topic_in_the_file() -> None:
    taken = snapshot(topics=[topic("a.b.c"), topic("a.b.d", earliest=5, latest=5)])
    text = snapshot_text(taken)
    for written in (text, json.dumps(json.loads(text), indent=2)):
        [one] = ka.ConfigValidator(select=["CLU016"]).validate({"cluster.json": written}).findings
        assert '"a.b.d"' in "".join(written.splitlines()[one.place[0] - 1 : one.place[0] + 1])


def test_findings_of_a_live_cluster_name_host_and_topic() -> None:
    taken = snapshot(bootstrap="kafka-1:9092,kafka-2:9092", topics=[topic("a.b.d", earliest=5, latest=5)])
    [one] = ka.ConfigValidator(select=["CLU016"]).validate(taken).findings
    assert one.file.path == "kafka-1:9092/topics/a.b.d"


def test_what_nobody_set_is_no_advice() -> None:
    """num.partitions=1 is Kafka's default: only where somebody wrote it, it is said to be superfluous."""
    by_default = snapshot(brokers=brokers(1, config={"log.retention.hours": Value(value="-1")}))
    assert "log.retention.hours" not in [key for _, key in found(by_default)]
    somebody = snapshot(
        brokers=brokers(1, config={"log.retention.hours": Value(value="-1", source="static")})
    )
    assert "log.retention.hours" in [key for _, key in found(somebody)]


@pytest.mark.parametrize(
    ("config", "short"),
    [
        ({}, False),  # Kafka's default is 1
        ({"min.insync.replicas": Value(value="2", source="dynamic")}, True),
        ({"min.insync.replicas": Value(value="2", source="static")}, True),
        ({"min.insync.replicas": Value(value="2", source="dynamic-default")}, True),
    ],
)
def test_what_brokers_set_for_all_topics_holds_for_each(config: dict[str, Value], short: bool) -> None:
    partition = Partition(partition=0, leader=1, replicas=[1, 2], isr=[1])
    made = Topic(name="a.b.c", config=config, partitions=[partition])
    assert bool(found(snapshot(topics=[made]), "CLU002")) is short


def test_what_brokers_set_is_no_setting_of_the_topic() -> None:
    inherited = {"retention.ms": Value(value="-1", source="static")}
    [topic_config] = _topics(snapshot(topics=[Topic(name="a.b.c", config=inherited)]))
    assert topic_config.explicit("retention.ms") is None
    assert topic_config.integer("retention.ms") == -1
    assert topic_config.get("retention.ms").value == "-1"
    [alone] = _topics(snapshot(topics=[Topic(name="a.b.c")]))
    assert alone.integer("retention.ms") == 604_800_000


def _topics(taken: Snapshot) -> list[EffectiveConfig]:
    _, reading = cluster_reading(taken)
    return [EffectiveConfig(one, "4.3") for one in reading.configurations if one.role is Role.TOPIC]


def test_a_secret_is_only_known_to_be_there() -> None:
    config = {"super.users": Value(source="static", sensitive=True)}
    told = ka.ConfigValidator(select=["ALL"]).validate(snapshot(brokers=brokers(1, config=config)))
    assert not [one for one in told.findings if one.key == "super.users" and one.severity == "error"]


def test_access_rules_are_judged_as_in_files() -> None:
    acl = Acl(
        principal="User:*", host="*", operation="all", permission="allow", resource_type="topic",
        resource="*", pattern="literal",
    )  # fmt: skip
    deny = Acl(**{name: getattr(acl, name) for name in acl.__struct_fields__} | {"permission": "deny"})
    assert found(snapshot(acls=[acl]), "SEC012") == [
        ("SEC012", "acl.principal"),
        ("SEC012", "acl.operations"),
    ]
    assert not found(snapshot(acls=[deny]), "SEC012")


def test_the_version_of_the_brokers_counts() -> None:
    config = {"log.message.format.version": Value(value="2.8", source="static")}
    for version, removed in (("3.9", False), ("4.3", True)):
        taken = snapshot(kafka_version=version, brokers=brokers(1, config=config))
        codes = [code for code, key in found(taken) if key == "log.message.format.version"]
        assert ("UPG002" in codes or "UPG001" in codes) is removed, (version, codes)


def test_a_metadata_version_that_is_behind_is_said_once() -> None:
    taken = snapshot(kafka_version="4.3", metadata_version="4.1-IV1", brokers=brokers(3))
    assert found(taken, "KRF009") == [("KRF009", "metadata.version")]


def test_programs_are_checked_against_the_running_topics(tmp_path: Path) -> None:
    (tmp_path / "producer.properties").write_text("bootstrap.servers=kafka-1:9092\nacks=1\n")
    taken = snapshot(bootstrap="kafka-1:9092", topics=[topic("a.b.c", earliest=0, latest=0)])
    result = ka.ConfigValidator(select=["CLU016", "DUR001"]).validate([str(tmp_path), taken])
    assert sorted(one.rule.code for one in result.findings) == ["CLU016", "DUR001"]


def test_a_group_with_a_hostile_name_is_named() -> None:
    taken = reread(snapshot(groups=[Group(name='a"\\\nb', state="Empty")]))
    [one] = ka.ConfigValidator(select=["CLU014"]).validate({"c.json": snapshot_text(taken)}).findings
    assert one.key == 'a"\\\nb'
    assert one.span is not None


def test_a_damaged_snapshot_is_a_fault_of_the_file() -> None:
    text = '{"format": "kafka-architect-cluster",\n "version": 1,\n "topics": 3}'
    [one] = ka.ConfigValidator().validate({"cluster.json": text}).findings
    assert one.rule.code == "SYN001"
    assert one.place[0] == 3
