"""Offers: one workload on everything that is sold, in one table on one price basis."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError, UnmeetableError
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.sizing.choosing import Choice
    from kafka_architect.sizing.context import Context
    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.plan import ClusterPlan
    from kafka_architect.sizing.policy import Policy
    from kafka_architect.sizing.providers.provider import Provider, Service
    from kafka_architect.sizing.workload import Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a service that has no brokers is asked to carry; peaks unless said otherwise."""

    write_mb_per_s: float
    read_mb_per_s: float
    hottest_write_mb_per_s: float  # into the busiest partition
    hottest_read_mb_per_s: float  # out of the busiest partition
    gb_in_per_month: float
    gb_out_per_month: float
    one_copy_gb: float  # kept, before replication
    partitions: int  # before replication
    replication_factor: int
    zones: int
    connections: float
    requests_per_s: float
    compacted: bool
    tiered: bool


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a workload would be on one service.

    `unmet` says why it cannot carry the workload, `cannot` what it cannot do at all, each with its source.
    An item is None where no price is published; then there is no total, and `not_published` says what is
    missing. `left_out` names what the total does not hold.
    """

    service: str
    shape: str
    region: str | None
    pricing: str
    basis: str
    date: str
    items: Mapping[str, float | None]
    unmet: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    not_published: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def monthly_total(self) -> float | None:
        """USD per month; None where a price is missing or the workload does not fit."""
        if self.unmet or not self.items or any(amount is None for amount in self.items.values()):
            return None
        return sum(amount for amount in self.items.values() if amount is not None)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        values: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        values["items"] = dict(self.items)
        for name in ("unmet", "cannot", "not_published", "left_out"):
            values[name] = list(values[name])
        return {**values, "monthly_total": self.monthly_total}


def offers(workload: Workload, policy: Policy, choice: Choice) -> list[Offer]:
    """What a workload would be on every service of every provider, cheapest first.

    Services of brokers are sized as a plan is; the others by their published limits. All are compared at
    the prices of one basis; who has none of that basis is listed without a total.
    """
    from kafka_architect.sizing.providers import providers

    found = [offer for one in providers() for offer in _of_provider(one, workload, policy, choice)]
    return sorted(
        found,
        key=lambda one: (bool(one.unmet), one.monthly_total is None, one.monthly_total or 0.0, one.service),
    )


def _of_provider(provider: Provider, workload: Workload, policy: Policy, choice: Choice) -> list[Offer]:
    if provider.quote is not None:
        quoted = provider.quote(question(workload, policy))
        return [_on_basis(one, choice) for one in quoted]
    region = _region_of(provider, choice)
    priced = choice.pricing in provider.pricings() and (
        region is None or region in provider.regions(choice.pricing)
    )
    if not priced:
        where = "" if choice.region is None else f" in {choice.region}"
        missing = f"no {choice.pricing} prices{where} are in the catalogue"
        return [
            Offer(
                service=one.title,
                shape="–",
                region=region,
                pricing=choice.pricing,
                basis="none",
                date="undated",
                items={},
                cannot=one.cannot,
                not_published=(missing,),
            )
            for one in provider.services.values()
        ]
    hardware = provider.catalogue(choice.pricing, region).hardware
    return [
        _of_service(
            service, [one for one in hardware if one.service == service.title], workload, policy, choice
        )
        for service in provider.services.values()
    ]


def _of_service(
    service: Service, hardware: Sequence[Hardware], workload: Workload, policy: Policy, choice: Choice
) -> Offer:
    """The best plan over the brokers of one service."""
    from kafka_architect.sizing.calculator import ClusterSizingCalculator
    from kafka_architect.sizing.catalogue import Catalogue

    market = hardware[0].market
    catalogue = Catalogue(market.catalogue, market.date, (), tuple(hardware))
    about: dict[str, Any] = {
        "service": service.title,
        "region": market.region,
        "pricing": market.pricing,
        "basis": market.basis,
        "date": market.date,
        "cannot": service.cannot,
    }
    untiered = workload.tiered and not any(one.tiering_offered for one in hardware)
    if untiered:
        about["cannot"] = ("all data is kept on the brokers, without local_retention", *service.cannot)
    try:
        kept = workload.without_tiers() if untiered else workload
        plan = ClusterSizingCalculator(kept, catalogue, policy, choice.selection).plan()
    except (InputError, UnmeetableError) as error:
        return Offer(**about, shape="–", items={}, unmet=(str(error),))
    return Offer(
        **about,
        shape=_shape(plan),
        items=plan.cost.items,
        not_published=tuple(f"price of {name}" for name in plan.cost.missing),
    )


def _shape(plan: ClusterPlan) -> str:
    count, machine = plan.controllers.count, plan.controllers.machine
    beside = f" + {count} x {None if machine is None else machine.name}" if count else ""
    return f"{plan.brokers} x {plan.instance}{beside}"


def _region_of(provider: Provider, choice: Choice) -> str | None:
    """The region that is asked for, if it is one of this provider's; its own otherwise."""
    if choice.region is None:
        return provider.region
    asked = [part.strip() for part in choice.region.split(",")]
    everywhere = [name for pricing in provider.pricings() for name in provider.regions(pricing)]
    return next((one for one in asked if one in everywhere), provider.region)


def _on_basis(offer: Offer, choice: Choice) -> Offer:
    """An offer that is sold on demand only has no total on another basis."""
    from dataclasses import replace

    if offer.pricing == choice.pricing:
        return offer
    return replace(
        offer,
        items={},
        not_published=(f"no {choice.pricing} prices are published", *offer.not_published),
    )


def question(workload: Workload, policy: Policy) -> Question:
    """What a workload asks of a service without brokers, at its horizon."""
    from kafka_architect.sizing.catalogues import default_catalogue
    from kafka_architect.sizing.context import Context

    # The load does not depend on the broker; any kind that takes the workload will do.
    hardware = next(one for one in default_catalogue().hardware if not one.on_local_disks)
    return _question(Context.of(workload, policy, default_catalogue(), (hardware,)))


def _question(context: Context) -> Question:
    import numpy as np

    from kafka_architect import _core
    from kafka_architect.sizing.quantities import HOURS_PER_MONTH

    workload, rows = context.workload, context.rows()
    load = {name: float(values[0]) for name, values in context.load(rows).items()}
    fields = _core.SIZING_WORKLOAD_FIELDS
    asked = {name: rows[:, fields.index(name)] for name in ("skew", "partitions", "connections")}
    each = [
        {
            name: float(values[0])
            for name, values in _core.sizing_load(row[np.newaxis, :], context.policy_row, 1).items()
        }
        for row in rows
    ]
    hottest = [float(skew / count) for skew, count in zip(asked["skew"], asked["partitions"], strict=True)]
    # A produce request holds the batches of one broker's partitions; a broker per zone is the least.
    at_most = load["produce_requests_per_s_per_broker_at_most"] * workload.zones
    produced = min(load["batches_per_s"], at_most)
    gb_in = load["mean_write_mb_per_s"] * HOURS_PER_MONTH * 3600 / 1e3
    reads = load["read_mb_per_s"] / load["write_mb_per_s"]
    return Question(
        write_mb_per_s=load["write_mb_per_s"],
        read_mb_per_s=load["read_mb_per_s"],
        hottest_write_mb_per_s=max(one["write_mb_per_s"] * h for one, h in zip(each, hottest, strict=True)),
        hottest_read_mb_per_s=max(one["read_mb_per_s"] * h for one, h in zip(each, hottest, strict=True)),
        gb_in_per_month=gb_in,
        gb_out_per_month=gb_in * reads,
        one_copy_gb=load["retained_one_copy_mb"] / 1e3,
        partitions=int(asked["partitions"].sum()),
        replication_factor=int(workload.replication_factor),
        zones=int(workload.zones),
        connections=float(asked["connections"].sum()),
        requests_per_s=produced + load["read_mb_per_s"] * 1e6 / context.policy.fetch_bytes,
        compacted=any(one.live_keys is not None for one in workload.loads),
        tiered=any(one.local_retention is not None for one in workload.loads),
    )
