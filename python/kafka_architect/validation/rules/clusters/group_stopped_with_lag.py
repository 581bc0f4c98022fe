"""CLU011: a group has records to read and no members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import by_topic, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_FEW = 1_000  # records


@system_rule(
    "CLU011",
    "group-stopped-with-lag",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A group has records to read and no members.",
    why=(
        "The group's consumers are stopped or cannot join, while producers continue to write. After "
        "offsets.retention.minutes, seven days by default, the broker also deletes the group's offsets, and "
        "a consumer that returns starts at auto.offset.reset. Applications that assign partitions "
        "themselves (Flink, Spark) commit without joining: their groups always look empty, and their lag "
        "shows whether they run. Groups with at most 1,000 records to read are ignored."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_offsets.retention.minutes",
        "KIP-211",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 90000}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Empty", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": '
        '20000, "lag": 70000}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 90000}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [{"id": "billing-1", "assigned": {"shop.orders": [0]}}], "committed": '
        '[{"topic": "shop.orders", "partition": 0, "offset": 20000, "lag": 70000}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def group_stopped_with_lag(system: System) -> Iterator[Problem]:
    """Look for empty groups with lag."""
    for state in states(system):
        for group in state.snapshot.groups:
            if group.state != "Empty":
                continue
            lag = {name: sum(one.lag or 0 for one in its) for name, its in by_topic(group.committed).items()}
            behind = {name: count for name, count in lag.items() if count}
            if sum(behind.values()) > _FEW:
                names = sorted(behind, key=lambda name: -behind[name])
                yield state.of_group(
                    group,
                    f"no members, and {sum(behind.values()):,} records to read in {', '.join(names[:3])}"
                    f"{f' and {len(names) - 3} more topics' if len(names) > 3 else ''}: start its "
                    "consumers, or delete "
                    "the group if it is not needed",
                )
