"""Groups of the brokers' own protocols on a real Kafka: members, what they have, lag, and what rules see."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.cluster.admin import open_admin
from kafka_architect.cluster.client_settings import ClientSettings
from kafka_architect.cluster.snapshot.asking import Asking
from kafka_architect.cluster.snapshot.groups import groups
from kafka_architect.snapshot.model import Group, Member
from tests.kafka_fixture import unique_name
from tools.kafka.jars import class_path

from .snapshots import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.kafka.cluster import KafkaCluster

BROKERS = [1, 2, 3]
RECORDS, PARTITIONS = 300, 2


class System:
    """A topic, a consumer, a share and a streams group with a member each, and an empty consumer group."""

    def __init__(self, kafka: KafkaCluster, folder: Path) -> None:
        self.servers = kafka.bootstrap_servers
        self.topic = unique_name("shop.order.shared")
        self.names = {kind: unique_name(kind) for kind in ("consumer", "share", "streams", "empty")}
        self.folder = folder
        self.latest = {(self.topic, number): RECORDS for number in range(PARTITIONS)}

    def groups(self) -> tuple[dict[str, Group], Asking]:
        with open_admin(ClientSettings.read(self.servers, environment={})) as admin:
            asking = Asking(admin)
            found = {one.name: one for one in groups(asking, BROKERS, self.latest)}
        return {kind: found[name] for kind, name in self.names.items() if name in found}, asking


@pytest.fixture(scope="module")
def system(kafka: KafkaCluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    from confluent_kafka import Consumer, Producer, TopicPartition
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    made = System(kafka, tmp_path_factory.mktemp("messages"))
    admin = AdminClient({"bootstrap.servers": made.servers, "log_level": 0})
    admin.create_topics([NewTopic(made.topic, PARTITIONS, 3)])[made.topic].result(30)
    producer = Producer({"bootstrap.servers": made.servers, "log_level": 0})
    for number in range(RECORDS * PARTITIONS):
        producer.produce(made.topic, b"x" * 100, partition=number % PARTITIONS)
    producer.flush(30)
    consumers = []
    for kind in ("consumer", "empty"):
        settings = {
            "bootstrap.servers": made.servers, "group.id": made.names[kind], "group.protocol": "consumer",
            "auto.offset.reset": "earliest", "enable.auto.commit": False, "log_level": 0,
            # A static member that leaves is kept for a while: its group would not be empty.
            **({"group.instance.id": "first"} if kind == "consumer" else {}),
        }  # fmt: skip
        consumer = Consumer(settings)
        consumer.subscribe([made.topic])
        deadline = time.monotonic() + 60
        while not consumer.consume(1, 1.0) and time.monotonic() < deadline:
            pass
        consumer.commit(offsets=[TopicPartition(made.topic, 0, 100)], asynchronous=False)
        consumers.append(consumer)
    consumers.pop().close()
    _configured(made.servers, made.names["share"])
    share = subprocess.Popen(
        [
            kafka.commands() / "kafka-console-share-consumer.sh", "--bootstrap-server", made.servers,
            "--topic", made.topic, "--group", made.names["share"],
        ],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert share.stdout is not None
    try:
        for _ in range(RECORDS * PARTITIONS):
            assert share.stdout.readline(), "the share consumer ended"
        yield made
    finally:
        share.kill()
        share.wait()
        share.stdout.close()
        consumers.pop().close()


def _configured(servers: str, group: str) -> None:
    """A share group reads what is there already only if it is told so."""
    from kafka.protocol.admin import IncrementalAlterConfigsRequest

    resource = IncrementalAlterConfigsRequest.AlterConfigsResource
    config = resource.AlterableConfig(name="share.auto.offset.reset", config_operation=0, value="earliest")
    with open_admin(ClientSettings.read(servers, environment={})) as admin:
        asked = resource(resource_type=32, resource_name=group, configs=[config])
        request = IncrementalAlterConfigsRequest(resources=[asked], validate_only=False)
        [answer] = Asking(admin).send(request).responses
    assert not answer.error_code, answer


@pytest.mark.kafka
def test_members_and_lag_of_consumer_and_share_groups(system: System) -> None:
    found, asking = system.groups()
    assert [one for one in asking.unavailable if one.what != "members"] == []
    consumer = found["consumer"]
    assert (consumer.type, consumer.state, consumer.protocol) == ("consumer", "Stable", "consumer")
    assert consumer.members is not None
    [member] = consumer.members
    assert member.assigned == {system.topic: [0, 1]}
    assert (member.instance_id, member.client_id, member.host) == ("first", "rdkafka", "127.0.0.1")
    assert [(one.partition, one.offset, one.lag) for one in consumer.committed] == [(0, 100, RECORDS - 100)]
    share = found["share"]
    assert (share.type, share.state, share.protocol) == ("share", "Stable", "share")
    assert share.members is not None
    [member] = share.members
    assert member.assigned == {system.topic: [0, 1]}
    assert share.config["share.auto.offset.reset"].value == "earliest"
    # What was delivered is acknowledged with the next request: lag goes to 0 within seconds. The offset may
    # stay behind: what was acknowledged beyond it is kept beside it.
    deadline = time.monotonic() + 60
    while any(one.lag for one in found["share"].committed) and time.monotonic() < deadline:
        found, _ = system.groups()
    assert [(one.partition, one.lag) for one in found["share"].committed] == [(0, 0), (1, 0)]


@pytest.mark.kafka
def test_an_empty_group_of_the_new_protocol_is_seen_by_rules(system: System) -> None:
    found, _ = system.groups()
    assert (found["empty"].state, found["empty"].members) == ("Empty", [])
    result = ka.ConfigValidator().validate(snapshot(groups=list(found.values())))
    assert [one.key for one in result.findings if one.rule.code == "CLU014"] == [system.names["empty"]]


@pytest.mark.kafka
def test_a_streams_group_has_what_its_tasks_read(system: System) -> None:
    """A member that speaks the protocol itself: a topology of one part that reads the topic."""
    with open_admin(ClientSettings.read(system.servers, environment={})) as admin:
        asking = Asking(admin)
        name = system.names["streams"]
        [node] = asking.coordinators([name])
        request = _message("StreamsGroupHeartbeatRequest", system.folder)
        _message("StreamsGroupHeartbeatResponse", system.folder)
        part = request.Topology.Subtopology(
            subtopology_id="0", source_topics=[system.topic], source_topic_regex=[],
            state_changelog_topics=[], repartition_sink_topics=[], repartition_source_topics=[],
            copartition_groups=[],
        )  # fmt: skip
        epoch, topology = 0, request.Topology(epoch=0, subtopologies=[part])
        member: list[Member] = []
        for _ in range(60):
            answer = asking.send(
                request(
                    group_id=name, member_id="m" * 22, member_epoch=epoch, endpoint_information_epoch=0,
                    rebalance_timeout_ms=10_000, process_id="p", client_tags=[],
                    topology=topology if not epoch else None, active_tasks=[] if not epoch else None,
                    standby_tasks=[] if not epoch else None, warmup_tasks=[] if not epoch else None,
                ),
                node,
            )  # fmt: skip
            assert not answer.error_code, answer
            epoch = answer.member_epoch
            [group] = [one for one in groups(asking, BROKERS, system.latest) if one.name == name]
            assert group.members is not None
            member = group.members
            if member and member[0].assigned:
                break
            time.sleep(0.2)
    assert group.type == "streams"
    assert [one.assigned for one in member] == [{system.topic: [0, 1]}]


def _message(name: str, folder: Path) -> Any:
    """One of Kafka's own messages, as its jar defines it."""
    from kafka.protocol.api_message import ApiMessage

    package = folder / "kafka_messages"
    if not package.is_dir():
        package.mkdir()
        (package / "__init__.py").touch()
        sys.path.insert(0, str(folder))
    [jar] = [
        one for place in class_path("4.3.1").split(":")
        for one in Path(place.rstrip("*")).glob("kafka-clients-*.jar")
    ]  # fmt: skip
    with zipfile.ZipFile(jar) as opened:
        (package / f"{name}.json").write_bytes(opened.read(f"common/message/{name}.json"))
    return type(ApiMessage)(name, (ApiMessage,), {"__module__": __name__}, load_json="kafka_messages")


def test_a_standby_is_not_idle() -> None:
    members = [Member(id="a", assigned={"orders": [0, 1]}), Member(id="b", standby_tasks=2), Member(id="c")]

    def idle(members: list[Member]) -> list[str]:
        group = Group(name="enrich", state="Stable", type="streams", protocol="streams", members=members)
        result = ka.ConfigValidator().validate(snapshot(groups=[group]))
        return [one.message for one in result.findings if one.rule.code == "CLU013"]

    [message] = idle(members)
    assert message.startswith("1 of 3 members")
    assert idle(members[:2]) == []
