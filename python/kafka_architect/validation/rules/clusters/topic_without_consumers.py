"""CLU015: no group has committed an offset for a topic that has records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import states
from kafka_architect.validation.knowledge.topic_names import is_internal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "CLU015",
    "topic-without-consumers",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="No group has committed an offset for a topic that has records.",
    why=(
        "The topic is not read, or by a client that does not commit offsets to Kafka: Connect sinks and "
        "Streams commit, applications that assign partitions and store offsets elsewhere do not. A topic "
        "that is not read still costs disk, replication and a share of each broker. Ask its owner before "
        "you delete it."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#basic_ops_consumer_lag",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 900}]}\n'
        " ],\n"
        ' "groups": [\n'
        "\n"
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 900}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": 900, '
        '"lag": 0}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def topic_without_consumers(system: System) -> Iterator[Problem]:
    """Look for topics with records that no group has read."""
    for state in states(system):
        snapshot = state.snapshot
        if snapshot.lacks("groups") or snapshot.lacks("committed offsets") or snapshot.lacks("members"):
            continue
        read = {one.topic for group in snapshot.groups for one in group.committed}
        read |= {topic for group in snapshot.groups for one in group.members or () for topic in one.assigned}
        for topic, _ in state.topics:
            records = sum((one.latest or 0) - (one.earliest or 0) for one in topic.partitions)
            if records > 0 and topic.name not in read and not is_internal(topic.name) and not topic.internal:
                size = sum(one.leader_bytes or 0 for one in topic.partitions)
                yield state.of_topic(
                    topic.name,
                    f"about {records:,} records ({size / 1e6:,.1f} MB before replication), and no group "
                    "has committed "
                    "an offset: ask its owner who reads it",
                )
