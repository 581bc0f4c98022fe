"""RBL006: members of a group that no assignor suits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import surely_share_cluster
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.groups.membership import assignors, classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "RBL006",
    "assignors-without-common-name",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="Two members of a group have no common assignor: the second fails to join.",
    why=(
        "The coordinator chooses an assignor that all members support. If there is none, such as with "
        "cooperative and eager members, the member that joins second fails with INCONSISTENT_GROUP_PROTOCOL."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-429%3A+Kafka+Consumer+Incremental+Rebalance+Protocol",
        "clients: org.apache.kafka.common.errors.InconsistentGroupProtocolException",
    ],
    bad=(
        "--- consumer.properties\ngroup.id=billing\nbootstrap.servers=kafka:9092\n"
        "partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor\n"
        "--- billing.py\nfrom confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing"})\n'
    ),
    good=(
        "--- consumer.properties\ngroup.id=billing\nbootstrap.servers=kafka:9092\n"
        "partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor\n"
        "--- billing.py\nfrom confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing",\n'
        '                     "partition.assignment.strategy": "cooperative-sticky"})\n'
    ),
    dialect="consumer.properties",
)
def assignors_without_common_name(system: System) -> Iterator[Problem]:
    """Members that surely share a cluster and a group, and whose lists are known."""
    seen: list[EffectiveConfig] = []
    for consumer in system.consumers:
        names, group = assignors(consumer), consumer.text("group.id")
        if not names or not group or not classic(consumer):
            continue
        for other in seen:
            if other.text("group.id") != group or not surely_share_cluster(consumer, other):
                continue
            if names.isdisjoint(assignors(other)):
                yield consumer.problem(
                    "partition.assignment.strategy",
                    f"group {group}: {', '.join(sorted(names))} here, {', '.join(sorted(assignors(other)))} "
                    f"in {other.configuration.name}; the member that joins second fails "
                    "(INCONSISTENT_GROUP_PROTOCOL); give them a common assignor",
                )
                break
        seen.append(consumer)
