"""DSN017: nothing is said about records that cannot be handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_SHOWN = 8


@check(
    "DSN017",
    "no-failure-handling",
    severity=Severity.INFO,
    summary=(
        "A flow has no dead-letter topic: a record that cannot be processed blocks its partition, or is "
        "skipped."
    ),
    why=(
        "A consumer that throws rereads the same record forever; one that skips loses it without a trace. A "
        "dead-letter topic keeps the record and unblocks the others."
    ),
    sources=(
        "https://docs.spring.io/spring-kafka/reference/kafka/annotation-error-handling.html",
        "KIP-298: error handling in Connect",
    ),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
patterns: [{pattern: retry-dlq}]
""",
)
def no_failure_handling(design: Design) -> Iterator[Problem]:
    """Count the flows without dead letters; one finding for all."""
    served = {
        (topic.follows, name)
        for topic in design.topics.values()
        if topic.kind is Kind.DEAD_LETTER
        for name in topic.senders
    } | {
        # Brokers write the dead letters of share groups.
        (topic, group.service)
        for group in design.groups.values()
        if any(one.key == "errors.deadletterqueue.topic.name" for one in group.settings)
        for topic in group.topics
    }
    without = [one.flow for one in design.guarantees if (one.topic, one.service) not in served]
    if without:
        shown = "; ".join(without[:_SHOWN]) + (" ..." if len(without) > _SHOWN else "")
        yield Problem(
            shown,
            f"{len(without)} of {len(design.guarantees)} flows have no dead-letter topic: a record that "
            "cannot be processed blocks its partition or is lost",
            "add the pattern retry-dlq (attempts: 1 for dead letters alone)",
        )
