"""CNT017: a sink with more tasks than its topics have partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.attributes import PARTITIONS, TOPIC_NAME
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "CNT017",
    "more-tasks-than-partitions",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SINK, Role.TOPIC],
    summary="tasks.max of a sink connector exceeds the number of partitions that it reads.",
    why=(
        "The tasks of a sink are members of one consumer group: each partition is read by one task, so "
        "tasks beyond the number of partitions hold connections and memory and do nothing."
    ),
    sources=[
        "connect-runtime, WorkerSinkTask (one consumer per task, group connect-<name>)",
        "https://kafka.apache.org/documentation/#connect_configuring",
    ],
    bad=(
        "--- connect-sink.properties\n"
        "name=orders-sink\n"
        "connector.class=FileStreamSinkConnector\n"
        "topics=orders\n"
        "tasks.max=12\n"
        "--- topics.tf\n"
        'resource "kafka_topic" "orders" {\n'
        '  name               = "orders"\n'
        "  partitions         = 6\n"
        "  replication_factor = 3\n"
        "}"
    ),
    good=(
        "--- connect-sink.properties\n"
        "name=orders-sink\n"
        "connector.class=FileStreamSinkConnector\n"
        "topics=orders\n"
        "tasks.max=6\n"
        "--- topics.tf\n"
        'resource "kafka_topic" "orders" {\n'
        '  name               = "orders"\n'
        "  partitions         = 6\n"
        "  replication_factor = 3\n"
        "}"
    ),
    dialect="connect-sink.properties",
)
def more_tasks_than_partitions(system: System) -> Iterator[Problem]:
    """tasks.max of a sink connector is larger than the number of partitions that it reads."""
    partitions = {
        topic.attribute_text(TOPIC_NAME): topic.attribute_integer(PARTITIONS) for topic in system.topics
    }
    for sink in system.of(Role.CONNECT_SINK):
        tasks, topics = sink.integer("tasks.max"), sink.items("topics")
        counts = [partitions.get(topic) for topic in topics or ()]
        known = [count for count in counts if count is not None]
        if tasks is None or not known or len(known) < len(counts) or tasks <= sum(known):
            continue
        yield sink.problem(
            "tasks.max",
            f"tasks.max={tasks}, but {', '.join(topics or ())} has {sum(known)} partitions: "
            f"{tasks - sum(known)} tasks stay idle; lower tasks.max or add partitions",
            fix=sink.fix_set("tasks.max", str(sum(known))),
        )
