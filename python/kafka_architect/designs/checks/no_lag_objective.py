"""DSN013: a consumer group has no lag objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_SHOWN = 8


@check(
    "DSN013",
    "no-lag-objective",
    severity=Severity.INFO,
    summary="A consumer group has no lag objective: nothing defines when it is too slow.",
    why=(
        "A lag alert requires a time limit from the business: a notification may be a minute late, a fraud "
        "check may not. Without it alerts use record counts, which lose their meaning when the rate changes."
    ),
    sources=("https://kafka.apache.org/documentation/#consumer_monitoring",),
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
defaults: {promises: {lag_objective: 30s}}
topics:
  shop.orders: {key: orderId}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
)
def no_lag_objective(design: Design) -> Iterator[Problem]:
    """Count the groups without one; one finding for all."""
    without = [
        one.name
        for one in design.groups.values()
        if one.lag_objective_s is None and one.made_by != "retry-dlq"
    ]
    if without:
        shown = ", ".join(without[:_SHOWN]) + (" ..." if len(without) > _SHOWN else "")
        yield Problem(
            shown,
            f"{len(without)} of {len(design.groups)} consumer groups have no lag objective",
            "set promises: {lag_objective: 30s} for services, streams or defaults",
        )
