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
    summary="A comment ignores a rule that finds nothing there.",
    why=(
        "The fault that it excused is gone, the code is misspelt, or the comment stands in the wrong line. "
        "Left in, it would hide the next fault without anybody having decided that."
    ),
    sources=["docs/validation.md"],
    bad="# kafka-architect: ignore[SYN002] written by two teams\nacks=all",
    good="acks=all",
)
def ignore_unused(_config: EffectiveConfig) -> Iterator[Problem]:
    """The engine reports this one."""
    yield from ()
