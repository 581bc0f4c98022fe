"""DSN005: two topics differ only in periods and underscores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN005",
    "names-collide",
    severity=Severity.ERROR,
    summary="Two topics differ only in periods and underscores.",
    why=(
        "Kafka replaces periods with underscores in metric names. If two topic names become identical, the "
        "broker rejects the second (InvalidTopicException: collides with)."
    ),
    sources=("clients/src/main/java/org/apache/kafka/common/internals/Topic.java (hasCollision)",),
    bad="""\
name: shop
topics:
  orders.events: {key: orderId}
  orders_events: {key: orderId}
""",
    good="""\
name: shop
topics:
  orders.events: {key: orderId}
  orders.archive: {key: orderId}
""",
)
def names_collide(design: Design) -> Iterator[Problem]:
    """Compare the names as metrics show them."""
    seen: dict[str, str] = {}
    for name in design.topics:
        other = seen.setdefault(name.replace(".", "_"), name)
        if other != name:
            yield Problem(
                name,
                f"it collides with {other}: in metrics both are {name.replace('.', '_')}, so the broker "
                "rejects the second one",
                "give one of them another address",
            )
