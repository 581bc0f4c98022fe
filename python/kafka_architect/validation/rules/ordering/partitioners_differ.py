"""ORD004: the same key in two partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text, may_share_cluster, name_of
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_CURE = "murmur2_random"


@system_rule(
    "ORD004",
    "partitioners-differ",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="Producers of different libraries hash keys differently: the same key lands in two partitions.",
    why=(
        "Java, kafka-python and aiokafka hash keys with murmur2; librdkafka (confluent-kafka, .NET, Go) "
        "defaults to CRC-32. When both write to a topic, records with the same key end up in two partitions: "
        "there is no order between them, compaction keeps both, and joins and aggregations per partition are "
        "wrong. partitioner=murmur2_random makes librdkafka choose the same partitions as Java."
    ),
    sources=[
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (partitioner)",
        "clients/src/main/java/org/apache/kafka/clients/producer/internals/BuiltInPartitioner.java",
    ],
    bad=(
        "--- orders.py\nfrom confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092"})\n'
        "--- producer.properties\nbootstrap.servers=kafka:9092\nacks=all\n"
    ),
    good=(
        "--- orders.py\nfrom confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "partitioner": "murmur2_random"})\n'
        "--- producer.properties\nbootstrap.servers=kafka:9092\nacks=all\n"
    ),
    dialect="orders.py",
)
def partitioners_differ(system: System) -> Iterator[Problem]:
    """Each librdkafka producer that hashes otherwise, beside a murmur2 producer of the same cluster."""
    murmur2 = [producer for producer in system.producers if _hashes_like_java(producer)]
    for producer in system.producers:
        partitioner = (
            None if producer.client is not Client.LIBRDKAFKA else known_text(producer, "partitioner.class")
        )
        if partitioner is None or partitioner.startswith(("murmur2", "random")):
            continue
        other = next((one for one in murmur2 if may_share_cluster(producer, one)), None)
        if other is not None:
            how = "FNV-1a" if partitioner.startswith("fnv1a") else "CRC-32"
            yield producer.problem(
                name_of(producer, "partitioner.class"),
                f"partitioner={partitioner} hashes keys with {how}, {other.configuration.name} with "
                f"murmur2: on a topic that both write to, the same key lands in two partitions; use {_CURE}",
                fix=producer.fix_set("partitioner", _CURE),
            )


def _hashes_like_java(config: EffectiveConfig) -> bool:
    if config.client is Client.LIBRDKAFKA:
        return (known_text(config, "partitioner.class") or "").startswith("murmur2")
    if config.explicit("partitioner.class") is not None:
        return False
    return not config.boolean("partitioner.ignore.keys")
