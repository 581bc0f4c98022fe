"""CST031: group.share.assignors names more than one assignor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST031",
    "several-share-assignors",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    since=(4, 1),
    profile="dev",
    summary="group.share.assignors lists more than one assignor.",
    why="Share groups have one assignor. With several, or with an empty list, the server does not start.",
    sources=["KIP-932", "org.apache.kafka.coordinator.group.GroupCoordinatorConfig"],
    bad="process.roles=broker\ngroup.share.assignors=simple,com.example.Assignor",
    good="process.roles=broker\ngroup.share.assignors=simple",
)
def several_share_assignors(config: EffectiveConfig) -> Iterator[Problem]:
    """Since share groups have assignors of their own."""
    assignors = config.items("group.share.assignors")
    if assignors is not None and len(set(assignors)) > 1:
        yield config.problem(
            "group.share.assignors",
            f"group.share.assignors has {len(set(assignors))} assignors, but only one is allowed: the "
            "server does not start",
        )
