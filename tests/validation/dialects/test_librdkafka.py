"""librdkafka: told by its own keys, in lines, sections, JSON and YAML; aliases arrive under Kafka's names."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, mutations, one, read, survives, values, written_at

DIALECT = "librdkafka"
LINES = dedent("""\
    # kcat
    metadata.broker.list=a:9092
    queue.buffering.max.ms=5
    acks=1
    """)
SECTIONS = dedent("""\
    [default]
    bootstrap.servers=a:9092
    sasl.username=me
    client.id=shared

    [consumer]
    group.id=g
    client.id=mine
    """)
TREE = dedent("""\
    clients:
      producer_settings:
        bootstrap.servers: a:9092
        queue.buffering.max.messages: 100000 # enough
        default.topic.config:
          acks: 1
      other: {x: y}
    """)


def test_lines_are_read_and_aliases_get_kafkas_names() -> None:
    producer = one(read(DIALECT, "kcat.conf", LINES), Role.PRODUCER)
    assert producer.client is Client.LIBRDKAFKA
    assert values(producer) == {"bootstrap.servers": "a:9092", "linger.ms": "5", "acks": "1"}
    assert written_at(producer, "linger.ms") == ("queue.buffering.max.ms", "5")


def test_an_alias_and_its_name_set_the_same_key_twice() -> None:
    producer = one(read(DIALECT, "a.conf", LINES + "linger.ms=7\n"), Role.PRODUCER)
    assert producer.settings["linger.ms"].value == "7"
    assert [repeat.dropped.written for repeat in producer.repeats] == ["queue.buffering.max.ms"]


def test_a_section_adds_to_the_shared_ones() -> None:
    consumer = one(read(DIALECT, "getting_started.ini", SECTIONS), Role.CONSUMER)
    assert values(consumer) == {
        "bootstrap.servers": "a:9092",
        "sasl.username": "me",
        "client.id": "mine",
        "group.id": "g",
    }
    assert not consumer.repeats
    assert edited(consumer.writer.add("auto.offset.reset", "earliest")).endswith(
        "client.id=mine\nauto.offset.reset=earliest\n"
    )


def test_keys_of_both_clients_make_both() -> None:
    text = "socket.keepalive.enable=true\nacks=1\ngroup.id=g\n"
    reading = read(DIALECT, "client.properties", text)
    assert [each.role for each in reading.configurations] == [Role.PRODUCER, Role.CONSUMER]
    assert values(reading.configurations[0]) == {"socket.keepalive.enable": "true", "acks": "1"}
    assert values(reading.configurations[1]) == {"socket.keepalive.enable": "true", "group.id": "g"}


def test_keys_of_neither_leave_open_what_is_missing() -> None:
    reading = read(DIALECT, "client.properties", "sasl.mechanisms=PLAIN\nbootstrap.servers=a:1\n")
    assert not reading.configurations[0].complete


def test_a_name_tells_the_role() -> None:
    reading = read(DIALECT, "consumer.conf", "sasl.mechanisms=PLAIN\n")
    assert one(reading, Role.CONSUMER).complete


@pytest.mark.parametrize("name", ["clients.yaml", "clients.json"])
def test_maps_are_found_wherever_they_are(name: str) -> None:
    json = '{"clients": [{"queue.buffering.max.messages": 100000, "bootstrap.servers": "a:9092", '
    json += '"default.topic.config": {"acks": 1}}]}'
    producer = one(read(DIALECT, name, TREE if name.endswith("yaml") else json), Role.PRODUCER)
    assert values(producer) == {
        "bootstrap.servers": "a:9092",
        "queue.buffering.max.messages": "100000",
        "acks": "1",
    }
    assert edited(producer.writer.replace(producer.settings["queue.buffering.max.messages"], "7")).count("7")


def test_a_comment_in_yaml_stays() -> None:
    producer = one(read(DIALECT, "clients.yaml", TREE), Role.PRODUCER)
    text = edited(producer.writer.replace(producer.settings["queue.buffering.max.messages"], "7"))
    assert "    queue.buffering.max.messages: 7 # enough\n" in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("producer.properties", "acks=1\nlinger.ms=5\n"),
        ("producer.properties", "# metadata.broker.list=a\nacks=1\n"),
        ("client.properties", "sasl.username=a\nsasl.jaas.config=b\n"),
        ("a.yaml", "a: {acks: 1}\n"),
        ("a.json", "{}"),
        ("a.conf", ""),
    ],
)
def test_what_java_clients_read_is_left_to_them(name: str, text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(name, text))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.conf", LINES), ("a.ini", SECTIONS), ("a.yaml", TREE), ("a.json", '{"a.b": {"c.d": 1}}')],
)
def test_a_mutilated_file_never_raises(name: str, text: str) -> None:
    for mutated in mutations(text, 1):
        survives(DIALECT, name, mutated)


@given(st.text(alphabet="acks.=[]\n\t :{}\"'&*-", max_size=60))
def test_any_text_never_raises(text: str) -> None:
    for name in ("a.conf", "a.yaml", "a.json"):
        survives(DIALECT, name, "statistics.interval.ms: 1\n" + text)
