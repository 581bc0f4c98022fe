"""CLU013: a group has members without partitions."""

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

_KINDS = ("consumer", "streams")


@system_rule(
    "CLU013",
    "member-without-partitions",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A group has members without partitions.",
    why=(
        "Each partition is assigned to one member of a group: with more members than partitions the others "
        "are idle until a member fails. That is a reserve if intended, and otherwise an unused machine. "
        "More members do not make the group faster; more partitions would."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#intro_consumers",
        "KIP-429",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [{"id": "billing-1", "assigned": {"shop.orders": [0]}}, {"id": '
        '"billing-2"}], "committed": []}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [{"id": "billing-1", "assigned": {"shop.orders": [0]}}], "committed": []}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def member_without_partitions(system: System) -> Iterator[Problem]:
    """Look for members of settled groups that got nothing."""
    for state in states(system):
        for group in state.snapshot.groups:
            members = group.members or ()
            idle = sum(not one.assigned and not one.standby_tasks for one in members)
            # Nothing is known of what Connect and others assign; members of share groups share partitions.
            if group.state == "Stable" and group.protocol in _KINDS and 0 < idle < len(members):
                partitions = sum(len(its) for one in members for its in one.assigned.values())
                yield state.of_group(
                    group,
                    f"{idle} of {len(members)} members have no partition: the others hold all "
                    f"{partitions}; stop them "
                    "if they are not meant as a reserve",
                )
