"""CLU010: a group has more than half of what a topic keeps still to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import by_topic, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.snapshot.model import Committed
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.knowledge.cluster_state import ClusterState
    from kafka_architect.validation.system import System

_SHARE = 0.5


@system_rule(
    "CLU010",
    "group-near-retention",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A group has more than half of what a topic keeps still to read.",
    why=(
        "The oldest records are deleted first: when lag reaches everything that the topic retains, the "
        "group loses records. The share of lag is measured in offsets, and only for partitions whose oldest "
        "records have been deleted already. Add consumers up to the number of partitions, make them faster, "
        "or extend retention until they have caught up."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_retention.ms",
        "https://kafka.apache.org/documentation/#basic_ops_consumer_lag",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 1000, "latest": 9000}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": 2000, '
        '"lag": 7000}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 1000, "latest": 9000}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": 8900, '
        '"lag": 100}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def group_near_retention(system: System) -> Iterator[Problem]:
    """Take lag as a share of the offsets between the first and the last record."""
    for state in states(system):
        for group in state.snapshot.groups:
            for name, committed in by_topic(group.committed).items():
                topic = state.topic.get(name)
                if topic is None or not topic.deletes:
                    continue
                worst = max(_shares(state, committed), default=(0.0, 0))
                if worst[0] > _SHARE:
                    yield state.of_group(
                        group,
                        f"has {worst[0]:.0%} of what partition {worst[1]} of {name} keeps still to read: "
                        "it loses "
                        "records when that reaches 100%; add or speed up consumers, or raise retention.ms",
                    )


def _shares(state: ClusterState, committed: list[Committed]) -> Iterator[tuple[float, int]]:
    """Lag as a share of what a partition keeps, and which partition."""
    for one in committed:
        partition = state.partitions.get((one.topic, one.partition))
        if partition is None or not partition.earliest or partition.latest is None or one.lag is None:
            continue
        kept = partition.latest - partition.earliest
        if kept > 0 and one.offset >= partition.earliest:
            yield one.lag / kept, one.partition
