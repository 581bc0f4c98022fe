"""CST030: a value for groups lies outside of its own bounds, or the bounds are crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.group_bounds import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST030",
    "group-bounds-crossed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="A group setting is outside its own bounds, or the bounds are crossed.",
    why=(
        "For consumer, share and streams groups the broker has a default, a minimum and a maximum of "
        "session timeout, heartbeat interval and more, and groups may choose a value in between. The "
        "default must be between the two, and a heartbeat interval must be shorter than a session timeout. "
        "Defaults are compared, too: the broker rejects group.consumer.session.timeout.ms=30000, because "
        "group.consumer.min.session.timeout.ms defaults to 45000."
    ),
    sources=[
        "KIP-848",
        "KIP-932",
        "KIP-1071",
        "org.apache.kafka.coordinator.group.GroupCoordinatorConfig",
        "org.apache.kafka.coordinator.group.modern.share.ShareGroupConfig.validate",
    ],
    bad="process.roles=broker\ngroup.consumer.session.timeout.ms=30000",
    good=(
        "process.roles=broker\n"
        "group.consumer.session.timeout.ms=30000\n"
        "group.consumer.min.session.timeout.ms=30000"
    ),
)
def group_bounds_crossed(config: EffectiveConfig) -> Iterator[Problem]:
    """Each pair is looked at with its defaults."""
    for bound in BOUNDS:
        lesser, greater = config.integer(bound.lesser), config.integer(bound.greater)
        if config.version < bound.since or lesser is None or greater is None or bound.holds(lesser, greater):
            continue
        if config.catalogue.get(bound.lesser) is None or config.catalogue.get(bound.greater) is None:
            continue  # written, and unknown to this version
        written = [key for key in (bound.lesser, bound.greater) if config.explicit(key) is not None]
        if not written or (not config.complete and len(written) < 2):
            continue
        relation = "is not below" if bound.strict else "is greater than"
        yield config.problem(
            written[0],
            f"{bound.lesser}={lesser} {relation} {bound.greater}={greater}: the server does not start",
        )
