"""SPRING_APPLICATION_JSON and the variables of Spring Cloud Stream's Kafka binder."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.dialects.spring.variables import stream_property_of
from kafka_architect.validation.role import Role

from .reading import never_raises, one, read_text

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration

PROPERTIES = {
    "spring": {
        "application": {"name": "shop"},
        "kafka": {
            "bootstrap-servers": ["a:1", "b:2"],
            "producer": {
                "acks": 1,
                "batchSize": "64KB",
                "properties": {"linger.ms": 5, "enable.idempotence": False},
            },
            "consumer": {"group-id": "${GROUP:billing}", "client-id": None, "auto-offset-reset": "${RESET}"},
        },
    },
    "spring.kafka.producer.compression-type": "lz4",
    "other": {"kafka": 1},
}
DOCUMENT = json.dumps(PROPERTIES)
COMPOSE = f"""\
services:
  shop:
    image: example/shop
    environment:
      SPRING_KAFKA_PRODUCER_ACKS: "all"
      SPRING_KAFKA_PRODUCER_CLIENT_ID: shop
      SPRING_APPLICATION_JSON: '{DOCUMENT.replace("${", "$${")}'
"""
DEPLOYMENT = f"""\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: shop}}
spec:
  template:
    spec:
      containers:
        - name: app
          image: example/shop
          env:
            - name: SPRING_APPLICATION_JSON
              value: '{DOCUMENT}'
"""
STREAM = dedent("""\
    SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS=kafka:9092
    SPRING_CLOUD_STREAM_KAFKA_BINDER_REQUIRED_ACKS=1
    SPRING_CLOUD_STREAM_KAFKA_BINDER_CONFIGURATION_SECURITY_PROTOCOL=SASL_SSL
    SPRING_CLOUD_STREAM_KAFKA_BINDER_PRODUCERPROPERTIES_LINGER_MS=5
    SPRING_CLOUD_STREAM_BINDINGS_PROCESS_IN_0_GROUP=billing
    SPRING_CLOUD_STREAM_KAFKA_BINDINGS_PROCESSIN0_CONSUMER_CONFIGURATION_MAX_POLL_RECORDS=5
    SPRING_CLOUD_STREAM_BINDINGS_OUTPUT_DESTINATION=orders
    """)


def values(configuration: Configuration) -> dict[str, str | None]:
    """What the variables say; a value within JSON has no place of its own."""
    settings = configuration.settings.items()
    return {key: one.value for key, one in settings if one.origin is Origin.ENVIRONMENT}


@pytest.mark.parametrize(
    ("path", "text", "dialect"),
    [
        ("docker-compose.yml", COMPOSE, "docker-compose"),
        ("shop.yaml", DEPLOYMENT, "kubernetes"),
        ("shop.env", f"SPRING_APPLICATION_JSON='{DOCUMENT}'\n", "env"),
    ],
)
def test_json_is_read_as_a_file_of_properties(path: str, text: str, dialect: str) -> None:
    owner = "shop.env" if dialect == "env" else "shop"
    producer = one(path, text, dialect, name=f"{owner}: producer")
    assert values(producer) == {
        "bootstrap.servers": "a:1,b:2",
        "acks": "1",
        "batch.size": "65536",
        "linger.ms": "5",
        "enable.idempotence": "false",
        "compression.type": "lz4",
    } | ({"client.id": "shop"} if path == "docker-compose.yml" else {})
    consumer = one(path, text, dialect, name=f"{owner}: consumer")
    assert consumer.settings["group.id"].value == "billing"
    assert consumer.settings["group.id"].default_of == "GROUP"
    assert not consumer.settings["auto.offset.reset"].resolved
    assert not producer.complete


def test_json_wins_and_is_not_edited() -> None:
    producer = one("docker-compose.yml", COMPOSE, name="shop: producer")
    acks = producer.settings["acks"]
    assert (acks.value, acks.written) == ("1", "spring.kafka.producer.acks")
    assert acks.key_span is not None
    assert COMPOSE[acks.key_span.start : acks.key_span.end] == "SPRING_APPLICATION_JSON"
    writer = producer.writer
    assert [writer.replace(acks, "all"), writer.remove(acks), writer.rename(acks, "a")] == [None] * 3
    assert writer.replace(producer.settings["client.id"], "x") is not None


@pytest.mark.parametrize(
    "value",
    ["", "{", '{"spring": ${KAFKA}}', "[1]", '"spring.kafka"', "{" * 5_000, '{"spring.kafka.a": [{}]}'],
)
def test_json_that_says_nothing_makes_no_client(value: str) -> None:
    text = f"SPRING_APPLICATION_JSON={value} kafka\nKAFKA_X=1\n"
    assert read_text("shop.env", text).configurations == []


def test_no_secret_of_the_json_is_shown() -> None:
    jaas = (
        'org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="hunter22";'
    )
    content = json.dumps(
        {"spring.kafka.properties": {"sasl.jaas.config": jaas, "security.protocol": "SASL_SSL"}}
    )
    text = f"SPRING_APPLICATION_JSON='{content}'\n"
    result = ka.ConfigValidator().validate({"shop.env": text})
    assert "SEC004" in {found.rule.code for found in result.findings}
    assert "hunter22" not in json.dumps(result.to_dict())


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("KAFKA_BINDER_BROKERS", "kafka.binder.brokers"),
        ("KAFKA_BINDER_REQUIRED_ACKS", "kafka.binder.requiredacks"),
        ("KAFKA_BINDER_CONFIGURATION_SASL_JAAS_CONFIG", "kafka.binder.configuration.sasl.jaas.config"),
        ("KAFKA_BINDER_PRODUCER_PROPERTIES_LINGER_MS", "kafka.binder.producer-properties.linger.ms"),
        ("KAFKA_DEFAULT_CONSUMER_START_OFFSET", "kafka.default.consumer.startoffset"),
        ("BINDINGS_INPUT_GROUP", "bindings.input.group"),
        ("BINDINGS_ORDERSIN0_CONSUMER_CONCURRENCY", "bindings.orders-in-0.consumer.concurrency"),
        ("BINDINGS_ORDERS_EU_OUT_1_DESTINATION", "bindings.orders-eu-out-1.destination"),
        ("KAFKA_STREAMS_BINDER_BROKERS", "kafka.streams.binder.brokers"),
        ("KAFKA", "kafka."),
        ("", "."),
    ],
)
def test_names(variable: str, name: str) -> None:
    assert stream_property_of(f"SPRING_CLOUD_STREAM_{variable}").removeprefix("spring.cloud.stream.") == name


def streams(text: str) -> dict[str, Configuration]:
    return {each.name: each for each in read_text("shop.env", text, "env").configurations}


def test_the_binder_and_its_bindings() -> None:
    found = streams(STREAM)
    consumer, producer = found["shop.env: process-in-0 consumer"], found["shop.env: output producer"]
    assert values(consumer) == {
        "bootstrap.servers": "kafka:9092",
        "security.protocol": "SASL_SSL",
        "group.id": "billing",
        "max.poll.records": "5",
    }
    assert values(producer) == {
        "bootstrap.servers": "kafka:9092",
        "security.protocol": "SASL_SSL",
        "acks": "1",
        "linger.ms": "5",
    }
    assert consumer.role is Role.CONSUMER
    assert not consumer.complete


def test_what_the_binder_adds_may_be_set_in_a_file_that_is_not_seen() -> None:
    found = streams(
        "SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS=kafka:9092\nSPRING_CLOUD_STREAM_BINDINGS_A_IN_0_X=1\n"
    )
    consumer = found["shop.env: a-in-0 consumer"]
    added = [one for one in consumer.settings.values() if one.origin is Origin.FRAMEWORK]
    assert added
    assert not any(one.resolved for one in added)
    assert attributes.ANONYMOUS_GROUP not in consumer.attributes


def test_variables_of_another_binder_make_no_client() -> None:
    binding = "SPRING_CLOUD_STREAM_BINDINGS_INPUT_GROUP=g\n"
    assert streams(f"SPRING_CLOUD_STREAM_KAFKA_STREAMS_BINDER_BROKERS=a:1\n{binding}") == {}
    rabbit = streams(f"SPRING_CLOUD_STREAM_RABBIT_BINDER_X=1\nSPRING_KAFKA_PRODUCER_ACKS=1\n{binding}")
    assert list(rabbit) == ["shop.env: producer"]


def test_a_finding_names_the_variable() -> None:
    result = ka.ConfigValidator().validate({"shop.env": STREAM})
    [acks] = [found for found in result.findings if found.rule.code == "DUR001"]
    assert acks.place == (2, 1)


@pytest.mark.parametrize(
    ("name", "text"), [("docker-compose.yml", COMPOSE), ("shop.yaml", DEPLOYMENT), ("shop.env", STREAM)]
)
def test_nothing_raises(name: str, text: str) -> None:
    never_raises(name, text, seed=12)
