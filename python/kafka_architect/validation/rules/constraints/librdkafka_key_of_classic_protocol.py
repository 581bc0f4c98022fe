"""CST057: a key of the classic group protocol is set with group.protocol=consumer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST057",
    "librdkafka-key-of-classic-protocol",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="A key of the classic group protocol is set with group.protocol=consumer.",
    why=(
        "With group.protocol=consumer (KIP-848) the broker decides on session, heartbeat and assignor. "
        "librdkafka then rejects a consumer that sets session.timeout.ms, heartbeat.interval.ms, "
        "partition.assignment.strategy or group.protocol.type."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Consumer\n"
        "\n"
        "client = Consumer({\n"
        '    "group.id": "invoices",\n'
        '    "group.protocol": "consumer",\n'
        '    "session.timeout.ms": "30000",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Consumer\n"
        "\n"
        "client = Consumer({\n"
        '    "group.id": "invoices",\n'
        '    "group.protocol": "consumer",\n'
        "})\n"
        ""
    ),
)
def librdkafka_key_of_classic_protocol(config: EffectiveConfig) -> Iterator[Problem]:
    """Also the default value, once written, is refused."""
    if (text(config, "group.protocol") or "").lower() != "consumer":
        return
    for key in (
        "session.timeout.ms",
        "heartbeat.interval.ms",
        "partition.assignment.strategy",
        "group.protocol.type",
    ):
        setting = written(config, key)
        if setting is not None:
            yield config.problem(
                setting,
                f"{key} cannot be set with group.protocol=consumer: the consumer fails to start",
                fix=config.fix_remove(setting),
            )
