"""CON007: a commit several times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer, known_boolean
from kafka_architect.validation.knowledge.wording import SECOND
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = SECOND


@rule(
    "CON007",
    "commits-too-often",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="Offsets are committed automatically more than once a second.",
    why=(
        "Each commit is a record in __consumer_offsets per partition, replicated to three brokers and "
        "compacted later. A hundred consumers that commit every 100 ms send a thousand requests per second "
        "just to record their progress. The default is 5 seconds, which AWS recommends as the minimum."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://kafka.apache.org/documentation/#consumerconfigs_auto.commit.interval.ms",
    ],
    bad="group.id=billing\nenable.auto.commit=true\nauto.commit.interval.ms=100",
    good="group.id=billing\nenable.auto.commit=true\nauto.commit.interval.ms=5000",
)
def commits_too_often(config: EffectiveConfig) -> Iterator[Problem]:
    """Where commits are automatic; 0 is every poll in Java, and never in librdkafka (CON021)."""
    interval = chosen_integer(config, "auto.commit.interval.ms")
    if interval is None or not known_boolean(config, "enable.auto.commit"):
        return
    if (interval == 0 and config.client is Client.LIBRDKAFKA) or not 0 <= interval < _LEAST:
        return
    rate = (
        "a commit at each poll" if interval == 0 else f"{1000 / interval:,.0f} commits a second per consumer"
    )
    yield config.problem(
        "auto.commit.interval.ms",
        f"auto.commit.interval.ms={interval}: {rate}, each replicated to three brokers; use 5000 (the "
        "default)",
        fix=config.fix_set("auto.commit.interval.ms", "5000"),
    )
