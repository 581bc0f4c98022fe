"""DSN012: a topic that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN012",
    "nobody-receives",
    severity=Severity.INFO,
    summary="A topic is written, but no service in the specification reads it.",
    why=(
        "It costs replicas, disk and network without a consumer. If consumers are outside of this "
        "specification, declare visibility: public or protected."
    ),
    sources=("https://kafka.apache.org/documentation/#intro_concepts_and_terms",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  storefront: {sends: [shop.orders]}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId, visibility: public}
services:
  storefront: {sends: [shop.orders]}
""",
)
def nobody_receives(design: Design) -> Iterator[Problem]:
    """Look at private topics with senders."""
    for topic in design.topics.values():
        if topic.receivers or not topic.senders or topic.visibility != "private":
            continue
        if topic.kind not in {Kind.DEAD_LETTER, Kind.INTERNAL}:
            yield Problem(
                topic.name,
                f"{', '.join(topic.senders)} sends it, but no service receives it",
                "add its receivers, set visibility: public for outside consumers, or remove it",
            )
