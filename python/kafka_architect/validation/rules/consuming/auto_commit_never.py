"""CON021: automatic commits that never happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer, known_boolean
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON021",
    "auto-commit-never",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONSUMER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="auto.commit.interval.ms=0 disables librdkafka's automatic commits, although they are enabled.",
    why=(
        "In Java 0 commits at each poll. In librdkafka it disables the timer: with enable.auto.commit=true "
        "it commits when the consumer is closed or its partitions move, and never in between. After a crash "
        "the group reads everything since the process started again."
    ),
    sources=[
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (auto.commit.interval.ms)"
    ],
    bad=(
        "from confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"group.id": "billing", "auto.commit.interval.ms": 0})\n'
    ),
    good=(
        "from confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"group.id": "billing", "auto.commit.interval.ms": 5000})\n'
    ),
    dialect="billing.py",
)
def auto_commit_never(config: EffectiveConfig) -> Iterator[Problem]:
    """As written."""
    if chosen_integer(config, "auto.commit.interval.ms") == 0 and known_boolean(config, "enable.auto.commit"):
        yield config.problem(
            "auto.commit.interval.ms",
            "auto.commit.interval.ms=0 makes librdkafka commit only on close, although enable.auto.commit "
            "is true; use 5000 (the default), or commit manually with enable.auto.commit=false",
            fix=config.fix_set("auto.commit.interval.ms", "5000"),
        )
