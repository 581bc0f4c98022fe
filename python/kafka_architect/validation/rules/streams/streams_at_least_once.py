"""STR004: records may be processed twice after a failure."""

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
    "STR004",
    "streams-at-least-once",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    summary="processing.guarantee is at_least_once: after a failure records are reprocessed.",
    why=(
        "Input since the last commit, up to 30 s by default, is read again, and aggregates count it twice. "
        "exactly_once_v2 commits input offsets, state and output in one transaction, at the cost of a commit "
        "every 100 ms."
    ),
    sources=["KIP-129", "KIP-447", "KIP-732"],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "processing.guarantee=exactly_once_v2"
    ),
)
def streams_at_least_once(config: EffectiveConfig) -> Iterator[Problem]:
    """processing.guarantee is at_least_once: after a failure records are reprocessed."""
    if config.complete and config.text("processing.guarantee") == "at_least_once":
        yield config.problem(
            "processing.guarantee",
            "processing.guarantee=at_least_once: after a failure up to commit.interval.ms of records are "
            "counted twice; exactly_once_v2 prevents that",
            fix=config.fix_set("processing.guarantee", "exactly_once_v2"),
        )
