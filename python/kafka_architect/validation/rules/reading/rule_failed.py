"""RUN001: a rule raised. Reported by the engine, with an exit code of its own: never silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "RUN001",
    "rule-failed",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    profile="dev",
    summary="A rule of kafka-architect failed on this configuration.",
    why=(
        "This is a bug in kafka-architect, not in the configuration: what the rule would have found is "
        "unknown. The other rules have run. Please report it with the message; the exit code is 3."
    ),
    sources=["kafka-architect itself"],
    bad="",
    good="",
)
def rule_failed(_config: EffectiveConfig) -> Iterator[Problem]:
    """The engine reports this one."""
    yield from ()
