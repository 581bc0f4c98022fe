"""RBL012: max.poll.interval.ms is shorter than session.timeout.ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import number, short, text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "RBL012",
    "poll-interval-below-session",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="max.poll.interval.ms is shorter than session.timeout.ms.",
    why=(
        "A consumer that does not poll for max.poll.interval.ms leaves its group; librdkafka rejects a "
        "value below session.timeout.ms (45000 by default), because the session would outlive it. With "
        "group.protocol=consumer the broker decides on the session."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Consumer\n"
        "\n"
        "client = Consumer({\n"
        '    "group.id": "invoices",\n'
        '    "max.poll.interval.ms": "30000",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Consumer\n"
        "\n"
        "client = Consumer({\n"
        '    "group.id": "invoices",\n'
        '    "max.poll.interval.ms": "300000",\n'
        "})\n"
        ""
    ),
)
def poll_interval_below_session(config: EffectiveConfig) -> Iterator[Problem]:
    """The default of the session counts."""
    if (text(config, "group.protocol") or "classic").lower() != "classic":
        return
    poll, session = number(config, "max.poll.interval.ms"), number(config, "session.timeout.ms")
    if poll is None or session is None or poll >= session:
        return
    yield config.problem(
        written(config, "max.poll.interval.ms") or "session.timeout.ms",
        f"max.poll.interval.ms={short(poll)} is less than session.timeout.ms={short(session)}: the consumer "
        "fails to start",
        fix=config.fix_set("max.poll.interval.ms", short(session)),
    )
