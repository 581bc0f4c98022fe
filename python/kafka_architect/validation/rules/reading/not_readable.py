"""SYN001: part of a file could not be read. Reported by the engine, from the dialect's faults."""

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
    "SYN001",
    "not-readable",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    profile="dev",
    summary="Part of the file cannot be parsed in its apparent format.",
    why=(
        "A syntax error, bytes in another encoding, a duplicate key, an anchor that contains itself, or no "
        "Kafka content at all. The rest of the file is still checked; this part is not."
    ),
    sources=["YAML 1.1", "RFC 8259", "java.util.Properties.load"],
    bad="acks=all\nclient.id=\\u00",
    good="acks=all\nclient.id=\\u00e4",
)
def not_readable(_config: EffectiveConfig) -> Iterator[Problem]:
    """The engine reports this one."""
    yield from ()
