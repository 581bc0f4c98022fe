"""CLU014: a group has no members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_FEW = 1_000  # records; more are CLU011


@system_rule(
    "CLU014",
    "group-empty",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A group has no members.",
    why=(
        "Its offsets are kept for offsets.retention.minutes after the last member left, seven days by "
        "default. Unused groups hide the ones that matter. Deleting the group (kafka-consumer-groups.sh "
        "--delete) is safe if no application will return under its name. Groups with lag have a finding of "
        "their own."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_offsets.retention.minutes",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "groups": [\n'
        '  {"name": "billing", "state": "Empty", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": 900, '
        '"lag": 0}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [{"id": "m1", "assigned": {"a": [0]}}], "committed": [{"topic": '
        '"shop.orders", "partition": 0, "offset": 900, "lag": 0}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def group_empty(system: System) -> Iterator[Problem]:
    """Look for empty groups that have read everything."""
    for state in states(system):
        for group in state.snapshot.groups:
            lag = sum(one.lag or 0 for one in group.committed)
            if group.state in ("Empty", "Dead") and lag <= _FEW:
                topics = len({one.topic for one in group.committed})
                held = f"offsets of {topics} topics" if topics else "no offsets"
                yield state.of_group(
                    group, f"no members, and {held}; delete the group if no program returns to it"
                )
