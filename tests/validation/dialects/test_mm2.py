"""MirrorMaker 2: each flow has a consumer and a producer, with the keys of its two clusters."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kafka_architect.validation.embedded import embedded_clients
from kafka_architect.validation.role import Role

from .application_reading import edited, framework, mutations, one, read, survives, values

DIALECT, NAME = "properties", "connect-mirror-maker.properties"
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


def test_the_keys_of_clusters_alone_make_a_mirror() -> None:
    assert read(DIALECT, "x.properties", "A->B.topics=a\n").configurations[0].role is Role.MM2


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(MIRRORS, seed):
        survives(DIALECT, NAME, text)
