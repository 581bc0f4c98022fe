"""RBL010: a rebalance for each member that starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "group.initial.rebalance.delay.ms"


@rule(
    "RBL010",
    "no-initial-rebalance-delay",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="A new group rebalances at once, and again for each member that joins.",
    why=(
        "When an application starts, its members join within a second or two. "
        "group.initial.rebalance.delay.ms (3 seconds) lets the coordinator wait for them; with 0 the first "
        "gets all partitions, then half, and so on: ten members cause up to ten rebalances. The files that "
        "Kafka ships set 0 for a quick start."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-134%3A+Delay+initial+consumer+group+rebalance",
        "https://kafka.apache.org/documentation/#brokerconfigs_group.initial.rebalance.delay.ms",
    ],
    bad="group.initial.rebalance.delay.ms=0",
    good="group.initial.rebalance.delay.ms=3000",
)
def no_initial_rebalance_delay(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; the default is 3000."""
    if config.explicit(_KEY) is not None and config.integer(_KEY) == 0:
        yield config.problem(
            _KEY,
            f"{_KEY}=0: each member that joins a new group causes a rebalance; with 3000 (the default) the "
            "coordinator waits for them",
            fix=config.fix_set(_KEY, "3000"),
        )
