"""Statements about Kafka's keys: defaults, modes, prefixes, where a key belongs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.catalogue import (
    KeyType,
    UpdateMode,
    key_catalogue,
    known_versions,
    section_catalogue,
    where_known,
)
from kafka_architect.validation.catalogue.prefixes import beginnings, expansions
from kafka_architect.validation.catalogue.storage import sections
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyDefinition


def key(role: Role, name: str, version: str = "4.3") -> KeyDefinition:
    definition = key_catalogue(version, role).get(name)
    assert definition is not None, name
    return definition


@pytest.mark.parametrize(
    ("role", "name", "version", "default"),
    [
        (Role.PRODUCER, "acks", "4.3", "all"),
        (Role.PRODUCER, "linger.ms", "3.9", "0"),
        (Role.PRODUCER, "linger.ms", "4.0", "5"),
        (Role.CONSUMER, "group.id", "4.3", None),
        (Role.CONSUMER, "isolation.level", "4.3", "read_uncommitted"),
        (Role.BROKER, "log.dirs", "4.3", None),
        (Role.BROKER, "min.insync.replicas", "4.3", "1"),
        (Role.BROKER, "remote.log.manager.thread.pool.size", "4.0", "2"),
        (Role.TOPIC, "cleanup.policy", "4.3", "delete"),
        (Role.STREAMS, "processing.guarantee", "4.3", "at_least_once"),
    ],
)
def test_defaults_are_written_as_kafka_prints_them(
    role: Role, name: str, version: str, default: str | None
) -> None:
    assert key(role, name, version).default == default


def test_a_key_without_default_is_required_and_a_null_default_is_not() -> None:
    assert key(Role.STREAMS, "application.id").required
    assert not key(Role.CONSUMER, "group.id").required
    assert key_catalogue("4.3", Role.STREAMS).required() == ("application.id", "bootstrap.servers")


def test_brokers_take_some_keys_while_they_run() -> None:
    assert key(Role.BROKER, "log.retention.ms").update_mode is UpdateMode.CLUSTER_WIDE
    assert key(Role.BROKER, "ssl.keystore.location").update_mode is UpdateMode.PER_BROKER
    assert key(Role.BROKER, "node.id").update_mode is UpdateMode.READ_ONLY


def test_topic_keys_name_the_broker_keys_that_give_their_default_with_the_unit() -> None:
    segment_ms = key(Role.TOPIC, "segment.ms")
    assert segment_ms.broker_keys == (("log.roll.ms", 1), ("log.roll.hours", 3_600_000))
    assert segment_ms.server_default == "log.roll.ms"
    assert key(Role.TOPIC, "max.message.bytes").server_default == "message.max.bytes"


def test_every_key_of_every_version_can_be_read_and_described() -> None:
    for version in known_versions():
        for name in sections(version):
            section = section_catalogue(version, name)
            for one in section.keys():  # noqa: SIM118
                definition = section.get(one)
                assert definition is not None
                assert "<code>" not in definition.doc


def test_deprecated_and_internal_keys_are_marked() -> None:
    assert key(Role.BROKER, "log.cleaner.enable").deprecated
    assert not key(Role.BROKER, "log.cleaner.enable", "4.0").deprecated
    assert not key(Role.PRODUCER, "acks").deprecated
    assert key(Role.BROKER, "server.max.startup.time.ms").internal
    assert key(Role.PRODUCER, "sasl.jaas.config").secret


@pytest.mark.parametrize(
    ("role", "written", "base"),
    [
        (Role.BROKER, "listener.name.internal.ssl.keystore.location", "ssl.keystore.location"),
        (Role.BROKER, "listener.name.client.scram-sha-256.sasl.jaas.config", "sasl.jaas.config"),
        (Role.BROKER, "listener.name.client.max.connections", "max.connections"),
        (Role.BROKER, "config.providers.vault.param.token", "param.token"),
        (Role.BROKER, "rlmm.config.remote.log.metadata.topic.min.isr", "remote.log.metadata.topic.min.isr"),
        (Role.STREAMS, "producer.linger.ms", "linger.ms"),
        (Role.STREAMS, "main.consumer.max.poll.records", "max.poll.records"),
        (Role.STREAMS, "topic.min.insync.replicas", "min.insync.replicas"),
        (Role.STREAMS, "max.poll.records", "max.poll.records"),
        (Role.CONNECT_WORKER, "consumer.max.poll.records", "max.poll.records"),
        (Role.CONNECT_WORKER, "key.converter.schemas.enable", "schemas.enable"),
        (Role.CONNECT_WORKER, "config.storage.min.insync.replicas", "min.insync.replicas"),
        (Role.CONNECT_WORKER, "listeners.https.ssl.keystore.location", "ssl.keystore.location"),
        (Role.CONNECT_SOURCE, "topic.creation.default.replication.factor", "replication.factor"),
        (Role.CONNECT_SOURCE, "topic.creation.logs.cleanup.policy", "cleanup.policy"),
        (Role.CONNECT_SOURCE, "producer.override.acks", "acks"),
        (Role.CONNECT_SINK, "transforms.route.type", "type"),
        (Role.MM2, "A->B.topics", "topics"),
        (Role.MM2, "A.bootstrap.servers", "bootstrap.servers"),
        (Role.MM2, "A.consumer.max.poll.records", "max.poll.records"),
        (Role.MM2, "A->B.enabled", "enabled"),
    ],
)  # fmt: skip
def test_keys_are_understood_behind_the_prefixes_of_their_role(role: Role, written: str, base: str) -> None:
    assert key(role, written).name == base


@pytest.mark.parametrize(
    ("role", "written"),
    [
        (Role.BROKER, "listener.name.CLIENT.ssl.protocol"),  # Kafka looks for the name in lower case
        (Role.BROKER, "listener.name.client.SCRAM-SHA-256.sasl.jaas.config"),
        (Role.BROKER, "listener.name.client.log.dirs"),
        (Role.PRODUCER, "max.poll.records"),
        (Role.PRODUCER, "producer.acks"),
        (Role.TOPIC, "retention.hours"),
        (Role.STREAMS, "producer.max.poll.records"),
        (Role.CONSUMER, ""),
        (Role.BROKER, "broker.rack.awareness"),
    ],
)
def test_nothing_reads_a_key_of_another_role_or_spelling(role: Role, written: str) -> None:
    assert key_catalogue("4.3", role).get(written) is None


def test_keys_that_no_config_def_has_are_known_with_the_class_that_reads_them() -> None:
    assert key(Role.BROKER, "super.users").reader.endswith("StandardAuthorizer")
    assert key(Role.PRODUCER, "key.serializer.encoding").type is KeyType.STRING


@pytest.mark.parametrize(
    ("role", "written", "meant"),
    [
        (Role.BROKER, "log.retension.ms", "log.retention.ms"),
        (Role.BROKER, "log.retetnion.hours", "log.retention.hours"),
        (Role.PRODUCER, "bootstrapServers", "bootstrap.servers"),
        (Role.PRODUCER, "enable_idempotence", "enable.idempotence"),
        (Role.PRODUCER, "ACKS", "acks"),
        (Role.PRODUCER, "ack", "acks"),
        (Role.BROKER, "listener.name.CLIENT.ssl.protocol", "listener.name.client.ssl.protocol"),
        (Role.BROKER, "something.else", None),
        (Role.TOPIC, "x", None),
    ],
)
def test_the_nearest_key_is_the_one_that_was_meant(role: Role, written: str, meant: str | None) -> None:
    assert key_catalogue("4.3", role).nearest(written) == meant


def test_the_roles_that_know_a_key_are_named() -> None:
    assert where_known("max.request.size", "4.3") == (Role.PRODUCER,)
    assert where_known("compression.type", "4.3") == (Role.BROKER, Role.PRODUCER, Role.TOPIC)
    assert where_known("zookeeper.connect", "4.3") == ()
    assert where_known("zookeeper.connect", "3.9") == (Role.BROKER,)


def test_librdkafka_has_keys_defaults_and_aliases_of_its_own() -> None:
    producer = key_catalogue("4.3", Role.PRODUCER, Client.LIBRDKAFKA)
    idempotence, acks = producer.get("enable.idempotence"), producer.get("acks")
    assert idempotence is not None and idempotence.default == "false"
    assert acks is not None and acks.alias_of == "request.required.acks"
    assert producer.get("buffer.memory") is None
    assert "fetch.max.bytes" not in producer.keys()  # noqa: SIM118
    fetch = producer.get("fetch.max.bytes")
    assert fetch is not None and fetch.scope == "C" and "fetch" in fetch.doc.lower()
    assert producer.nearest("linger_ms") == "linger.ms"


def test_the_catalogue_needs_neither_the_core_nor_numpy() -> None:
    program = (
        "import sys; from kafka_architect.validation.catalogue import key_catalogue\n"
        "from kafka_architect.validation.role import Role\n"
        "assert key_catalogue('4.3', Role.BROKER).get('log.dirs').refusal('')\n"
        "assert not {'numpy', 'kafka_architect._core', 'yaml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


_ENDS_OF_KEYS = ("ssl.keystore.location", "acks", "class", "param.x", "x.class", "x.sasl.jaas.config", "x.y")


@pytest.mark.parametrize("role", Role)
def test_a_key_that_is_read_behind_a_prefix_begins_as_is_said(role: Role) -> None:
    """Keys that begin otherwise, and are none of those known, are not looked at more closely."""
    starts = {start for other in Role for start in beginnings(other)}
    keys = [f"{start}{name}{end}" for start in starts for name in ("", "a.") for end in _ENDS_OF_KEYS]
    read = [key for key in keys if any(expansions(role, key))]
    assert all(key.startswith(beginnings(role)) for key in read)
    assert read or role is Role.TOPIC
