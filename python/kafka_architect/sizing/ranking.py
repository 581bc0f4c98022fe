"""Which kind of broker is best: by final figures, with a stated tie."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kafka_architect import _core
from kafka_architect.errors import InputError
from kafka_architect.sizing import cost
from kafka_architect.sizing.plan_parts import Option
from kafka_architect.sizing.planning import settled_partitions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.context import Context

    Partitions = tuple[int, ...]

TIE: Final = 0.03
"""Plans whose costs differ by less cost the same: prices, and the load itself, are not known better."""

RANKINGS: Final = {
    "cost": f"lowest cost; within {TIE:.0%} of the cheapest, fewer and larger brokers, for a large load at "
    "least the policy brokers_of_large_load",
    "brokers": "fewest brokers, then lowest cost",
    "headroom": "most headroom at the tightest limit",
    "simplicity": "provider-managed first, then disks that outlive a machine, then fewest brokers",
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A kind of broker that can carry the workload; `total` is NaN without prices."""

    index: int
    name: str
    brokers: int
    partitions: tuple[int, ...]  # per topic of each load
    total: float
    binding: int
    vcpu: float
    included: bool  # the provider runs the controllers
    outlived: bool

    @property
    def cost_first(self) -> tuple[object, ...]:
        """Sorts what has a price before what has none, cheap before dear."""
        return math.isnan(self.total), 0.0 if math.isnan(self.total) else self.total, self.brokers, self.name

    def fewer_first(self, least: float) -> tuple[object, ...]:
        """Sorts few, large brokers before many small ones, and cheap before dear; below `least` last."""
        below = self.brokers < least
        return below, -self.brokers if below else self.brokers, *self.cost_first


def check_ranking(by: str) -> None:
    """Refuse a ranking that is none."""
    if by not in RANKINGS:
        raise InputError(f"rank by: expected one of {', '.join(RANKINGS)}, found {by!r}")


def ranked(context: Context, by: str, tie: float = TIE) -> list[Ranked]:
    """Every candidate that can carry the workload, best first; empty when none can."""
    check_ranking(by)
    found = final_figures(context)
    if by == "headroom":
        return sorted(found, key=lambda one: (-headroom(context, one), *one.cost_first))
    if by == "brokers":
        return sorted(found, key=lambda one: (one.brokers, *one.cost_first))
    if by == "simplicity":
        return sorted(
            found, key=lambda one: (not one.included, not one.outlived, one.brokers, *one.cost_first)
        )
    return with_ties(sorted(found, key=lambda one: one.cost_first), tie, brokers_preferred(context))


def brokers_preferred(context: Context) -> int:
    """Brokers that a cluster should have at least where bills are equal; 1 where the load is not large."""
    written = float(context.load(context.rows())["write_mb_per_s"].sum())
    return context.policy.brokers_of_large_load if written >= context.policy.large_load_mb_per_s else 1


def with_ties(by_cost: Sequence[Ranked], tie: float, least: float) -> list[Ranked]:
    """Groups that cost the same within `tie` of their cheapest, fewer and larger brokers first in each.

    Fewer than `least` brokers come last in their group.
    """
    rest, ordered = list(by_cost), []
    while rest:
        most = rest[0].total * (1 + tie)
        group = [rest[0], *(one for one in rest[1:] if one.total <= most)]
        ordered += sorted(group, key=lambda one: one.fewer_first(least))
        rest = rest[len(group) :]
    return ordered


def option(context: Context, one: Ranked) -> Option:
    """A candidate as the plan shows it."""
    hardware = context.hardware[one.index]
    return Option(
        instance=one.name,
        brokers=one.brokers,
        monthly_total=None if math.isnan(one.total) else one.total,
        headroom=headroom(context, one),
        binding=context.limit_name(one.binding),
        catalogue=hardware.market.catalogue,
        pricing=hardware.market.basis,
    )


def headroom(context: Context, one: Ranked) -> float:
    """What is left of the tightest limit."""
    used = context.used(context.rows(one.partitions), one.index, one.brokers)
    return float(1.0 - used.max())


def final_figures(context: Context) -> list[Ranked]:
    """Each candidate with the brokers, partitions and bill that its plan has.

    Recommended partitions become a multiple of the brokers, and that may change the bill, or ask for more
    brokers: what is ranked must be what is planned.
    """
    brokers, binding = (found[0] for found in context.grid(context.rows()))
    partitions = [context.partitions] * len(brokers)
    if any(advice is not None for advice in context.advice):
        brokers, binding, partitions = _settled(context, brokers, binding)
    able = np.flatnonzero(brokers)
    if not able.size:
        return []
    totals = _totals(context, brokers, partitions)
    return [
        Ranked(
            index=int(i),
            name=context.hardware[i].name,
            brokers=int(brokers[i]),
            partitions=partitions[i],
            total=float(totals[i]),
            binding=int(binding[i]),
            vcpu=context.hardware[i].vcpu,
            included=context.hardware[i].controllers_included,
            outlived=context.hardware[i].outlived or context.hardware[i].storage_managed,
        )
        for i in able
    ]


def _settled(
    context: Context, brokers: NDArray[np.int32], binding: NDArray[np.uint8]
) -> tuple[NDArray[np.int32], NDArray[np.uint8], list[Partitions]]:
    """Brokers and partitions that agree with each other, for each candidate."""
    zones = context.workload.zones
    settled = _Settling(context)
    # A multiple of the brokers falls evenly on them, so fewer brokers than for the first number may do.
    high, low = brokers.copy(), np.zeros_like(brokers)
    while (searched := high - low > zones).any():
        middle = np.where(searched, -(-((low + high) // 2) // zones) * zones, high).astype(np.int32)
        needed, limits = _needed(context, settled.partitions(middle))
        enough = (needed > 0) & (needed <= middle)
        binding = np.where(searched & enough, limits, binding)
        high = np.where(searched & enough, middle, high)
        low = np.where(searched & ~enough, middle, low)
    able = high > 0
    while True:
        partitions = settled.partitions(high)
        needed, limits = _needed(context, partitions)
        more = able & (needed > high)
        able &= needed > 0
        if not (more & able).any():
            return np.where(able, high, 0).astype(np.int32), binding, partitions
        # Never fewer than before, so that this ends: brokers only grow, up to the limit.
        high = np.where(more & able, needed, high)
        binding = np.where(more & able, limits, binding)


class _Settling:
    """Partitions for numbers of brokers, each worked out once per limit of replicas."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._limits = context.hardware_rows[:, _core.SIZING_HARDWARE_FIELDS.index("partitions")]
        self._known: dict[tuple[int, float], Partitions] = {}

    def partitions(self, brokers: NDArray[np.int32]) -> list[Partitions]:
        """For each candidate with that many brokers; 0 where it cannot carry the workload."""
        return [self._one(i, int(count)) for i, count in enumerate(brokers)]

    def _one(self, index: int, brokers: int) -> Partitions:
        if brokers == 0:
            return self._context.partitions
        key = (brokers, float(self._limits[index]))
        if key not in self._known:
            self._known[key] = settled_partitions(self._context, brokers, index)
        return self._known[key]


def _needed(
    context: Context, partitions: Sequence[Partitions]
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Brokers and binding limit of each candidate with its own partitions."""
    brokers = np.zeros(len(partitions), dtype=np.int32)
    binding = np.zeros(len(partitions), dtype=np.uint8)
    for counts, columns in _groups(partitions):
        kinds = context.hardware_rows[columns]
        found = _core.size_grid(context.rows(counts), context.policy_row, kinds, 1, context.topics)
        brokers[columns], binding[columns] = found[0][0], found[1][0]
    return brokers, binding


def _groups(partitions: Sequence[Partitions]) -> list[tuple[Partitions, NDArray[np.intp]]]:
    """The candidates that have the same partitions."""
    columns: dict[Partitions, list[int]] = {}
    for i, counts in enumerate(partitions):
        columns.setdefault(counts, []).append(i)
    return [(counts, np.array(found)) for counts, found in columns.items()]


def _totals(
    context: Context, brokers: NDArray[np.int32], partitions: Sequence[Partitions]
) -> NDArray[np.float64]:
    """USD per month of each candidate with its own partitions."""
    totals = np.zeros(len(brokers))
    for counts, columns in _groups(partitions):
        items, _ = context.bills(context.rows(counts), brokers[np.newaxis, :])
        totals[columns] = cost.total(items)[0, columns]
    return totals
