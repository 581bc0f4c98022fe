"""STR005: commits all the time, or hardly ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SHORTEST_MS = 10
_LONGEST_MS = 300_000


@rule(
    "STR005",
    "streams-commit-out-of-proportion",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    summary="commit.interval.ms makes Streams commit constantly, or reprocess many minutes after a failure.",
    why=(
        "Each commit flushes producers and stores and writes offsets for every task. Below 10 ms that is "
        "most of the work; above five minutes a failure causes that much reprocessing (or, with "
        "exactly-once, records become visible that much later)."
    ),
    sources=["kafka-streams, StreamsConfig (commit.interval.ms, default 30,000; 100 with exactly-once)"],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "commit.interval.ms=1"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "commit.interval.ms=1000"
    ),
)
def streams_commit_out_of_proportion(config: EffectiveConfig) -> Iterator[Problem]:
    """commit.interval.ms makes Streams commit constantly, or reprocess many minutes after a failure."""
    setting, interval = config.explicit("commit.interval.ms"), config.integer("commit.interval.ms")
    if setting is None or interval is None or interval < 0 or _SHORTEST_MS <= interval <= _LONGEST_MS:
        return
    if interval == 0:
        effect = "commits after every round of records"
    elif interval < _SHORTEST_MS:
        effect = f"commits {1000 / interval:,.0f} times a second per thread"
    else:
        effect = f"leaves up to {interval / 60_000:,.0f} minutes of records to reprocess after a failure"
    yield config.problem(setting, f"commit.interval.ms={interval} {effect}; 100 to 30,000 is usual")
