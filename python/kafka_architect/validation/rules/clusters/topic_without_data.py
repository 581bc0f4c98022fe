"""CLU016: a topic holds no records."""

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
    "CLU016",
    "topic-without-data",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A topic is empty.",
    why=(
        "It was never written to, or retention has deleted all records and producers have stopped. Its "
        "partitions still take part in elections, metadata and broker startup. Delete it, unless its first "
        "record is still to come."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#basic_ops_add_topic",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 0}, {"partition": 1, "leader": 1, '
        '"replicas": [1], "isr": [1], "earliest": 0, "latest": 0}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 0}, {"partition": 1, "leader": 1, '
        '"replicas": [1], "isr": [1], "earliest": 0, "latest": 7}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def topic_without_data(system: System) -> Iterator[Problem]:
    """Compare the first and the last offset of each partition."""
    for state in states(system):
        for topic, _ in state.topics:
            if topic.internal or is_internal(topic.name) or not topic.partitions:
                continue
            if all(one.latest is not None and one.latest == one.earliest for one in topic.partitions):
                written = sum(one.latest or 0 for one in topic.partitions)
                history = (
                    f"had {written:,} records, all of them deleted" if written else "was never written to"
                )
                yield state.of_topic(
                    topic.name,
                    f"empty in all {len(topic.partitions)} partitions: it {history}; delete it if "
                    "it is not needed",
                )
