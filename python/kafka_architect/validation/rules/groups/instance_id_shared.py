"""RBL014: two members with one identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import surely_share_cluster
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEY = "group.instance.id"


@system_rule(
    "RBL014",
    "instance-id-shared",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="Two consumers of a group have the same group.instance.id: each evicts the other.",
    why=(
        "A static member that joins with an id already in use gets the partitions, and the previous member "
        "is fenced: FencedInstanceIdException at its next heartbeat or commit. The two alternate until one "
        "is stopped. With group.protocol=consumer the second member fails instead, with "
        "UnreleasedInstanceIdException."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-345%3A+Introduce+static+membership+protocol+to+reduce+consumer+rebalances",
    ],
    bad=(
        "--- consumer-a.properties\nbootstrap.servers=kafka:9092\ngroup.id=billing\n"
        "group.instance.id=billing-0\n"
        "--- consumer-b.properties\nbootstrap.servers=kafka:9092\ngroup.id=billing\n"
        "group.instance.id=billing-0\n"
    ),
    good=(
        "--- consumer-a.properties\nbootstrap.servers=kafka:9092\ngroup.id=billing\n"
        "group.instance.id=billing-0\n"
        "--- consumer-b.properties\nbootstrap.servers=kafka:9092\ngroup.id=billing\n"
        "group.instance.id=billing-1\n"
    ),
    dialect="consumer-a.properties",
)
def instance_id_shared(system: System) -> Iterator[Problem]:
    """Consumers of different files that surely share cluster and group."""
    seen: list[EffectiveConfig] = []
    for consumer in system.consumers:
        identity, group = consumer.text(_KEY), consumer.text("group.id")
        if not identity or not group:
            continue
        for other in seen:
            same = (other.text(_KEY), other.text("group.id")) == (identity, group)
            if (
                same
                and other.application is not consumer.application
                and surely_share_cluster(consumer, other)
            ):
                effect = (
                    f"the two fence each other in group {group} (FencedInstanceIdException)"
                    if classic(consumer)
                    else f"the second cannot join group {group} (UnreleasedInstanceIdException)"
                )
                yield consumer.problem(
                    _KEY,
                    f"{_KEY}={identity} is also in {other.file.path}: {effect}; use a unique id for each",
                )
                break
        seen.append(consumer)
