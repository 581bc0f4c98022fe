"""ORD007: all records without a key in one partition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# Each has a sibling that spreads records without a key.
_FIXED = ("consistent", "murmur2", "fnv1a")


@rule(
    "ORD007",
    "null-keys-in-one-partition",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    summary="librdkafka sends all records without a key to one partition.",
    why=(
        "partitioner=consistent, murmur2 and fnv1a hash the missing key like any other, so every record "
        "without a key goes to the same partition: one broker and one consumer take all the load. "
        "consistent_random, murmur2_random and fnv1a_random hash keys identically, and spread records "
        "without a key."
    ),
    sources=["https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (partitioner)"],
    bad=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "partitioner": "murmur2"})\n'
    ),
    good=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "partitioner": "murmur2_random"})\n'
    ),
    dialect="orders.py",
)
def null_keys_in_one_partition(config: EffectiveConfig) -> Iterator[Problem]:
    """The default, consistent_random, spreads."""
    value = config.text("partitioner")
    if value in _FIXED:
        yield config.problem(
            "partitioner",
            f"partitioner={value} sends all records without a key to one partition; use {value}_random, "
            "which hashes keys identically and spreads records without a key",
            fix=config.fix_set("partitioner", f"{value}_random"),
        )
