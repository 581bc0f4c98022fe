"""DSN011: a topic that nobody sends to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN011",
    "nobody-sends",
    severity=Severity.WARNING,
    summary="A topic has receivers, but no service sends to it.",
    why=(
        "Either the sender is missing from the specification, and with it its permissions, settings and "
        "load, or the receivers wait for events that never come."
    ),
    sources=("https://kafka.apache.org/documentation/#intro_concepts_and_terms",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  payment: {receives: [shop.orders]}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
)
def nobody_sends(design: Design) -> Iterator[Problem]:
    """Look at topics with receivers."""
    for topic in design.topics.values():
        # Brokers write the dead letters of share groups themselves.
        brokers_send = topic.setting("errors.deadletterqueue.group.enable") == "true"
        if topic.receivers and not topic.senders and not brokers_send:
            yield Problem(
                topic.name,
                f"{', '.join(topic.receivers)} receives it, but no service sends it",
                "add the sender to services, with sends",
            )
