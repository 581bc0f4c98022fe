"""Clients inside Streams and Connect run with what the program sets, then with what is written."""

from __future__ import annotations

import pytest

from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.embedded import embedded_clients
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile


def clients(role: Role, **written: str) -> dict[str, Configuration]:
    configuration = Configuration(role, "app", SourceFile("app.properties", ""), "properties")
    for name, value in written.items():
        key = name.replace("__", ".")
        configuration.put(Setting(key, value, written=key))
    return {client.name.removeprefix("app: "): client for client in embedded_clients(configuration)}


def in_force(client: Configuration) -> dict[str, str | None]:
    return {key: setting.value for key, setting in client.settings.items()}


def test_a_program_without_keys_of_a_client_has_none_to_look_at() -> None:
    assert not clients(Role.STREAMS, application__id="a", bootstrap__servers="b:1", request__timeout__ms="1")
    assert not clients(Role.CONNECT_WORKER, group__id="a", bootstrap__servers="b:1")
    assert not clients(Role.BROKER, producer__acks="1")


def test_the_producer_of_streams() -> None:
    """StreamsConfig.getProducerConfigs, Kafka 4.3.1: linger.ms=100, then keys without and with the prefix."""
    found = clients(Role.STREAMS, compression__type="lz4", producer__acks="1", request__timeout__ms="5")
    assert in_force(found["producer"]) == {
        "linger.ms": "100",
        "compression.type": "lz4",
        "request.timeout.ms": "5",
        "acks": "1",
    }
    assert not found["producer"].complete


def test_the_stronger_prefix_wins() -> None:
    found = clients(
        Role.STREAMS,
        max__poll__records="1",
        consumer__max__poll__records="2",
        main__consumer__max__poll__records="3",
    )
    assert found["main consumer"].settings["max.poll.records"].value == "3"
    only = clients(Role.STREAMS, max__poll__records="1", consumer__max__poll__records="2")
    assert only["main consumer"].settings["max.poll.records"].value == "2"


def test_the_main_consumer_of_streams_never_commits_by_itself() -> None:
    main = clients(Role.STREAMS, consumer__enable__auto__commit="true")["main consumer"]
    assert main.settings["enable.auto.commit"].value == "false"
    assert main.settings["auto.offset.reset"].value == "earliest"
    assert [loss.kafka_key for loss in main.losses] == ["enable.auto.commit"]
    same = clients(Role.STREAMS, consumer__enable__auto__commit="false")["main consumer"]
    assert not same.losses


def test_restore_and_global_consumers_have_no_offset_reset() -> None:
    found = clients(
        Role.STREAMS, restore__consumer__fetch__min__bytes="1", global__consumer__max__poll__records="5"
    )
    assert found["restore consumer"].settings["auto.offset.reset"].value == "none"
    assert found["global consumer"].settings["max.poll.records"].value == "5"


def test_exactly_once_changes_the_clients_of_streams() -> None:
    found = clients(
        Role.STREAMS, processing__guarantee="exactly_once_v2", producer__enable__idempotence="false",
        consumer__isolation__level="read_uncommitted",
    )  # fmt: skip
    producer, main = found["producer"], found["main consumer"]
    assert producer.settings["enable.idempotence"].value == "true"
    assert producer.settings["delivery.timeout.ms"].value == "2147483647"
    assert producer.settings["transaction.timeout.ms"].value == "10000"
    assert main.settings["isolation.level"].value == "read_committed"
    assert [loss.kafka_key for loss in producer.losses + main.losses] == [
        "enable.idempotence",
        "isolation.level",
    ]


def test_without_exactly_once_streams_leaves_idempotence_alone() -> None:
    producer = clients(Role.STREAMS, producer__enable__idempotence="false")["producer"]
    assert producer.settings["enable.idempotence"].value == "false"
    assert not producer.losses


def test_the_producer_of_a_connect_worker() -> None:
    """Worker.baseProducerConfigs, Kafka 3.9.2 and 4.3.1."""
    producer = clients(Role.CONNECT_WORKER, producer__batch__size="1", compression__type="lz4")
    assert in_force(producer["source connectors' producer"]) == {
        "acks": "all",
        "enable.idempotence": "false",
        "max.in.flight.requests.per.connection": "1",
        "delivery.timeout.ms": "2147483647",
        "max.block.ms": "9223372036854775807",
        "batch.size": "1",
    }


def test_exactly_once_sources_have_idempotent_producers() -> None:
    found = clients(Role.CONNECT_WORKER, producer__batch__size="1", exactly__once__source__support="enabled")
    assert found["source connectors' producer"].settings["enable.idempotence"].value == "true"


def test_the_consumer_of_a_connect_worker() -> None:
    found = clients(Role.CONNECT_WORKER, consumer__max__poll__records="1")
    assert in_force(found["sink connectors' consumer"]) == {
        "auto.offset.reset": "earliest",
        "enable.auto.commit": "false",
        "max.poll.records": "1",
    }


@pytest.mark.parametrize(
    ("role", "key", "name"),
    [
        (Role.CONNECT_SOURCE, "producer__override__acks", "producer"),
        (Role.CONNECT_SOURCE, "consumer__override__acks", "offsets consumer"),
        (Role.CONNECT_SINK, "consumer__override__acks", "consumer"),
        (Role.CONNECT_SINK, "producer__override__acks", "dead letter queue producer"),
        (Role.CONNECT_SINK, "admin__override__acks", "admin client"),
    ],
)
def test_overrides_of_connectors(role: Role, key: str, name: str) -> None:
    assert clients(role, **{key: "1"})[name].settings["acks"].value == "1"


@pytest.mark.parametrize(
    ("version", "ignored"),
    [
        ("3.9.2", set()),
        ("4.0.0", {"group.protocol", "consumer.group.protocol"}),
        ("4.1.1", {"consumer.group.protocol"}),
        ("4.3.1", {"consumer.group.protocol", "main.consumer.group.protocol"}),
    ],
)
def test_streams_chooses_the_protocol_of_its_consumers(version: str, ignored: set[str]) -> None:
    """StreamsConfig.checkIfUnexpectedUserSpecifiedConsumerConfig; tests/validation/agreement asks Kafka."""
    keys = ("group.protocol", "consumer.group.protocol", "main.consumer.group.protocol")
    configuration = Configuration(Role.STREAMS, "app", SourceFile("app.properties", ""), "properties")
    for key in keys:
        configuration.put(Setting(key, "consumer", written=key))
    clients_of = {one.name: one for one in embedded_clients(configuration, version)}
    main = clients_of["app: main consumer"]
    assert {loss.setting.written for loss in main.losses} == ignored
    kept = [key for key in keys if key not in ignored]
    last = main.settings.get("group.protocol")
    assert (last and last.written) == (kept[-1] if kept else None)
