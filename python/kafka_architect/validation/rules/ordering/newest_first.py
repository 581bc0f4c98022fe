"""ORD008: a queue that sends the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "ORD008",
    "newest-first",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    summary="The producer's queue is last in, first out (queuing.strategy=lifo).",
    why=(
        "With lifo the most recently produced record is sent first: within a partition, order is reversed "
        "whenever more than one record is queued. librdkafka marks the setting as experimental and "
        "deprecated, and rejects it together with idempotence."
    ),
    sources=["https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (queuing.strategy)"],
    bad=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "queuing.strategy": "lifo"})\n'
    ),
    good=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "enable.idempotence": "true"})\n'
    ),
    dialect="orders.py",
)
def newest_first(config: EffectiveConfig) -> Iterator[Problem]:
    """The default is fifo."""
    setting = config.explicit("queuing.strategy")
    if setting is not None and config.text("queuing.strategy") == "lifo":
        yield config.problem(
            setting,
            "queuing.strategy=lifo sends the latest record first: the order within a partition is reversed "
            "under load; leave it at fifo",
            fix=config.fix_remove(setting),
        )
