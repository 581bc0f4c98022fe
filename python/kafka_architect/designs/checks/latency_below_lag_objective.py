"""DSN028: a group may be further behind than the latency that is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN028",
    "latency-below-lag-objective",
    severity=Severity.WARNING,
    summary="The lag objective allows a group to be further behind than the promised latency.",
    why=(
        "Latency is the time until a record is read; lag is how far behind the consumer is. A group that is "
        "30 seconds behind meets a lag objective of 30 seconds, raises no alert, and violates a latency of "
        "one second for every record."
    ),
    sources=("https://kafka.apache.org/documentation/#monitoring",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {latency: 1s, lag_objective: 30s}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {latency: 1s, lag_objective: 1s}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
)
def latency_below_lag_objective(design: Design) -> Iterator[Problem]:
    """Compare the two promises of each flow."""
    for one in design.guarantees:
        latency, lag = one.latency_s, one.lag_objective_s
        if latency is not None and lag is not None and lag > latency:
            yield Problem(
                one.flow,
                f"a latency of {latency:g} s is promised, but the group may be {lag:g} s behind before an "
                "alert",
                f"set promises.lag_objective to {latency:g} s or less, or raise promises.latency",
            )
