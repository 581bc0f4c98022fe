"""Why no cluster of the candidates carries a workload: the limit, the figures, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.errors import UnmeetableError
from kafka_architect.sizing.words import CONSTRAINTS, SCENARIOS, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.context import Context

_MOST_TIMES_PARTITIONS = 4096
_ROUNDING = 1e-6


def unmeetable(context: Context, rows: Rows, binding: Any) -> UnmeetableError:
    """The constraint that stops most candidates, and how many partitions would change it."""
    count = len(context.hardware)
    most = max(one.max_brokers or context.policy.max_brokers for one in context.hardware)
    if count == 1:
        constraint, scenario = _tightest(context, rows, most)
    else:
        names = [context.limit_name(int(one)) for one in binding]
        constraint, scenario = max(dict.fromkeys(names), key=names.count)
    words = named(constraint)
    which = f"{context.hardware[0].name} cannot" if count == 1 else f"none of {count} broker types can"
    relief = words.relief.removesuffix(" or more brokers").rstrip(",")
    if any(load.skew > 1 for load in context.workload.loads):
        relief = (
            f"more partitions or more evenly distributed keys (the hottest partition is the limit), {relief}"
        )
    figures = _figures(context, rows, most, scenario) if count == 1 else ""
    enough = _enough_partitions(context)
    partitions = "" if enough is None else f" With {enough} the workload fits: a partition cannot be split."
    return UnmeetableError(
        f"{which} support this workload: {constraint} ({words.title}) in {scenario} "
        f"({SCENARIOS[scenario].title}) exceeds its target with any number of brokers up to "
        f"{most:g}{figures}. To relieve it: {relief}.{partitions}",
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


def _figures(context: Context, rows: Rows, brokers: float, scenario: str) -> str:
    """What the busiest broker would have of what it exceeds: in the steady peak, if it does so there."""
    limits = _core.sizing_limits(rows, context.policy_row, context.hardware_rows, brokers)
    for when in ("steady_peak", scenario):
        over = [
            f"{name} {demand:,.0f} of {capacity:,.0f} {CONSTRAINTS[name].unit}"
            for name, of, demand, capacity, target, _ in limits
            if of == when and demand > capacity * target * (1 + _ROUNDING)
        ]
        if over:
            return f": in {when} one broker would have {', '.join(over)}"
    return ""


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
