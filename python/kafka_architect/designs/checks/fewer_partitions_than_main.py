"""DSN002: a retry or dead-letter topic has fewer partitions than the topic that it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN002",
    "fewer-partitions-than-main",
    severity=Severity.ERROR,
    summary="A retry or dead-letter topic has fewer partitions than its main topic.",
    why=(
        "Spring's DeadLetterPublishingRecoverer sends a failed record to the partition with the same number. "
        "If that partition does not exist, publishing fails, and the record is retried forever or lost. "
        "Auto-created topics get num.partitions, 1 by default."
    ),
    sources=(
        "https://docs.spring.io/spring-kafka/reference/kafka/annotation-error-handling.html#dead-letters",
        "spring-kafka issue 2432",
    ),
    bad="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
services:
  payment: {receives: [orders.events]}
topics:
  orders.events.payment.dlt: {kind: dead-letter, serves: orders.events, partitions: 1}
""",
    good="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
services:
  payment: {receives: [orders.events]}
patterns:
  - pattern: retry-dlq
""",
)
def fewer_partitions_than_main(design: Design) -> Iterator[Problem]:
    """Compare topics for failed records with the topic that they follow."""
    for topic in design.topics.values():
        main = design.topics.get(topic.follows)
        if main is None or topic.kind not in {Kind.RETRY, Kind.DEAD_LETTER}:
            continue
        if topic.partitions.value < main.partitions.value:
            yield Problem(
                topic.name,
                f"{topic.partitions}, but {main.name} has {main.partitions.value:.0f}: records of higher "
                "partitions cannot be sent to the same number",
                f"set {main.partitions.value:.0f} partitions, or remove its partition count",
            )
