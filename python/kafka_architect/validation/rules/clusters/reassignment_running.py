"""CLU007: partitions are being moved between brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import numbers, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.snapshot.model import Reassignment
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "CLU007",
    "reassignment-running",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Partitions are being moved between brokers.",
    why=(
        "A reassignment copies whole partitions, which takes disk and network bandwidth from producers and "
        "consumers. A reassignment that does not finish has a throttle below the rate of writes, or a "
        "broker that is down. kafka-reassign-partitions.sh --list shows it, --cancel ends it."
    ),
    sources=[
        "KIP-455",
        "https://kafka.apache.org/documentation/#basic_ops_partitionassignment",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2, 3], "isr": [1, 2]}]}\n'
        " ],\n"
        ' "reassignments": [\n'
        '  {"topic": "shop.orders", "partition": 0, "adding": [3], "removing": [1]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 2, "replicas": '
        '[2, 3], "isr": [2, 3]}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def reassignment_running(system: System) -> Iterator[Problem]:
    """List what is being moved, topic by topic."""
    for state in states(system):
        moved: dict[str, list[Reassignment]] = {}
        for one in state.snapshot.reassignments:
            moved.setdefault(one.topic, []).append(one)
        for topic, moves in moved.items():
            adding = {broker for one in moves for broker in one.adding}
            to = f" to brokers {numbers(adding)}" if adding else ""
            yield state.of_topic(
                topic,
                f"{len(moves)} partitions are being moved{to} "
                f"({numbers(one.partition for one in moves)}); if that was "
                "so an hour ago too, the move does not keep up: raise its throttle, or cancel it",
            )
