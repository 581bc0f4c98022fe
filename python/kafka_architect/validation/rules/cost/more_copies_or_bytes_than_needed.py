"""COST003: more than three replicas, or records that are stored uncompressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 3


@rule(
    "COST003",
    "more-copies-or-bytes-than-needed",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    profile="cost",
    summary="More than three replicas, or records stored uncompressed.",
    why=(
        "Disk space and traffic between brokers are bytes times replicas. Three replicas survive the loss "
        "of one while writes continue; a fourth costs a third more for a second failure at the same time. "
        "compression.type=uncompressed makes the broker decompress what producers compressed: text and JSON "
        "take three to five times the space, on every replica and for every consumer, and broker CPU is "
        "spent on it."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_compression.type",
        "https://www.conduktor.io/kafka/kafka-topic-replication",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="compression.type=uncompressed",
    good="compression.type=producer",
)
def more_copies_or_bytes_than_needed(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at both; the default of the topic keeps what the producer sent."""
    replication = config.attribute_integer(attributes.REPLICATION_FACTOR)
    if replication is not None and replication > _MOST:
        yield config.problem(
            config.attribute(attributes.REPLICATION_FACTOR),
            f"replication factor {replication}: {replication / _MOST - 1:.0%} more disk and "
            f"{(replication - 1) / 2 - 1:.0%} more replication traffic than 3 replicas",
        )
    setting = config.explicit("compression.type")
    if setting is not None and config.text("compression.type") == "uncompressed":
        yield config.problem(
            setting,
            "compression.type=uncompressed: the broker decompresses batches, and stores and sends three to "
            "five times the bytes of text or JSON; use producer to keep the producers' compression",
            fix=config.fix_set("compression.type", "producer"),
        )
