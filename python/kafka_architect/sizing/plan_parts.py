"""What a ClusterPlan is made of: limits, volumes, the bill, other options, how it was chosen, assumptions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.development import Development


@short_repr
@dataclass(frozen=True, slots=True)
class LimitResult:
    """One constraint in one scenario.

    `demand` is `demand_per_broker`, that of the busiest broker, times the brokers of the plan: what the
    cluster must be built for, also where fewer serve (`brokers_serving`). `capacity_per_broker` is None
    where there is no limit. `utilisation` is demand over capacity; the plan keeps it below
    `target_utilisation`. `brokers_required` counts before the rounding to zones and replicas; None when no
    number of brokers will do. For a cluster-wide limit "per broker" is the cluster.
    """

    name: str
    scenario: str
    unit: str
    scope: str
    demand: float | None
    demand_per_broker: float | None
    capacity_per_broker: float | None
    target_utilisation: float
    utilisation: float | None
    brokers_serving: float
    brokers_required: int | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def kept(self) -> bool:
        """Whether the cluster stays within the target."""
        return self.utilisation is not None and self.utilisation <= self.target_utilisation * (1 + 1e-8)


@short_repr
@dataclass(frozen=True, slots=True)
class Volumes:
    """What each broker stores on: `count` volumes, or local disks, of `gib_each`."""

    kind: str
    count: int
    gib_each: float
    mib_per_s_each: float
    iops_each: float

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@short_repr
@dataclass(frozen=True, slots=True)
class Cost:
    """USD per month by item; an item is None where its price is missing, and then so is the total.

    A cluster that exceeds its limits has no items and no total.
    """

    currency: str
    monthly_total: float | None
    items: Mapping[str, float | None]
    missing: tuple[str, ...]
    price_date: str
    price_basis: str
    price_source: str
    cross_zone_gb_per_month: Mapping[str, float]
    with_follower_fetch: float | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "currency": self.currency,
            "monthly_total": self.monthly_total,
            "items": dict(self.items),
            "missing": list(self.missing),
            "price_date": self.price_date,
            "price_basis": self.price_basis,
            "price_source": self.price_source,
            "cross_zone_gb_per_month": dict(self.cross_zone_gb_per_month),
            "monthly_total_with_follower_fetch": self.with_follower_fetch,
        }


@short_repr
@dataclass(frozen=True, slots=True)
class Option:
    """One kind of broker in the ranking: how many it takes, what that costs, what is left."""

    instance: str
    brokers: int
    monthly_total: float | None
    headroom: float
    binding: tuple[str, str]
    catalogue: str = ""
    pricing: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "instance": self.instance,
            "brokers": self.brokers,
            "monthly_total": self.monthly_total,
            "headroom": self.headroom,
            "binding": {"constraint": self.binding[0], "scenario": self.binding[1]},
            "catalogue": self.catalogue,
            "pricing": self.pricing,
        }


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoice:
    """How a plan was chosen among its candidates.

    Attributes:
        by: What was ranked by: cost, brokers, headroom or simplicity.
        tie: Share by which bills may differ and still count as equal.
        brokers_preferred: Least brokers that are preferred among equal bills.
        candidates: Candidates that can carry the workload.
        unpriced: Candidates without a complete price, which rank last.
        cheapest: The candidate with the lowest bill.
        development: What a development cluster would be, for a load that hardly uses one of production.
    """

    by: str
    tie: float
    brokers_preferred: int
    candidates: int
    unpriced: int
    cheapest: Option
    development: Development | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        development = None if self.development is None else self.development.to_dict()
        return {**values, "cheapest": self.cheapest.to_dict(), "development": development}


@short_repr
@dataclass(frozen=True, slots=True)
class Assumption:
    """One input of a plan.

    Attributes:
        of: "workload" or "policy".
        name: The field; of a topic "topic.field".
        value: Its value, as JSON has it.
        default: Whether it is the default.
        source: Where the default comes from; "given" where it is none.
    """

    of: str
    name: str
    value: object
    default: bool
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
