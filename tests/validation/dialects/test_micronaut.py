"""Micronaut: a client's own section, else the default one, over what `kafka.*` says for all."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, mutations, one, read, survives, values

DIALECT, NAME = "micronaut", "application.yml"
CLIENTS = dedent("""\
    kafka:
      bootstrap.servers: a:9092
      health.enabled: true
      producers:
        default:
          retries: 5
        orders:
          acks: 1 # why
          linger-ms: 3
      consumers:
        default:
          max.poll.records: 10
    """)


def test_each_client_takes_the_shared_keys_and_its_own_section() -> None:
    reading = read(DIALECT, NAME, CLIENTS)
    assert values(one(reading, Role.PRODUCER, "orders")) == {"bootstrap.servers": "a:9092", "acks": "1"}
    assert values(one(reading, Role.PRODUCER, "default")) == {"bootstrap.servers": "a:9092", "retries": "5"}
    assert values(one(reading, Role.CONSUMER)) == {"bootstrap.servers": "a:9092", "max.poll.records": "10"}
    assert not any(each.complete for each in reading.configurations)


def test_a_key_in_another_spelling_has_no_effect() -> None:
    orders = one(read(DIALECT, NAME, CLIENTS), Role.PRODUCER, "orders")
    assert [loss.kafka_key for loss in orders.losses] == ["linger.ms"]


def test_edits_keep_the_comment_and_the_place() -> None:
    orders = one(read(DIALECT, NAME, CLIENTS), Role.PRODUCER, "orders")
    assert "      acks: all # why\n" in edited(orders.writer.replace(orders.settings["acks"], "all"))
    assert "      linger-ms: 3\n      batch.size: 1\n" in edited(orders.writer.add("batch.size", "1"))


def test_properties_files_say_the_same() -> None:
    reading = read(DIALECT, "application.properties", "kafka.producers.a.acks=all\n")
    assert values(one(reading, Role.PRODUCER)) == {"acks": "all"}


@pytest.mark.parametrize("text", ["", "kafka.acks: 1\n", "consumers: kafka\n"])
def test_other_files_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(CLIENTS, seed, 150):
        survives(DIALECT, NAME, text)
        survives(DIALECT, "application.properties", text)
