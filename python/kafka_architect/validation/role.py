"""What a configuration is for, and whose code reads it."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The part of Kafka that a configuration belongs to."""

    BROKER = "broker"
    CONTROLLER = "controller"
    PRODUCER = "producer"
    CONSUMER = "consumer"
    ADMIN = "admin"
    TOPIC = "topic"
    STREAMS = "streams"
    CONNECT_WORKER = "connect-worker"
    CONNECT_SOURCE = "connect-source"
    CONNECT_SINK = "connect-sink"
    MM2 = "mm2"
    CLUSTER = "cluster"  # what a running cluster says of itself; it has no keys


class Client(StrEnum):
    """Whose code reads the configuration: defaults, keys and refusals differ between them."""

    JAVA = "java"
    LIBRDKAFKA = "librdkafka"
    KAFKA_PYTHON = "kafka-python"
    AIOKAFKA = "aiokafka"
    KAFKAJS = "kafkajs"
    SARAMA = "sarama"
    FRANZ_GO = "franz-go"
    KAFKA_GO = "kafka-go"


SERVERS = frozenset({Role.BROKER, Role.CONTROLLER})
CLIENTS = frozenset({Role.PRODUCER, Role.CONSUMER, Role.ADMIN})
CONNECTORS = frozenset({Role.CONNECT_SOURCE, Role.CONNECT_SINK})
EVERY_ROLE = frozenset(Role)
JAVA_ONLY = frozenset({Client.JAVA})
EVERY_CLIENT = frozenset(Client)
