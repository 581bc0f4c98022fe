"""DSN016: a pattern gives up what the specification promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN016",
    "promise-given-up",
    severity=Severity.ERROR,
    summary="The specification promises per-key or total order, but a pattern of the flow breaks it.",
    why=(
        "Retry topics let later records of a key overtake failed ones; salted keys spread a key over "
        "partitions. If per-key order is promised, records must be retried in place, which blocks their "
        "partition until they succeed."
    ),
    sources=("https://docs.spring.io/spring-kafka/reference/retrytopic.html",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {ordering: per-key}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
patterns:
  - pattern: retry-dlq
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {ordering: per-key}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
patterns:
  - {pattern: retry-dlq, attempts: 1}
""",
)
def promise_given_up(design: Design) -> Iterator[Problem]:
    """Compare the promise of each flow with what its patterns give up."""
    for one in design.guarantees:
        promised = one.promised.get("ordering", "")
        if promised in {"per-key", "total"} and one.loses_order:
            # Designs of earlier builds name all patterns of the flow.
            by = one.order_lost_by or tuple(name for name in one.patterns if name != "event-flow")
            yield Problem(
                one.flow,
                f"the specification promises {promised} order, but {' and '.join(by)} "
                f"break{'s' * (len(by) == 1)} it",
                "retry in place (retry-dlq with attempts: 1), or drop the promise",
            )
