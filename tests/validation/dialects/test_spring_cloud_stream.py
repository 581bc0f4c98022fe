"""Spring Cloud Stream: spring.kafka, then the binder, then the binding, over what the binder sets itself."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, framework, mutations, one, read, survives, values

BYTES = "org.apache.kafka.common.serialization.ByteArray"
DIALECT, NAME = "spring.cloud_stream", "application.yml"
BINDINGS = dedent("""\
    spring:
      kafka.producer.retries: 7
      cloud.stream:
        kafka:
          binder:
            brokers: [a:9092, b:9092]
            configuration:
              security.protocol: SSL
              linger-ms: 5
              group.id: g
            consumerProperties:
              enable.auto.commit: true
            producer-properties: {compression.type: lz4}
          bindings:
            orders-out-0:
              producer:
                bufferSize: 65536 # bytes
                configuration:
                  request.timeout.ms: 5
        bindings:
          orders-in-0:
            destination: orders
            group: billing
            consumer.concurrency: 3
    """)


def test_a_producer_binding() -> None:
    producer = one(read(DIALECT, NAME, BINDINGS), Role.PRODUCER, "orders-out-0")
    assert values(producer) == {
        "bootstrap.servers": "a:9092,b:9092",
        "retries": "7",
        "security.protocol": "SSL",
        "compression.type": "lz4",
        "batch.size": "65536",
        "request.timeout.ms": "5",
    }
    assert framework(producer) == {
        "key.serializer": f"{BYTES}Serializer",
        "value.serializer": f"{BYTES}Serializer",
        "acks": "1",
        "linger.ms": "0",
    }


def test_a_consumer_binding() -> None:
    consumer = one(read(DIALECT, NAME, BINDINGS), Role.CONSUMER)
    assert values(consumer)["group.id"] == "billing"
    assert consumer.settings["enable.auto.commit"].value == "false"
    assert consumer.attributes[attributes.CONCURRENCY].value == "3"


def test_what_the_binder_drops_or_manages_is_named() -> None:
    consumer = one(read(DIALECT, NAME, BINDINGS), Role.CONSUMER)
    assert [loss.setting.key for loss in consumer.losses] == ["linger-ms", "enable.auto.commit", "group.id"]


def test_required_acks_take_the_place_of_the_binders_own() -> None:
    text = "spring.cloud.stream.kafka.binder.requiredAcks: all\n"
    reading = read(DIALECT, NAME, text)
    assert [each.role for each in reading.configurations] == [Role.PRODUCER, Role.CONSUMER]
    assert values(one(reading, Role.PRODUCER)) == {"acks": "all"}


def test_edits_go_to_the_binding() -> None:
    producer = one(read(DIALECT, NAME, BINDINGS), Role.PRODUCER, "orders-out-0")
    text = edited(producer.writer.add("linger.ms", "20"))
    assert "              request.timeout.ms: 5\n              linger.ms: 20\n" in text
    assert values(one(read(DIALECT, NAME, text), Role.PRODUCER, "orders-out-0"))["linger.ms"] == "20"
    text = edited(producer.writer.replace(producer.settings["batch.size"], "1"))
    assert "bufferSize: 1 # bytes\n" in text


def test_properties_files_say_the_same() -> None:
    text = "spring.cloud.stream.kafka.bindings.a-out-0.producer.configuration.acks=all\n"
    producer = one(read(DIALECT, "application.properties", text), Role.PRODUCER)
    assert values(producer) == {"acks": "all"}


@pytest.mark.parametrize(
    "text", ["", "spring.cloud.stream.rabbit.binder.x: kafka\n", "spring.kafka.client-id: a\n"]
)
def test_other_files_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(BINDINGS, seed, 150):
        survives(DIALECT, NAME, text)
        survives(DIALECT, "application.properties", text)


def test_an_entry_without_a_value_is_the_empty_text() -> None:
    text = dedent("""\
        spring.cloud.stream:
          bindings:
            orders-in-0: {destination: orders}
          kafka.binder.configuration:
            ssl.endpoint.identification.algorithm:
        """)
    consumer = one(read(DIALECT, NAME, text), Role.CONSUMER, "orders-in-0")
    assert values(consumer)["ssl.endpoint.identification.algorithm"] == ""


def test_a_binding_without_a_group_begins_at_the_end() -> None:
    text = dedent("""\
        spring.cloud.stream:
          bindings:
            orders-in-0: {destination: orders}
            bills-in-0: {destination: bills, group: billing}
          kafka.binder.brokers: a:9092
        """)
    reading = read(DIALECT, NAME, text)
    orders = one(reading, Role.CONSUMER, "orders-in-0")
    assert orders.attributes[attributes.ANONYMOUS_GROUP].value == "true"
    assert framework(orders)["auto.offset.reset"] == "latest"
    assert framework(one(reading, Role.CONSUMER, "bills-in-0"))["auto.offset.reset"] == "earliest"


OF_STREAMS = dedent("""\
    spring.cloud.stream.kafka.streams.binder.applicationId=shop
    spring.kafka.bootstrap-servers=kafka:9092
    spring.cloud.stream.bindings.process-out-0.destination=orders
    """)


def test_the_bindings_of_kafka_streams_are_no_clients_of_the_other_binder() -> None:
    alone = read(DIALECT, "application.properties", OF_STREAMS)
    assert [one.role for one in alone.configurations] == [Role.STREAMS]
    both = OF_STREAMS + (
        "spring.cloud.stream.kafka.binder.brokers=kafka:9092\n"
        "spring.cloud.stream.bindings.audit-out-0.destination=audit\n"
        "spring.cloud.stream.kafka.bindings.audit-out-0.producer.configuration.linger.ms=5\n"
    )
    reading = read(DIALECT, "application.properties", both)
    assert [one.name for one in reading.configurations] == [
        "application.properties: audit-out-0 producer",
        "application.properties: streams binder",
    ]


SERIALIZER_OF_ONE_SIDE = dedent("""\
    spring.cloud.stream:
      bindings.process-out-0.destination: words
      kafka.bindings.process-out-0.producer.configuration.value.serializer: com.example.WordSerializer
    """)


def test_the_binder_fills_in_the_serializer_that_is_not_written() -> None:
    result = ConfigValidator().validate({NAME: SERIALIZER_OF_ONE_SIDE})
    assert not [one for one in result.findings if one.rule.verdict is Verdict.REFUSES]


@pytest.mark.parametrize(
    ("told", "application"),
    [
        (
            "spring.cloud.stream.kafka.streams.binder.configuration.commit.interval.ms=100\n",
            "FUNCTION-applicationId",
        ),
        (
            "spring.application.name=shop\n"
            "spring.cloud.stream.kafka.streams.binder.configuration.commit.interval.ms=100\n",
            "shop",
        ),
        ("spring.cloud.stream.kafka.streams.binder.application-id=words\n", "words"),
        ("spring.cloud.stream.kafka.streams.binder.configuration.application.id=words\n", "words"),
    ],
)
def test_the_streams_binder_has_an_application_id(told: str, application: str) -> None:
    streams = one(read(DIALECT, "application.properties", told), Role.STREAMS)
    assert streams.settings["application.id"].value == application
    assert str(streams.settings["default.key.serde"].value).endswith("ByteArraySerde")


@pytest.mark.parametrize(
    ("more", "servers"),
    [
        ("", "kafka-1:9092,kafka-2:9094"),
        ("spring.cloud.stream.kafka.binder.default-broker-port=9093\n", "kafka-1:9093,kafka-2:9094"),
    ],
)
def test_brokers_without_a_port_get_the_default_one(more: str, servers: str) -> None:
    text = "spring.cloud.stream.kafka.binder.brokers=kafka-1, kafka-2:9094\n" + more
    producer = one(read(DIALECT, "application.properties", text), Role.PRODUCER)
    assert producer.settings["bootstrap.servers"].value == servers


def test_the_login_of_the_binder_is_one() -> None:
    text = dedent("""\
        spring.cloud.stream.kafka.binder:
          configuration: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN}
          jaas:
            loginModule: org.apache.kafka.common.security.plain.PlainLoginModule
            options: {username: shop, password: hunter2hunter2}
        """)
    login = one(read(DIALECT, NAME, text), Role.CONSUMER).settings["sasl.jaas.config"]
    assert login.value == (
        'org.apache.kafka.common.security.plain.PlainLoginModule required username="shop" '
        'password="hunter2hunter2";'
    )
    result = ConfigValidator().validate({NAME: text})
    assert not [one for one in result.findings if one.rule.verdict is Verdict.REFUSES]
    assert "hunter2hunter2" not in str(result)


SEVERAL_BINDERS = dedent("""\
    spring.cloud.stream:
      bindings:
        read-in-0: {destination: a, group: g, binder: east}
        write-out-0: {destination: b, binder: west}
        tell-out-0: {destination: c, binder: rabbit}
      kafka.binder.configuration: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN}
      binders:
        east:
          type: kafka
          environment:
            spring.cloud.stream.kafka.binder:
              brokers: east:9092
              configuration.sasl.jaas.config: >-
                org.apache.kafka.common.security.plain.PlainLoginModule required username=a password=b;
        west:
          type: kafka
          inherit-environment: false
          environment:
            spring.cloud.stream.kafka.binder.brokers: west
        sums:
          type: kstream
          environment:
            spring.cloud.stream.kafka.streams.binder:
              applicationId: sums
              configuration: {commit.interval.ms: 1000}
        rabbit: {type: rabbit}
    """)


def test_each_binder_has_an_environment_of_its_own() -> None:
    reading = read(DIALECT, NAME, SEVERAL_BINDERS)
    assert [each.name for each in reading.configurations] == [
        "application.yml: read-in-0 consumer",
        "application.yml: write-out-0 producer",
        "application.yml: sums: streams binder",
    ]
    reader, writer, sums = (each.settings for each in reading.configurations)
    assert reader["bootstrap.servers"].value == "east:9092"
    assert reader["security.protocol"].value == "SASL_SSL"
    assert "PlainLoginModule" in (reader["sasl.jaas.config"].value or "")
    assert writer["bootstrap.servers"].value == "west:9092"
    assert "security.protocol" not in writer  # not inherited
    assert sums["application.id"].value == "sums"


def test_properties_of_all_spring_clients_reach_the_binder() -> None:
    text = dedent("""\
        spring.kafka.properties.schema.registry.url=https://registry:8081
        spring.cloud.stream.kafka.binder.producer-properties.acks=all
        """)
    producer = one(read(DIALECT, "application.properties", text), Role.PRODUCER)
    assert producer.settings["schema.registry.url"].value == "https://registry:8081"
