"""CST053: socket.timeout.ms or message.timeout.ms outlives the transaction."""

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
    "CST053",
    "timeouts-beyond-transaction",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="socket.timeout.ms or message.timeout.ms exceeds the transaction timeout.",
    why=(
        "A request and the delivery of a message must end before the transaction does: librdkafka rejects a "
        "transactional producer whose socket.timeout.ms exceeds transaction.timeout.ms + 100, or whose "
        "message.timeout.ms exceeds transaction.timeout.ms (60000 by default)."
    ),
    dialect="settings.py",
    sources=[
        "librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)",
        "librdkafka src/rdkafka_conf.c (rd_kafka_topic_conf_finalize)",
    ],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "transactional.id": "orders-1",\n'
        '    "message.timeout.ms": "300000",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "transactional.id": "orders-1",\n'
        '    "message.timeout.ms": "60000",\n'
        "})\n"
        ""
    ),
)
def timeouts_beyond_transaction(config: EffectiveConfig) -> Iterator[Problem]:
    """What is not written librdkafka fits in by itself."""
    limit = number(config, "transaction.timeout.ms")
    if limit is None or not text(config, "transactional.id"):
        return
    for key, most in (("socket.timeout.ms", limit + 100), ("message.timeout.ms", limit)):
        setting, value = written(config, key), number(config, key)
        if setting is not None and value is not None and value > most:
            yield config.problem(
                setting,
                f"{setting.key}={short(value)} exceeds {short(most)}, the limit for "
                f"transaction.timeout.ms={short(limit)}: the producer fails to start",
                fix=config.fix_set(setting.key, short(most)),
            )
