"""MMK010: all partitions are copied by one task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "MMK010",
    "one-mirror-task",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    summary="tasks.max is not set: one task replicates all partitions, however many nodes MirrorMaker has.",
    why=(
        "tasks.max defaults to 1. One task has one consumer and one producer on one node, so additional "
        "nodes are idle and the flow is limited to the throughput of one producer, often tens of MB/s. With "
        "more tasks, partitions are distributed over them."
    ),
    sources=[
        "connect-runtime, ConnectorConfig (tasks.max, default 1)",
        "connect-mirror, MirrorSourceConnector.taskConfigs",
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10"
    ),
)
def one_mirror_task(config: EffectiveConfig) -> Iterator[Problem]:
    """tasks.max is not set: one task replicates all partitions, however many nodes MirrorMaker has."""
    if not config.complete:
        return
    for flow in flows(config):
        if flow.explicit("tasks.max") is None:
            yield config.problem(
                "tasks.max",
                f"{flow.name} has tasks.max=1 (the default): one task replicates all partitions; set it to "
                "a few tasks per node, at most the number of partitions",
            )
            return
