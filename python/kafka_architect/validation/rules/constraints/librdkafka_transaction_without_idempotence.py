"""CST051: transactional.id is set, and enable.idempotence is false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import flag, text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST051",
    "librdkafka-transaction-without-idempotence",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="transactional.id is set, but enable.idempotence is false.",
    why=(
        "Transactions require idempotence, which librdkafka enables for a transactional.id, unless "
        "enable.idempotence=false is explicit: then the producer fails to start."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "transactional.id": "orders-1",\n'
        '    "enable.idempotence": "false",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "transactional.id": "orders-1",\n'
        "})\n"
        ""
    ),
)
def librdkafka_transaction_without_idempotence(config: EffectiveConfig) -> Iterator[Problem]:
    """An empty transactional.id is none."""
    setting = written(config, "enable.idempotence")
    if (
        setting is not None
        and flag(config, "enable.idempotence") is False
        and text(config, "transactional.id")
    ):
        yield config.problem(
            setting,
            "enable.idempotence=false with transactional.id: the producer fails to start; transactions "
            "require idempotence",
            fix=config.fix_remove(setting),
        )
