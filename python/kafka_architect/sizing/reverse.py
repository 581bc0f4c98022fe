"""Reverse questions: the most that a cluster carries, or that a budget buys, of one thing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kafka_architect import _core
from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.context import Context
from kafka_architect.sizing.planning import settled_partitions
from kafka_architect.sizing.ranking import final_figures
from kafka_architect.sizing.topics import TopicLoad

if TYPE_CHECKING:
    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.workload import Workload

MOST: Final = {
    "rate": "messages per second today, all topics together",
    "retention": "retention in seconds, proportionally for all topics",
    "groups": "consumer groups that read everything, of each topic",
}
"""What the most can be asked of, with its unit."""

_FITS = 1 + 1e-8
_MOST_TIMES = 2.0**60
_CLOSE = 1e-6
_MOST_GROUPS = 100_000


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """The most of one thing that a cluster carries within every limit.

    Attributes:
        of: rate, retention or groups.
        value: How much; None where nothing limits it.
        unit: Of the value.
        times: The value over the workload's own; None without one.
        binding: (constraint, scenario) that stops it there.
    """

    of: str
    value: float | None
    unit: str
    times: float | None
    binding: tuple[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**values, "binding": {"constraint": self.binding[0], "scenario": self.binding[1]}}


def most_of(context: Context, brokers: int, of: str) -> Most:
    """The most that `brokers` of the context's only kind carry, everything else as the workload says.

    Raises:
        InputError: `of` is none of MOST, or the workload has nothing of it.
    """
    if of not in MOST:
        raise InputError(f"max: expected one of {', '.join(MOST)}, found {of!r}")
    rows = context.rows(settled_partitions(context, brokers))
    if of == "groups":
        return _most_groups(context, rows, brokers)
    column = _core.SIZING_WORKLOAD_FIELDS.index("messages_per_s" if of == "rate" else "retention_s")
    kept = rows[:, column]
    if not np.isfinite(kept).any():
        raise InputError("max retention: the workload's topics are not limited by time; set a retention")

    def scaled(times: float) -> Rows:
        changed = rows.copy()
        changed[:, column] = kept * times
        return changed

    # The longest retention of all topics stands for them.
    own = context.workload.rate if of == "rate" else float(kept[np.isfinite(kept)].max())
    low, high = 0.0, 1.0
    while _within(context, scaled(high), brokers) is None:
        low, high = high, high * 2
        if high > _MOST_TIMES:
            name = context.limit_name(0)
            return Most(of=of, value=None, unit=MOST[of], times=None, binding=name)
    while high - low > _CLOSE * high and high > 1 / _MOST_TIMES:
        middle = (low + high) / 2
        low, high = (middle, high) if _within(context, scaled(middle), brokers) is None else (low, middle)
    binding = _within(context, scaled(high), brokers) or context.limit_name(0)
    return Most(of=of, value=own * low, unit=MOST[of], times=low, binding=binding)


def _most_groups(context: Context, rows: Rows, brokers: int) -> Most:
    column = _core.SIZING_WORKLOAD_FIELDS.index("reads_per_write")

    def with_groups(groups: int) -> Rows:
        changed = rows.copy()
        changed[:, column] = groups
        return changed

    low, high = -1, 1
    while _within(context, with_groups(high), brokers) is None:
        low, high = high, high * 2
        if high > _MOST_GROUPS:
            return Most(
                of="groups", value=None, unit=MOST["groups"], times=None, binding=context.limit_name(0)
            )
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (middle, high) if _within(context, with_groups(middle), brokers) is None else (low, middle)
        )
    binding = _within(context, with_groups(high), brokers) or context.limit_name(0)
    own = context.workload.reads_per_write
    return Most(
        of="groups",
        value=float(max(low, 0)),
        unit=MOST["groups"],
        times=max(low, 0) / own if own else None,
        binding=binding,
    )


def _within(context: Context, rows: Rows, brokers: int) -> tuple[str, str] | None:
    """None if every limit is kept; else the one that is exceeded most."""
    worst, exceeded = None, _FITS
    for constraint, scenario, demand, capacity, target, _ in _core.sizing_limits(
        rows, context.policy_row, context.hardware_rows, float(brokers)
    ):
        use = demand / (capacity * target) if capacity * target > 0 else (np.inf if demand > 0 else 0.0)
        if use > exceeded:
            worst, exceeded = (constraint, scenario), use
    return worst


def bought_by(context: Context, budget: float) -> tuple[Workload, float]:
    """The workload at the largest multiple of its rates whose cheapest cluster costs at most `budget`.

    Returns:
        The scaled workload, and the multiple.

    Raises:
        InputError: The budget is no positive number, or even an almost idle cluster costs more.
    """
    if not 0 < budget < np.inf:
        raise InputError(f"budget: expected USD per month above 0, found {budget!r}")

    def cost(times: float) -> float:
        at = Context.of(_times(context.workload, times), context.policy, context.catalogue, context.hardware)
        totals = [one.total for one in final_figures(at) if not np.isnan(one.total)]
        return min(totals, default=np.inf)

    low, high = 0.0, 1.0
    while cost(high) <= budget:
        low, high = high, high * 2
        if high > _MOST_TIMES:
            raise InputError(f"budget: {budget:g} buys more than any cluster")
    while low == 0.0:
        middle = high / 2
        if cost(middle) <= budget:
            low = middle
        else:
            high = middle
        if high < _CLOSE:
            raise InputError(
                f"budget: even an almost idle cluster of this kind costs {cost(high):,.0f} USD per month; "
                f"found {budget:g}"
            )
    while high - low > 0.001 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if cost(middle) <= budget else (low, middle)
    return _times(context.workload, low), low


def _times(workload: Workload, times: float) -> Workload:
    """The same workload at a multiple of its rates."""
    if not workload.by_topic:
        return workload.changed(rate=workload.rate * times)
    topics = [
        TopicLoad.from_dict({**one.to_dict(), "rate": one.rate * times}) for one in workload.named_topics
    ]
    return workload.changed(topics=topics)
