"""CST056: reconnect.backoff.ms is greater than reconnect.backoff.max.ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import number, short, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST056",
    "reconnect-backoff-crossed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="reconnect.backoff.ms is greater than reconnect.backoff.max.ms.",
    why=(
        "librdkafka doubles the wait before it reconnects, from reconnect.backoff.ms (100) to "
        "reconnect.backoff.max.ms (10000), and rejects a client whose first wait exceeds the last. The Java "
        "client uses the first for both."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "reconnect.backoff.ms": "20000",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "reconnect.backoff.ms": "500",\n'
        "})\n"
        ""
    ),
)
def reconnect_backoff_crossed(config: EffectiveConfig) -> Iterator[Problem]:
    """Both defaults count."""
    first, last = number(config, "reconnect.backoff.ms"), number(config, "reconnect.backoff.max.ms")
    if first is not None and last is not None and first > last:
        yield config.problem(
            written(config, "reconnect.backoff.ms") or "reconnect.backoff.max.ms",
            f"reconnect.backoff.ms={short(first)} is greater than reconnect.backoff.max.ms={short(last)}: "
            "the client fails to start",
            fix=config.fix_set("reconnect.backoff.max.ms", short(first)),
        )
