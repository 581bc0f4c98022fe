"""SYN003: an ignore comment that ignores nothing. Reported by the engine."""

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
    "SYN003",
    "ignore-unused",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    profile="dev",
    summary="Unused suppression comment: the rule finds nothing there.",
    why=(
        "The issue it suppressed is fixed, the code is misspelled, or the comment is on the wrong line. If "
        "it stays, it hides the next issue of that rule without anyone having decided so."
    ),
    sources=["docs/validation.md"],
    bad="# kafka-architect: ignore[SYN002] written by two teams\nacks=all",
    good="acks=all",
)
def ignore_unused(_config: EffectiveConfig) -> Iterator[Problem]:
    """The engine reports this one."""
    yield from ()
