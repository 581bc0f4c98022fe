"""ClusterSizingCalculator: how many brokers of which kind, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.errors import InputError, UnmeetableError
from kafka_architect.sizing import cost, quantities
from kafka_architect.sizing.catalogue import (
    BUNDLED,
    Catalogue,
    catalogue_holding,
    load_catalogue,
    own_catalogue,
)
from kafka_architect.sizing.context import Context
from kafka_architect.sizing.hardware import Hardware
from kafka_architect.sizing.plan import Option
from kafka_architect.sizing.planning import make_plan
from kafka_architect.sizing.policy import Policy
from kafka_architect.sizing.words import SCENARIOS, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.capacity import Capacity
    from kafka_architect.sizing.plan import ClusterPlan
    from kafka_architect.sizing.timeline import Timeline
    from kafka_architect.sizing.uncertainty import Uncertainty
    from kafka_architect.sizing.workload import Workload

RANKINGS = ("cost", "headroom", "brokers")
_ALTERNATIVES = 5
_MOST_TIMES_PARTITIONS = 4096
_ROUNDING = 1e-6


class ClusterSizingCalculator:
    """Answers for one workload over one or many kinds of brokers.

    Args:
        workload: What is written, read and kept.
        hardware: The candidates: a Hardware or several, a Catalogue, the name of a catalogue ("aws",
            "aws-msk") or of an instance in one ("m5.2xlarge"), or a JSON or YAML file of your own.
            All of EC2's when left out.
        policy: Targets, overheads and times; the defaults, all sourced, when left out.

    Raises:
        InputError: An unknown name (the nearest are offered), or values that do not go together.
    """

    def __init__(
        self,
        workload: Workload,
        hardware: Hardware | Catalogue | str | Sequence[Hardware] | None = None,
        policy: Policy | None = None,
    ) -> None:
        catalogue, candidates = _candidates(hardware)
        self._context = Context.of(workload, policy or Policy(), catalogue, candidates)

    def plan(self, *, brokers: int | None = None, rank_by: str = "cost") -> ClusterPlan:
        """The best plan; or, with `brokers`, what a cluster of that size would look like.

        Raises:
            UnmeetableError: No candidate can carry the workload; it names the constraint.
            InputError: `brokers` is below the replication factor, or several kinds would be meant.
        """
        if brokers is not None:
            return make_plan(self._one_kind(brokers), brokers, given=True, alternatives=())
        ranked = self._ranked(rank_by)[: 1 + _ALTERNATIVES]
        best, *others = (self._option(one) for one in ranked)
        return make_plan(self._context.only(ranked[0].index), best.brokers, given=False, alternatives=others)

    def rank(self, by: str = "cost") -> tuple[Option, ...]:
        """Every candidate that can carry the workload, best first: by cost, headroom or brokers.

        Raises:
            UnmeetableError: No candidate can carry the workload; it names the constraint.
        """
        return tuple(self._option(one) for one in self._ranked(by))

    def capacity(self, brokers: int) -> Capacity:
        """The reverse question: what `brokers` of this one kind can carry."""
        from kafka_architect.sizing.capacity import capacity

        return capacity(self._one_kind(brokers), brokers)

    def timeline(self, months: int = 36, *, brokers: int | None = None) -> Timeline:
        """Month by month: when each limit breaks under growth, and the cheapest next step."""
        from kafka_architect.sizing.timeline import timeline

        return timeline(self._context, self.plan(brokers=brokers), months)

    def uncertain(self, *, worlds: int = 10_000, seed: int = 0, **ranges: Any) -> Uncertainty:
        """Ranges instead of numbers, e.g. rate=(30_000, 80_000), retention="3d..7d"; many worlds."""
        from kafka_architect.sizing.uncertainty import uncertain

        return uncertain(self._context, self.plan, ranges, worlds, seed)

    def _one_kind(self, brokers: int) -> Context:
        quantities.whole(brokers, "brokers", 1)
        if brokers < self._context.workload.replication_factor:
            raise InputError(
                f"replication_factor {self._context.workload.replication_factor} is above brokers {brokers}: "
                "a broker holds one replica of a partition at most"
            )
        if len(self._context.hardware) != 1:
            raise InputError("a number of brokers needs one kind of broker: name an instance")
        return self._context

    def _ranked(self, by: str) -> list[_Candidate]:
        if by not in RANKINGS:
            raise InputError(f"rank by: expected one of {', '.join(RANKINGS)}, found {by!r}")
        context = self._context
        row = context.rows()
        brokers, binding = context.grid(row)
        if not brokers.any():
            raise _unmeetable(context, row, binding[0])
        totals = cost.total(context.bills(row, brokers)[0])[0]
        able = [
            _Candidate(
                int(i), context.hardware[i].name, int(brokers[0, i]), float(totals[i]), int(binding[0, i])
            )
            for i in np.flatnonzero(brokers[0])
        ]
        if by == "headroom":
            return sorted(able, key=lambda one: (-self._option(one).headroom, *one.cost_first))
        return sorted(able, key=lambda one: one.brokers_first if by == "brokers" else one.cost_first)

    def _option(self, one: _Candidate) -> Option:
        context = self._context
        used = context.used(context.rows(), one.index, one.brokers)
        return Option(
            instance=one.name,
            brokers=one.brokers,
            monthly_total=None if math.isnan(one.total) else one.total,
            headroom=float(1.0 - used.max()),
            binding=context.limit_name(one.binding),
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A kind of broker that can carry the workload; `total` is NaN without prices."""

    index: int
    name: str
    brokers: int
    total: float
    binding: int

    @property
    def cost_first(self) -> tuple[object, ...]:
        return math.isnan(self.total), 0.0 if math.isnan(self.total) else self.total, self.brokers, self.name

    @property
    def brokers_first(self) -> tuple[object, ...]:
        return self.brokers, *self.cost_first


def _unmeetable(context: Context, rows: Rows, binding: Any) -> UnmeetableError:
    """The constraint that stops most candidates, and how many partitions would change it."""
    count = len(context.hardware)
    most = max(one.max_brokers or context.policy.max_brokers for one in context.hardware)
    if count == 1:
        constraint, scenario = _tightest(context, rows, most)
    else:
        names = [context.limit_name(int(one)) for one in binding]
        constraint, scenario = max(dict.fromkeys(names), key=names.count)
    words = named(constraint)
    which = f"{context.hardware[0].name} cannot" if count == 1 else f"none of {count} kinds of brokers can"
    relief = words.relief.removesuffix(" or more brokers").rstrip(",")
    if any(load.skew > 1 for load in context.workload.loads):
        relief = f"more partitions or keys that spread better (the hottest partition decides), {relief}"
    enough = _enough_partitions(context)
    partitions = "" if enough is None else f" With {enough} it can be carried: a partition is not divided."
    return UnmeetableError(
        f"{which} carry this workload: {constraint} ({words.title}) in {scenario} "
        f"({SCENARIOS[scenario].title}) exceeds its target with any number of brokers up to {most:g}. "
        f"What would relieve it: {relief}.{partitions}",
        constraint,
        scenario,
    )


def _tightest(context: Context, rows: Rows, brokers: float) -> tuple[str, str]:
    """The limit that the only candidate exceeds most with as many brokers as it can have."""
    used = context.used(rows, 0, int(brokers))[0]
    limits = _core.sizing_limits(rows, context.policy_row, context.hardware_rows, brokers)
    use = used / np.array([row[4] for row in limits])
    # Where one replica fills a broker, it is the replica that is too large.
    use[[row[0] == "largest_replica" for row in limits]] *= 1 + _ROUNDING
    return context.limit_name(int(use.argmax()))


def _enough_partitions(context: Context) -> str | None:
    """The least multiple of the given partitions with which some candidate can carry the workload."""
    counts = context.partitions
    given = [load.partitions is not None for load in context.workload.loads]
    if not any(given):
        return None

    def times(factor: int) -> list[int]:
        return [count * factor if own else count for count, own in zip(counts, given, strict=True)]

    def enough(partitions: Sequence[int]) -> bool:
        return bool(context.grid(context.rows(partitions))[0].any())

    factor = 2
    while not enough(times(factor)):
        factor *= 2
        if factor > _MOST_TIMES_PARTITIONS:
            return None
    if context.topics > 1:
        return f"{factor} times the partitions"
    low, high = counts[0] * factor // 2, counts[0] * factor
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough([middle]) else (middle, high)
    return f"{high} partitions"


def _candidates(
    hardware: Hardware | Catalogue | str | Sequence[Hardware] | None,
) -> tuple[Catalogue, tuple[Hardware, ...]]:
    if hardware is None:
        hardware = "aws"
    if isinstance(hardware, str):
        if hardware in BUNDLED or hardware.endswith((".json", ".yaml", ".yml")):
            hardware = load_catalogue(hardware)
        else:
            catalogue = catalogue_holding(hardware)
            return catalogue, (catalogue.find(hardware),)
    if isinstance(hardware, Catalogue):
        return hardware, hardware.hardware if hardware.candidates is None else hardware.candidates
    several = (hardware,) if isinstance(hardware, Hardware) else tuple(hardware)
    if not several or not all(isinstance(one, Hardware) for one in several):
        raise InputError("hardware: expected Hardware, a catalogue, or the name of one or of an instance")
    return own_catalogue(several), several
