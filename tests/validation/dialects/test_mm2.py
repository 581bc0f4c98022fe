"""MirrorMaker 2: flows have clients, and keys of clients without a cluster go nowhere."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kafka_architect.validation.embedded import embedded_clients
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, framework, mutations, one, read, survives, values

DIALECT, NAME = "mm2", "connect-mirror-maker.properties"
MIRRORS = dedent("""\
    # two data centres
    clusters = A, B
    A.bootstrap.servers = a:1
    B.bootstrap.servers = b:1
    B.security.protocol = SSL
    A->B.enabled = true
    A->B.topics = .*
    B->A.enabled = false
    producer.compression.type = lz4
    B.producer.acks = 1
    A.consumer.max.poll.records = 10
    A->B.source.consumer.max.poll.records = 20
    replication.factor = 3
    """)


def test_every_key_of_the_file_is_read() -> None:
    mirrors = one(read(DIALECT, NAME, MIRRORS), Role.MM2)
    assert values(mirrors)["A->B.topics"] == ".*"
    assert values(mirrors)["replication.factor"] == "3"


def test_a_client_key_without_a_cluster_is_lost() -> None:
    mirrors = one(read(DIALECT, NAME, MIRRORS), Role.MM2)
    assert [loss.setting.key for loss in mirrors.losses] == ["producer.compression.type"]
    assert "producer.compression.type" not in mirrors.settings
    assert mirrors.losses[0].cure is not None
    assert "A.producer.compression.type" in mirrors.losses[0].cure


@pytest.mark.parametrize("key", ["source.consumer.fetch.min.bytes", "target.producer.acks"])
def test_clusters_may_be_called_source_and_target(key: str) -> None:
    text = f"clusters = source, target\nsource->target.enabled=true\n{key}=1\n"
    assert not one(read(DIALECT, NAME, text), Role.MM2).losses
    assert one(read(DIALECT, NAME, text.replace("source, target", "A, B")), Role.MM2).losses


def test_each_flow_has_a_consumer_at_its_source_and_a_producer_at_its_target() -> None:
    """As MirrorMakerConfig of Kafka 4.3.1 builds them from the same file."""
    clients = list(embedded_clients(one(read(DIALECT, NAME, MIRRORS), Role.MM2)))
    assert [(each.role, each.name.partition(": ")[2]) for each in clients] == [
        (Role.CONSUMER, "A->B consumer"),
        (Role.PRODUCER, "A->B producer"),
    ]
    consumer, producer = clients
    assert values(consumer) == {"bootstrap.servers": "a:1", "max.poll.records": "20"}
    assert framework(consumer) == {"auto.offset.reset": "earliest", "enable.auto.commit": "false"}
    assert values(producer) == {"bootstrap.servers": "b:1", "security.protocol": "SSL", "acks": "1"}
    assert framework(producer)["enable.idempotence"] == "false"


def test_a_new_key_of_a_flows_client_stands_behind_its_cluster() -> None:
    consumer, producer = embedded_clients(one(read(DIALECT, NAME, MIRRORS), Role.MM2))
    assert "B.producer.compression.type=lz4\n" in edited(producer.writer.add("compression.type", "lz4"))
    assert "A.consumer.fetch.min.bytes=2\n" in edited(consumer.writer.add("fetch.min.bytes", "2"))


def test_the_comment_stays_when_a_value_is_replaced() -> None:
    mirrors = one(read(DIALECT, NAME, MIRRORS), Role.MM2)
    text = edited(mirrors.writer.replace(mirrors.settings["replication.factor"], "2"))
    assert text == MIRRORS.replace("replication.factor = 3", "replication.factor = 2")


@pytest.mark.parametrize("text", ["acks=all\n", "# clusters = A\nacks=1\n", "a=b->c\n", ""])
def test_other_files_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(3))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(MIRRORS, seed):
        survives(DIALECT, NAME, text)
