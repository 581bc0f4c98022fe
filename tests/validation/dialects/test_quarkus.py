"""Quarkus: channels take what `kafka.*` says for all, then their own; profiles stand before the keys."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, framework, mutations, one, read, survives, values

DIALECT, NAME = "quarkus", "application.properties"
CHANNELS = dedent("""\
    kafka.bootstrap.servers=a:9092
    mp.messaging.outgoing.orders.connector=smallrye-kafka
    mp.messaging.outgoing.orders.linger-ms=5
    mp.messaging.outgoing.orders.batch.size=1
    %prod.mp.messaging.outgoing.orders.acks=all
    mp.messaging.incoming.bills.connector=smallrye-kafka
    mp.messaging.incoming.bills.group.id=${GROUP:billing}
    mp.messaging.incoming.bills.failure-strategy=ignore
    mp.messaging.incoming.others.connector=smallrye-amqp
    """)


def test_a_channel_takes_the_shared_keys_and_its_own() -> None:
    reading = read(DIALECT, NAME, CHANNELS)
    assert values(one(reading, Role.CONSUMER)) == {"bootstrap.servers": "a:9092", "group.id": "billing"}
    orders = one(reading, Role.PRODUCER, "properties: orders")
    assert values(orders) == {"bootstrap.servers": "a:9092", "batch.size": "1"}
    assert framework(orders)["acks"] == "1"
    assert not orders.complete


def test_the_deserializer_of_the_value_is_found_by_type() -> None:
    bills = one(read(DIALECT, NAME, CHANNELS), Role.CONSUMER)
    found = bills.settings["value.deserializer"]
    assert found.value is None
    assert not found.resolved


def test_a_profile_adds_to_the_channel_that_it_names() -> None:
    orders = one(read(DIALECT, NAME, CHANNELS), Role.PRODUCER, "[prod]")
    assert values(orders)["acks"] == "all"
    assert values(orders)["batch.size"] == "1"
    assert orders.complete


def test_a_key_in_another_spelling_has_no_effect() -> None:
    orders = one(read(DIALECT, NAME, CHANNELS), Role.PRODUCER, "[prod]")
    assert [loss.kafka_key for loss in orders.losses] == ["linger.ms"]
    mended = edited(orders.writer.rename(orders.losses[0].setting, "linger.ms"))
    assert "%prod.mp.messaging.outgoing.orders.linger.ms=5\n" in mended


def test_yaml_nests_the_same_names() -> None:
    text = dedent("""\
        mp:
          messaging:
            outgoing:
              a:
                connector: smallrye-kafka
                acks: 1
        "%prod":
          kafka.retries: 3
        """)
    reading = read(DIALECT, "application.yml", text)
    assert values(one(reading, Role.PRODUCER, "[prod]")) == {"acks": "1", "retries": "3"}
    base = one(reading, Role.PRODUCER, "yml: a")
    assert "        acks: 1\n        linger.ms: 5\n" in edited(base.writer.add("linger.ms", "5"))


@pytest.mark.parametrize("text", ["", "kafka.acks=1\n", "mp.messaging.incoming.a.connector=x\n"])
def test_other_files_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(CHANNELS, seed, 150):
        survives(DIALECT, NAME, text)
        survives(DIALECT, "application.yml", text)
