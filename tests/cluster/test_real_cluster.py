"""A real Kafka of three brokers: its snapshot, and what is found in it."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.cluster.admin import open_admin
from kafka_architect.cluster.client_settings import ClientSettings
from kafka_architect.cluster.snapshot.taking import take_snapshot
from kafka_architect.snapshot import read_snapshot
from tests.integration.command import COMMAND, environment, run
from tests.kafka_fixture import unique_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kafka_architect.snapshot import Snapshot
    from tools.kafka.cluster import KafkaCluster

pytestmark = pytest.mark.kafka


class System:
    """A topic that a group has read half of, an open transaction, a quota and an access rule."""

    def __init__(self, kafka: KafkaCluster) -> None:
        self.servers = kafka.bootstrap_servers
        self.topic = unique_name("shop.order.created")
        self.group = unique_name("billing")
        self.idle = unique_name("shop.order.lost")
        self.transaction = unique_name("ledger")
        self.user = unique_name("alice")


@pytest.fixture(scope="module")
def system(kafka: KafkaCluster) -> Iterator[System]:
    from confluent_kafka import Consumer, Producer

    made = System(kafka)
    done = kafka.run_script(
        f"kafka-topics.sh --bootstrap-server $BOOTSTRAP_SERVERS --create --topic {made.topic} --partitions 3 "
        f"--replication-factor 3 --config min.insync.replicas=2 --config retention.ms=3600000 && "
        f"kafka-topics.sh --bootstrap-server $BOOTSTRAP_SERVERS --create --topic {made.idle} --partitions 2 "
        "--replication-factor 1 && "
        f"kafka-configs.sh --bootstrap-server $BOOTSTRAP_SERVERS --alter --entity-type users --entity-name "
        f"{made.user} --add-config producer_byte_rate=1000000 && "
        f"kafka-acls.sh --bootstrap-server $BOOTSTRAP_SERVERS --add --allow-principal User:{made.user} "
        f"--operation Read --topic {made.topic}"
    )
    assert done.returncode == 0, done.stderr
    producer = Producer({"bootstrap.servers": made.servers, "log_level": 0})
    for number in range(3_000):
        producer.produce(made.topic, b"x" * 100, partition=number % 3)
    producer.flush(30)
    consumer = Consumer(
        {
            "bootstrap.servers": made.servers, "group.id": made.group, "auto.offset.reset": "earliest",
            "enable.auto.commit": False, "log_level": 0,
        }
    )  # fmt: skip
    consumer.subscribe([made.topic])
    read = 0
    deadline = time.monotonic() + 60
    while read < 1_500 and time.monotonic() < deadline:
        read += len(consumer.consume(100, 1.0))
    consumer.commit(asynchronous=False)
    transactional = Producer(
        {"bootstrap.servers": made.servers, "transactional.id": made.transaction, "log_level": 0}
    )
    transactional.init_transactions(30)
    transactional.begin_transaction()
    transactional.produce(made.topic, b"open", partition=0)
    transactional.flush(30)
    yield made
    transactional.abort_transaction(30)
    consumer.close()


@pytest.fixture(scope="module")
def taken(system: System) -> Snapshot:
    with open_admin(ClientSettings.read(system.servers, environment={})) as admin:
        return take_snapshot(admin, bootstrap=system.servers, samples=2, interval_s=0.01)


def test_nothing_is_refused_to_a_super_user(taken: Snapshot) -> None:
    assert taken.unavailable == []


def test_brokers_have_racks_versions_folders_and_values_with_their_sources(taken: Snapshot) -> None:
    assert [(one.id, one.rack, one.version) for one in taken.brokers] == [
        (1, "z1", "4.3"), (2, "z2", "4.3"), (3, "z3", "4.3"),
    ]  # fmt: skip
    assert (taken.kafka_version, taken.metadata_version) == ("4.3", "4.3-IV0")
    assert taken.cluster_id
    for broker in taken.brokers:
        assert broker.config["node.id"].source == "static"
        assert broker.config["num.network.threads"].source == "default"
        assert broker.config["super.users"].sensitive
        assert broker.config["super.users"].value is None
        [folder] = broker.log_dirs
        assert folder.total_bytes is not None
        assert folder.usable_bytes is not None
        assert 0 < folder.usable_bytes <= folder.total_bytes


def test_a_topic_has_its_offsets_sizes_and_what_was_set(taken: Snapshot, system: System) -> None:
    [topic] = [one for one in taken.topics if one.name == system.topic]
    for key, value in (("retention.ms", "3600000"), ("min.insync.replicas", "2")):
        assert (topic.config[key].value, topic.config[key].source) == (value, "dynamic")
    assert [one.partition for one in topic.partitions] == [0, 1, 2]
    for one in topic.partitions:
        assert sorted(one.isr) == sorted(one.replicas) == [1, 2, 3]
        assert one.leader == one.replicas[0]
        assert one.earliest == 0
        assert (one.latest or 0) >= 1_000
        assert all(size is not None and size > 0 for size in one.bytes)
    # 1,000 records of 100 bytes, and what the log adds to each.
    assert 100_000 < (topic.partitions[1].leader_bytes or 0) < 200_000


def test_a_group_has_members_offsets_and_lag(taken: Snapshot, system: System) -> None:
    [group] = [one for one in taken.groups if one.name == system.group]
    assert (group.state, group.type, group.protocol) == ("Stable", "classic", "consumer")
    assert group.members is not None
    [member] = group.members
    assert member.assigned == {system.topic: [0, 1, 2]}
    ends = {one.partition: one.latest for topic in taken.topics if topic.name == system.topic
            for one in topic.partitions}  # fmt: skip
    for one in group.committed:
        assert one.lag == (ends[one.partition] or 0) - one.offset
    assert sum(one.offset for one in group.committed) >= 1_500


def test_quotas_access_rules_and_open_transactions_are_read(taken: Snapshot, system: System) -> None:
    assert {"user": system.user} in [one.entity for one in taken.quotas]
    [acl] = [one for one in taken.acls if one.principal == f"User:{system.user}"]
    assert (acl.operation, acl.permission, acl.resource_type, acl.resource, acl.pattern, acl.host) == (
        "read", "allow", "topic", system.topic, "literal", "*",
    )  # fmt: skip
    [transaction] = [one for one in taken.transactions if one.id == system.transaction]
    assert transaction.state == "Ongoing"
    assert transaction.partitions == {system.topic: [0]}
    assert transaction.started_ms is not None
    assert [one.partition for one in taken.producers if one.producer_id == transaction.producer_id] == [0]


def test_an_earlier_sample_is_kept(taken: Snapshot, system: System) -> None:
    [sample] = taken.samples
    assert sample.at_ms <= taken.taken_ms
    assert len(sample.latest[system.topic]) == 3
    assert all(size for size in sample.bytes[system.topic])


def test_state_and_settings_are_judged_together(taken: Snapshot, system: System) -> None:
    result = ka.ConfigValidator().validate(taken)
    assert not result.failures
    told = {(one.rule.code, one.key) for one in result.findings}
    assert ("CLU016", system.idle) in told
    assert ("CLU015", system.topic) not in told
    weak = [one for one in result.findings if one.rule.code == "DUR004" and system.idle in one.file.path]
    assert len(weak) == 1


def test_the_commands_say_the_same_of_cluster_and_file(system: System, tmp_path: Path) -> None:
    file = tmp_path / "cluster.json"
    done = run("snapshot", system.servers, "--output", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Wrote {file}\n")
    assert read_snapshot(file).cluster_id
    options = ("--format", "json", "--select", "DUR004", "--isolated")
    live = run("validate", "--bootstrap-server", system.servers, *options)
    saved = run("validate", str(file), *options)
    assert live.returncode == saved.returncode == 1

    def messages(done: Any) -> list[tuple[str, str]]:
        return sorted((one["code"], one["message"]) for one in json.loads(done.stdout)["findings"])

    assert messages(live) == messages(saved)


def test_the_size_command_measures_the_running_topics(system: System) -> None:
    """Two samples around records that are written meanwhile: the rate is theirs, the sizes are the log's."""
    options = ("--instance", "m7g.large", "--growth", "2", "--format", "json", "--interval", "2s")
    command = [COMMAND, "size", "--from-cluster", system.servers, *options]
    said: list[bytes] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as measuring:
        assert measuring.stdout is not None
        read = threading.Thread(target=lambda: said.append(measuring.stdout.read()))  # type: ignore[union-attr]
        read.start()
        _produce(system.servers, system.topic, measuring)
        read.join(60)
        document = json.loads(said[0])
    measured = document["measured"]
    assert document["brokers"] == len(measured["brokers"]) == 3
    assert measured["rates"]["two samples"] >= 1
    [load] = [one for one in document["workload"]["topics"] if one["name"] == system.topic]
    assert load["rate"] > 0
    assert (load["partitions"], load["replication_factor"], load["min_insync_replicas"]) == (3, 3, 2)
    assert 100 < load["message_bytes"] < 200
    assert [one["name"] for one in load["groups"]] == [system.group]
    assert all(0 < one["disk_used"] < 1 for one in measured["brokers"])


def _produce(servers: str, topic: str, until: subprocess.Popen[bytes]) -> None:
    """Records of 100 bytes until a process ends: whenever its samples are taken, some arrive between."""
    from confluent_kafka import Producer

    producer = Producer({"bootstrap.servers": servers, "log_level": 0})
    deadline = time.monotonic() + 120
    while until.poll() is None and time.monotonic() < deadline:
        producer.produce(topic, b"x" * 100)
        producer.flush(10)
        time.sleep(0.02)


def test_an_import_keeps_what_runs_and_more_partitions_break_order(system: System, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    done = run("design", "import", "--bootstrap-server", system.servers, "--name", "shop", "--out", str(file))
    assert done.returncode == 0, done.stderr
    kept = yaml.safe_load(file.read_text())
    assert kept["services"][system.user] == {
        "principal": f"User:{system.user}", "receives": [system.topic],
    }  # fmt: skip
    # A rate and a size are asked for: no cluster knows them.
    for name, topic in kept["topics"].items():
        topic |= {"rate": 10, "size": "1 kB", "address": name}
    file.write_text(yaml.safe_dump({"name": "shop", "topics": {"order": kept["topics"][system.topic]}}))
    same = run("design", "diff", str(file), "--bootstrap-server", system.servers, "--format", "json")
    assert same.returncode == 0, same.stderr
    # An hour's retention asks for segments that are rolled in time: that alone is added.
    assert {one["what"] for one in json.loads(same.stdout)["changes"]} <= {"segment.ms"}
    more = file.read_text().replace("exactly: 3", "exactly: 6", 1)
    file.write_text(more)
    grown = run("design", "diff", str(file), "--bootstrap-server", system.servers)
    assert grown.returncode == 1, grown.stdout
    assert system.topic in grown.stdout


def test_nobody_listening_is_said_at_once(tmp_path: Path) -> None:
    done = run("snapshot", "127.0.0.1:1", "--output", str(tmp_path / "c.json"))
    assert done.returncode == 2
    assert "127.0.0.1:1" in done.stderr
    assert not (tmp_path / "c.json").exists()


def test_what_a_user_may_not_see_is_told_in_the_document() -> None:
    """Without an authorizer a broker refuses to list ACLs: managed services refuse more."""
    from tools.kafka.cluster import KafkaCluster

    with (
        KafkaCluster() as alone,
        open_admin(ClientSettings.read(alone.bootstrap_servers, environment={})) as admin,
    ):
        told = take_snapshot(admin, bootstrap=alone.bootstrap_servers)
    assert [one.what for one in told.unavailable] == ["acls"]
    assert "SecurityDisabledError" in told.unavailable[0].why
