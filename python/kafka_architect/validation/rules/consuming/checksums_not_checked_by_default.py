"""CON012: librdkafka's default leaves checksums alone."""

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
    "CON012",
    "checksums-not-checked-by-default",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=[Client.LIBRDKAFKA],
    profile="durability",
    summary="librdkafka does not verify the checksums of batches unless check.crcs is true.",
    why=(
        "Java's consumer verifies the CRC-32C of each batch by default, librdkafka's does not: damage on a "
        "disk or in transit reaches the application as data."
    ),
    sources=["https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (check.crcs)"],
    bad=(
        "from confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing"})\n'
    ),
    good=(
        "from confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing",\n'
        '                     "check.crcs": "true"})\n'
    ),
    dialect="billing.py",
)
def checksums_not_checked_by_default(config: EffectiveConfig) -> Iterator[Problem]:
    """Where nobody wrote the key; CON009 speaks of false as written."""
    if config.complete and config.explicit("check.crcs") is None:
        yield config.problem(
            "check.crcs",
            "check.crcs defaults to false in librdkafka: damaged batches reach the application as data; set "
            "it to true",
            fix=config.fix_set("check.crcs", "true"),
        )
