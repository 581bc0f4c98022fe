"""ClusterSizingCalculator: how many brokers of which kind, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.sizing import quantities
from kafka_architect.sizing.candidates import Selection
from kafka_architect.sizing.catalogue import Catalogue, own_catalogue
from kafka_architect.sizing.catalogues import (
    FILES,
    catalogue_holding,
    default_catalogue,
    load_catalogue,
    names,
)
from kafka_architect.sizing.context import Context
from kafka_architect.sizing.development import development
from kafka_architect.sizing.hardware import Hardware
from kafka_architect.sizing.plan_parts import PlanChoice
from kafka_architect.sizing.planning import make_plan
from kafka_architect.sizing.policy import Policy
from kafka_architect.sizing.ranking import (
    TIE,
    brokers_preferred,
    check_ranking,
    final_figures,
    option,
    ranked,
    with_ties,
)
from kafka_architect.sizing.unmeetable import unmeetable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.sizing.capacity import Capacity
    from kafka_architect.sizing.plan import ClusterPlan
    from kafka_architect.sizing.plan_parts import Option
    from kafka_architect.sizing.ranking import Ranked
    from kafka_architect.sizing.reverse import Most
    from kafka_architect.sizing.timeline import Timeline
    from kafka_architect.sizing.uncertainty import Uncertainty
    from kafka_architect.sizing.workload import Workload

_ALTERNATIVES = 5
# Below this use of the tightest limit the least broker of production is more than a workload needs.
_TINY_USE = 0.1


class ClusterSizingCalculator:
    """Answers for one workload over one or many kinds of brokers.

    Args:
        workload: What is written, read and kept.
        hardware: The candidates: a Hardware or several, a Catalogue, names of catalogues ("aws,gcp") or of
            an instance in one ("r6i.2xlarge"), or a JSON or YAML file of your own. Those of the first
            provider when left out.
        policy: Targets, overheads and times; the defaults, all sourced, when left out.
        selection: Which kinds of a catalogue are chosen from; what people run brokers on when left out.

    Raises:
        InputError: An unknown name (the nearest are offered), or values that do not go together.

    Examples:
        >>> workload = ka.Workload(rate=50_000, message_bytes=1000, retention="7d", consumer_groups=3)
        >>> plan = ka.ClusterSizingCalculator(workload, "m5.2xlarge").plan()
        >>> plan.brokers, plan.instance
        (3, 'm5.2xlarge')
    """

    def __init__(
        self,
        workload: Workload,
        hardware: Hardware | Catalogue | str | Sequence[Hardware] | None = None,
        policy: Policy | None = None,
        selection: Selection | None = None,
    ) -> None:
        policy, selection = policy or Policy(), selection or Selection()
        catalogue, named = _candidates(hardware)
        candidates = tuple(map(selection.limited, named)) if named else selection.of(catalogue.hardware)
        self._context = Context.of(workload, policy, catalogue, candidates)
        self._small: Callable[[], Context] | None = None
        if not named and selection.is_default:
            small = Selection(allow=("small",)).of(catalogue.hardware)
            combined = replace(policy, combined_controllers=True)
            self._small = lambda: Context.of(workload, combined, catalogue, small)

    def plan(self, *, brokers: int | None = None, rank_by: str = "cost", tie: float = TIE) -> ClusterPlan:
        """The best plan; or, with `brokers`, what a cluster of that size would look like.

        Args:
            brokers: The size of the cluster, for one kind of broker.
            rank_by: cost, brokers, headroom or simplicity.
            tie: Costs that differ by less than this share are the same, and fewer, larger brokers win;
                of a large load not below the policy brokers_of_large_load.

        Raises:
            UnmeetableError: No candidate can carry the workload; it names the constraint.
            InputError: `brokers` is below the replication factor, or several kinds would be meant.
        """
        check_ranking(rank_by)
        if brokers is not None:
            return make_plan(self._one_kind(brokers), brokers, given=True, alternatives=())
        context, found = self._ranked(rank_by, tie)
        best, others = found[0], found[1 : 1 + _ALTERNATIVES]
        cheapest = min(found, key=lambda one: one.cost_first)
        choice = PlanChoice(
            by=rank_by,
            tie=tie if rank_by == "cost" else 0.0,
            brokers_preferred=brokers_preferred(context) if rank_by == "cost" else 1,
            candidates=len(found),
            unpriced=sum(one.total != one.total for one in found),
            cheapest=option(context, cheapest),
            development=None if context is self._context else development(context),
        )
        return make_plan(
            context.only(best.index),
            best.brokers,
            given=False,
            alternatives=[option(context, one) for one in others],
            choice=choice,
        )

    def rank(self, by: str = "cost", tie: float = TIE) -> tuple[Option, ...]:
        """Every candidate that can carry the workload, best first: cost, brokers, headroom, simplicity.

        Raises:
            UnmeetableError: No candidate can carry the workload; it names the constraint.
        """
        context, found = self._ranked(by, tie)
        return tuple(option(context, one) for one in found)

    def capacity(self, brokers: int) -> Capacity:
        """The reverse question: what `brokers` of this one kind can carry."""
        from kafka_architect.sizing.capacity import capacity

        return capacity(self._one_kind(brokers), brokers)

    def most(self, of: str, brokers: int) -> Most:
        """The reverse question for one thing: the most rate, retention or groups that a cluster carries.

        Raises:
            InputError: `of` is none of these, or several kinds of brokers would be meant.
        """
        from kafka_architect.sizing.reverse import most_of

        return most_of(self._one_kind(brokers), brokers, of)

    def for_budget(self, usd_per_month: float) -> tuple[ClusterPlan, float]:
        """The plan at the largest multiple of the workload's rates whose cheapest cluster a budget buys.

        Returns:
            The plan, and the multiple.

        Raises:
            InputError: Even an almost idle cluster costs more.
        """
        from kafka_architect.sizing.reverse import bought_by

        workload, times = bought_by(self._context, usd_per_month)
        context = Context.of(workload, self._context.policy, self._context.catalogue, self._context.hardware)
        best = min(final_figures(context), key=lambda one: one.cost_first)
        return make_plan(context.only(best.index), best.brokers, given=False, alternatives=()), times

    def timeline(self, months: int = 36, *, brokers: int | None = None) -> Timeline:
        """Month by month: when each limit breaks under growth, and the cheapest next step."""
        from kafka_architect.sizing.timeline import timeline

        plan = self.plan(brokers=brokers)
        return timeline(self._context if brokers is not None else self._chosen_from(), plan, months)

    def uncertain(self, *, worlds: int = 10_000, seed: int = 0, **ranges: Any) -> Uncertainty:
        """Ranges instead of numbers, e.g. rate=(30_000, 80_000), retention="3d..7d"; many worlds.

        The workload's own ranges are drawn from too, those of its topics each by itself.
        """
        from kafka_architect.sizing.uncertainty import uncertain

        drawn = {**self._context.workload.ranges, **ranges}
        return uncertain(self._chosen_from(), self.plan, drawn, worlds, seed)

    def _chosen_from(self) -> Context:
        """The candidates of `plan`: those of a tiny workload are small kinds."""
        context, _ = self._ranked("cost", TIE)
        return context

    def _one_kind(self, brokers: int) -> Context:
        quantities.whole(brokers, "brokers", 1)
        if brokers < self._context.workload.replication_factor:
            raise InputError(
                f"replication_factor {self._context.workload.replication_factor} exceeds brokers {brokers}: "
                "a broker holds at most one replica of a partition"
            )
        most = max((one.max_brokers or self._context.policy.max_brokers) for one in self._context.hardware)
        if brokers > most:
            raise InputError(
                f"brokers {brokers:,} exceeds the largest known cluster ({most:,.0f}); policy max_brokers "
                "changes the limit for self-managed clusters"
            )
        if len(self._context.hardware) != 1:
            raise InputError("a number of brokers requires a single broker type: set instance")
        return self._context

    def _ranked(self, by: str, tie: float) -> tuple[Context, list[Ranked]]:
        found = ranked(self._context, by, tie)
        if not found:
            rows = self._context.rows()
            raise unmeetable(self._context, rows, self._context.grid(rows)[1][0])
        if self._small is not None and by == "cost" and _is_tiny(self._context, found):
            small = self._small()
            by_cost = sorted(final_figures(small), key=lambda one: one.cost_first)
            return small, with_ties(by_cost, tie, brokers_preferred(small))
        return self._context, found


def _is_tiny(context: Context, found: Sequence[Ranked]) -> bool:
    """Whether even the least brokers of production are mostly idle."""
    least = min(found, key=lambda one: (one.brokers, one.vcpu, *one.cost_first))
    return option(context, least).headroom > 1 - _TINY_USE


def _candidates(
    hardware: Hardware | Catalogue | str | Sequence[Hardware] | None,
) -> tuple[Catalogue, tuple[Hardware, ...]]:
    """The catalogue, and the kinds of it that were named; none where a selection decides."""
    if hardware is None:
        return default_catalogue(), ()
    if isinstance(hardware, str):
        known, parts = names(), [part.strip() for part in hardware.split(",")]
        if all(part in known or part.endswith(FILES) for part in parts):
            hardware = load_catalogue(hardware)
        else:
            catalogue = catalogue_holding(parts)
            return catalogue, tuple(map(catalogue.find, parts))
    if isinstance(hardware, Catalogue):
        own = all(one.market.catalogue == "own" for one in hardware.hardware)
        return hardware, hardware.candidates or (hardware.hardware if own else ())
    several = (hardware,) if isinstance(hardware, Hardware) else tuple(hardware)
    if not several or not all(isinstance(one, Hardware) for one in several):
        raise InputError(
            "hardware: expected Hardware, a catalogue, or the name of a catalogue or an instance"
        )
    return own_catalogue(several), several
