"""PRD013: a librdkafka queue that is full at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import KIB, size
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_BATCHES = 10


@rule(
    "PRD013",
    "queue-too-small",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    summary="librdkafka's producer queue holds only a few batches or less: produce() fails with Queue full.",
    why=(
        "librdkafka keeps unacknowledged messages in one queue for all topics, and does not block when it is "
        "full: produce() fails with `Local: Queue full`. A queue smaller than ten batches also keeps batches "
        "from filling. The defaults are 100,000 messages and 1 GiB."
    ),
    sources=[
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md "
        "(queue.buffering.max.messages)",
        "https://github.com/confluentinc/librdkafka/blob/master/INTRODUCTION.md",
    ],
    bad=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "queue.buffering.max.messages": 1000})\n'
    ),
    good=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "queue.buffering.max.messages": 100000})\n'
    ),
    dialect="orders.py",
)
def queue_too_small(config: EffectiveConfig) -> Iterator[Problem]:
    """Messages against batch.num.messages, kilobytes against batch.size; 0 messages is no limit."""
    batch = config.integer("batch.num.messages") or 10_000
    messages = chosen_integer(config, "queue.buffering.max.messages")
    if messages is not None and 0 < messages < batch:
        yield config.problem(
            "queue.buffering.max.messages",
            f"queue.buffering.max.messages={messages}: not even one batch of {batch:,} messages fits, and "
            "produce() fails with Local: Queue full; the default is 100000",
            fix=config.fix_set("queue.buffering.max.messages", "100000"),
        )
    kilobytes = chosen_integer(config, "queue.buffering.max.kbytes")
    largest = config.integer("batch.size") or 1_000_000
    if kilobytes is not None and kilobytes * KIB < _BATCHES * largest:
        yield config.problem(
            "queue.buffering.max.kbytes",
            f"queue.buffering.max.kbytes={kilobytes}: {size(kilobytes * KIB)} hold less than {_BATCHES} "
            f"batches of {size(largest)}, and produce() fails with Local: Queue full; the default is "
            "1048576 (1 GiB)",
        )
