"""Every language is read: clients, their keys, what their libraries refuse and ignore."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.role import Client, Role

from ...source_samples import SOURCES
from ..reading import never_raises, read_text, values

ALL = ka.ConfigValidator("4.3", select=["ALL"])


def found(name: str, text: str, role: Role | None = None) -> list[tuple[str, dict[str, str | None]]]:
    reading = read_text(name, text)
    return [(str(one.client), values(one)) for one in reading.configurations if role in (None, one.role)]


def lost(name: str, text: str) -> dict[str, bool]:
    """What is ignored (False) and what is refused (True)."""
    return {
        loss.setting.key: loss.raised for one in read_text(name, text).configurations for loss in one.losses
    }


@pytest.mark.parametrize("name", SOURCES)
def test_a_client_of_every_language_is_read(name: str) -> None:
    reading = read_text(name, SOURCES[name])
    keys = {key for one in reading.configurations for key in values(one)}
    assert "bootstrap.servers" in keys
    assert ALL.validate({name: SOURCES[name]}).failures == 0


@pytest.mark.parametrize("name", SOURCES)
def test_no_reader_raises(name: str) -> None:
    never_raises(name, SOURCES[name], number=60)


def test_kotlin_scala_and_groovy_maps() -> None:
    [kotlin] = found("Client.kt", SOURCES["Client.kt"])
    assert kotlin[1]["bootstrap.servers"] == "b:9092"
    assert (kotlin[1]["acks"], kotlin[1]["linger.ms"], kotlin[1]["retries"]) == ("al", "5", "3")
    scala = found("Client.scala", SOURCES["Client.scala"])
    assert {"bootstrap.servers": "b:9092", "retries": "4"} in [one for _, one in scala]
    [groovy] = found("Client.groovy", SOURCES["Client.groovy"])
    assert groovy[1] == {"bootstrap.servers": "b:9092", "acks": "al", "retries": "5", "linger.ms": "5"}


def test_kafkajs_under_kafka_s_keys() -> None:
    text = SOURCES["client.ts"]
    producer, consumer, nest = read_text("client.ts", text).configurations
    assert producer.client is Client.KAFKAJS
    assert producer.settings["enable.idempotence"].value == "true"
    assert producer.settings["bootstrap.servers"].default_of == "process.env.B"
    assert producer.settings["security.protocol"].value == "SASL_PLAINTEXT"
    assert values(consumer)["session.timeout.ms"] == "3000"
    assert nest.role is Role.CONSUMER
    assert lost("client.ts", text) == {"acks": False, "idempotent": True, "heartbeatInterval": True}


def test_a_password_of_kafkajs_is_never_shown() -> None:
    text = SOURCES["client.ts"].replace("password: 'p'", "password: 'hunter2-secret'")
    result = ALL.validate({"client.ts": text})
    assert "hunter2" not in result.to_json() + str(result)
    assert any(one.rule.code == "SEC004" for one in result.findings)


def test_kafkajs_needs_a_group() -> None:
    text = "import { Kafka } from 'kafkajs';\nnew Kafka(c).consumer({ sessionTimeout: 9000 });\n"
    assert lost("client.ts", text) == {"groupId": True}
    assert not lost("client.ts", text.replace("{ session", "{ ...rest, session"))


def test_confluent_s_own_kafkajs_is_not_judged_as_kafkajs() -> None:
    text = (
        "const { Kafka } = require('@confluentinc/kafka-javascript').KafkaJS;\n"
        "const c = new Kafka({ kafkaJS: { brokers: ['b'] } }).consumer({ kafkaJS: { groupId: 'g' } });\n"
    )
    assert not read_text("client.js", text).configurations


def test_node_rdkafka_with_keys_of_the_topic() -> None:
    producer, consumer = found("client.js", SOURCES["client.js"])
    assert producer == ("librdkafka", {"bootstrap.servers": "b:9092", "acks": "2"})
    assert consumer[1]["auto.offset.reset"] == "earlist"


def test_go_s_four_libraries() -> None:
    by_client = dict(found("client.go", SOURCES["client.go"]))
    assert by_client["librdkafka"] == {"bootstrap.servers": "b:9092", "acks": "2"}
    assert by_client["sarama"] == {"enable.idempotence": "true", "linger.ms": "10"}
    assert by_client["franz-go"] == {"bootstrap.servers": "b:9092", "acks": "1"}
    assert by_client["kafka-go"]["fetch.min.bytes"] == "10"


def test_what_go_s_libraries_refuse() -> None:
    assert lost("client.go", SOURCES["client.go"]) == {
        "Producer.Return.Successes": True,  # of a SyncProducer
        "Producer.Idempotent": True,  # RequiredAcks and MaxOpenRequests have their defaults
        "RequiredAcks": True,  # franz-go is idempotent
        "MinBytes": True,  # NewReader panics
    }


def test_a_writer_of_kafka_go_waits_for_nobody() -> None:
    text = (
        'package a\nimport "github.com/segmentio/kafka-go"\nvar w = &kafka.Writer{Addr: kafka.TCP("b:1")}\n'
    )
    [writer] = read_text("w.go", text).configurations
    assert writer.settings["acks"].value == "0"
    made = text.replace(
        "&kafka.Writer{Addr: kafka.TCP(", "kafka.NewWriter(kafka.WriterConfig{Brokers: []string{"
    )
    [config] = read_text("w.go", made.replace('"b:1")}', '"b:1"}})')).configurations
    assert config.settings["acks"].value == "all"


def test_properties_of_c_sharp() -> None:
    reading = read_text("Client.cs", SOURCES["Client.cs"])
    producer = next(one for one in reading.configurations if one.complete and one.role is Role.PRODUCER)
    assert values(producer) == {
        "bootstrap.servers": "b:9092", "acks": "1", "linger.ms": "5", "compression.typ": "lz4",
    }  # fmt: skip
    assert lost("Client.cs", SOURCES["Client.cs"]) == {"group.id": True}


@pytest.mark.parametrize("name", ["client.rs", "client.rb", "client.php", "client.c"])
def test_keys_beside_literals_lack_nothing(name: str) -> None:
    [one] = read_text(name, SOURCES[name]).configurations
    assert (one.client, one.complete, one.owned) == (Client.LIBRDKAFKA, False, False)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("client.js", "'auto.offset.reset': 'earlist'", "'auto.offset.reset': 'earliest'"),
        ("client.rb", '"auto.offset.reset": "earlist"', '"auto.offset.reset": "earliest"'),
        ("Client.java", '"cleanup.policy", "compct"', '"cleanup.policy", "compact"'),
    ],
)
def test_safe_fixes_change_a_literal(name: str, before: str, after: str) -> None:
    _, [mended] = ALL.fix({name: SOURCES[name]})
    assert before in SOURCES[name]
    assert after in mended.text
