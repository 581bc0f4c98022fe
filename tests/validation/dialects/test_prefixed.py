"""Keys of Kafka behind another program's prefix: Flume, Debezium Server, Maxwell, an application's own."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import edited, mutations, one, read, survives, values

DIALECT, NAME = "prefixed.lines", "application.properties"
FLUME = (
    "a1.sources = r1\na1.sinks = k1\na1.sinks.k1.kafka.topic = t\n"
    "a1.sinks.k1.kafka.producer.linger.ms = 5\na1.sinks.k1.kafka.producer.acks = 1\n"
    "a1.sources.r1.kafka.consumer.auto.offset.reset = earliest\n"
)
DEBEZIUM = (
    "debezium.sink.type=kafka\ndebezium.sink.kafka.producer.bootstrap.servers=b:9092\n"
    "debezium.sink.kafka.producer.acks=0\n"
    "debezium.source.schema.history.internal.producer.security.protocol=SSL\n"
)


def test_each_prefix_is_a_client() -> None:
    reading = read(DIALECT, "flume.conf", FLUME)
    assert values(one(reading, Role.PRODUCER, "a1.sinks.k1.kafka.producer")) == {
        "linger.ms": "5",
        "acks": "1",
    }
    assert values(one(reading, Role.CONSUMER)) == {"auto.offset.reset": "earliest"}
    reading = read(DIALECT, NAME, DEBEZIUM)
    assert values(one(reading, Role.PRODUCER, "sink")) == {"bootstrap.servers": "b:9092", "acks": "0"}
    assert values(one(reading, Role.PRODUCER, "history")) == {"security.protocol": "SSL"}


def test_what_is_written_is_judged_and_nothing_else() -> None:
    found = ka.ConfigValidator(select=["DUR001"]).validate({NAME: DEBEZIUM}).findings
    assert [each.place for each in found] == [(3, 1)]
    reading = read(DIALECT, "flume.conf", FLUME)
    assert not any(each.complete or each.owned for each in reading.configurations)


def test_the_program_may_convert_a_value_with_a_unit() -> None:
    text = "app.kafka.producer.linger.ms=5s\napp.kafka.producer.acks=all\n"
    assert not one(read(DIALECT, NAME, text), Role.PRODUCER).settings["linger.ms"].resolved


def test_keys_tell_the_role_and_the_library_where_the_prefix_does_not() -> None:
    text = "kafka.bootstrap.servers=b:9092\nkafka.linger.ms=5\nkafka.batch.size=1\nx.y=1\n"
    assert one(read(DIALECT, "config.properties", text), Role.PRODUCER).name.endswith(": kafka")
    text = "app.producer.bootstrap.servers=b:9092\napp.producer.queue.buffering.max.ms=5\n"
    assert one(read(DIALECT, NAME, text), Role.PRODUCER).client is Client.LIBRDKAFKA


def test_edits_keep_the_prefix() -> None:
    sink = one(read(DIALECT, NAME, DEBEZIUM), Role.PRODUCER, "sink")
    assert "producer.acks=all\n" in edited(sink.writer.replace(sink.settings["acks"], "all"))
    assert "debezium.sink.kafka.producer.linger.ms=0\n" in edited(
        sink.writer.rename(sink.settings["acks"], "linger.ms")
    )
    assert "acks" not in edited(sink.writer.remove(sink.settings["acks"]))
    assert sink.writer.add("acks", "all") is None


OTHERS = {
    "a client's own file": ("producer.properties", "bootstrap.servers=b:9092\nlinger.ms=5\n"),
    "a worker's": (
        "connect-distributed.properties",
        "bootstrap.servers=b:9092\ngroup.id=g\noffset.storage.topic=o\nproducer.linger.ms=5\n",
    ),
    "mirrors": ("mm2.properties", "clusters=a,b\na.bootstrap.servers=a:1\na.producer.linger.ms=5\n"),
    "ksqlDB": ("ksql-server.properties", "ksql.service.id=x\nksql.streams.producer.linger.ms=5\n"),
    "OAuth": (NAME, "oauth.client.id=x\noauth.request.timeout.ms=5\nkafka.topic=t\n"),
    "a pool": (NAME, "db.connections.max.idle.ms=5\napp.group.id=kafka\n"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_left_to_their_dialects(name: str) -> None:
    path, text = OTHERS[name]
    found = find_dialect(SourceFile(path, text))
    assert found is None or found.NAME != "prefixed-properties"


def test_a_role_that_the_user_gives_is_of_the_file() -> None:
    reading = read(DIALECT, NAME, DEBEZIUM, Role.CONSUMER)
    assert [each.role for each in reading.configurations] == [Role.CONSUMER]


def test_long_names_end() -> None:
    text = f"a.kafka.producer.linger.ms=5\n{'a.' * 50_000}linger.ms=5\n"
    assert ka.ConfigValidator().validate({NAME: text}).failures == 0


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(DEBEZIUM + FLUME, seed, 150):
        survives(DIALECT, NAME, text)
