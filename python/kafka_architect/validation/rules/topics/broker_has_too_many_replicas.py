"""TOP017: the declared topics put more than 4,000 replicas of partitions on a broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import broker_count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_MOST = 4_000


@system_rule(
    "TOP017",
    "broker-has-too-many-replicas",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="The declared topics put more than 4,000 partition replicas on a broker.",
    why=(
        "Every replica adds to replication fetches, to the metadata that each client and broker holds, and "
        "to the startup and shutdown time of its broker. The recommendation is about 1,000 replicas for a "
        "broker with 8 GB and 4,000 for the largest; beyond that startup, elections and configuration "
        "changes take minutes."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html#partitions-per-broker",
        "https://www.confluent.io/blog/apache-kafka-supports-200k-partitions-per-cluster/",
    ],
    bad=(
        "--- server-1.properties\n"
        "node.id=1\n"
        "--- server-2.properties\n"
        "node.id=2\n"
        "--- topic.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 9000\n"
        "  replicas: 2"
    ),
    good=(
        "--- server-1.properties\n"
        "node.id=1\n"
        "--- server-2.properties\n"
        "node.id=2\n"
        "--- topic.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 90\n"
        "  replicas: 2"
    ),
    dialect="server-1.properties",
)
@each_cluster
def broker_has_too_many_replicas(system: System) -> Iterator[Problem]:
    """Add up the replicas of all topics, and share them among the brokers."""
    brokers = broker_count(system)
    if not brokers:
        return
    replicas, largest, largest_replicas = 0, None, 0
    for topic in system.topics:
        partitions = topic.attribute_integer(attributes.PARTITIONS) or 0
        own = partitions * (topic.attribute_integer(attributes.REPLICATION_FACTOR) or 1)
        replicas += own
        if own > largest_replicas:
            largest, largest_replicas = topic, own
    if largest is None or replicas <= _MOST * brokers:
        return
    yield largest.problem(
        largest.attribute(attributes.PARTITIONS),
        f"the declared topics have {replicas:,} replicas, {replicas // brokers:,} on each of {brokers} "
        f"brokers ({largest_replicas:,} are this topic's); plan with at most {_MOST:,}: fewer partitions, "
        "or more brokers",
    )
