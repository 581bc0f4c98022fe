"""Month by month under growth: when each limit breaks, and the cheapest next step."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.report.has_page import HasPage
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import cost, quantities
from kafka_architect.sizing.candidates import Selection
from kafka_architect.sizing.context import Context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.plan import ClusterPlan

MOST_MONTHS = 240
_FITS = 1 + 1e-8


@short_repr
@dataclass(frozen=True, slots=True)
class Step:
    """A change of the cluster: from when on, to what, at what cost, and how long data moves."""

    month: int
    kind: str
    instance: str
    brokers: int
    monthly_total: float | None
    movement_hours: float | None
    because: tuple[str, str]
    lasts_until_month: int | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "month": self.month,
            "kind": self.kind,
            "instance": self.instance,
            "brokers": self.brokers,
            "monthly_total": self.monthly_total,
            "movement_hours": self.movement_hours,
            "because": {"constraint": self.because[0], "scenario": self.because[1]},
            "lasts_until_month": self.lasts_until_month,
        }


@short_repr
@dataclass(frozen=True, slots=True)
class Timeline(HasPage):
    """The months ahead of a plan.

    `breaks` says for each constraint the first month in which the plan's cluster, unchanged, misses its
    target in some scenario (None: not within the months); `steps` how the cluster would grow instead.
    """

    plan: ClusterPlan
    months: tuple[Mapping[str, Any], ...]
    breaks: tuple[Mapping[str, Any], ...]
    steps: tuple[Step, ...]
    unmet: tuple[str, str] | None

    def __str__(self) -> str:
        """The answer as a plain-text table."""
        from kafka_architect.report.sizing_extras import as_text

        return as_text({"timeline": self.to_dict()})

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values; a plan's document holds them under `timeline`."""
        return {
            "months": [dict(one) for one in self.months],
            "breaks": [dict(one) for one in self.breaks],
            "steps": [one.to_dict() for one in self.steps],
            "unmet": None if self.unmet is None else {"constraint": self.unmet[0], "scenario": self.unmet[1]},
        }


def timeline(context: Context, plan: ClusterPlan, months: int) -> Timeline:
    """Follow the plan's cluster through the months; steps may change to any hardware of the catalogue."""
    quantities.whole(months, "months", 1, MOST_MONTHS)
    hardware = next(one for one in context.hardware if one.name == plan.instance)
    everything = Context.of(context.workload, context.policy, context.catalogue, _steps_to(context))
    growth = [context.workload.growth_after(month) for month in range(months + 1)]
    rows = np.concatenate([context.rows(plan.partitions_by_load, factor) for factor in growth])
    current = next(i for i, one in enumerate(everything.hardware) if one.name == hardware.name)
    over = _over_target(everything, rows, current, plan.brokers)
    steps, unmet = _steps(everything, plan, rows, current)
    return Timeline(
        plan=plan,
        months=tuple(_month(everything, rows, growth, over, current)),
        breaks=tuple(_breaks(over)),
        steps=tuple(steps),
        unmet=unmet,
    )


def _steps_to(context: Context) -> list[Hardware]:
    """What the cluster may change to: what people run brokers on, and what it may be now."""
    named = {one.name for one in context.hardware}
    usual = {one.name for one in Selection().of_any(context.catalogue.hardware)}
    return [one for one in context.catalogue.hardware if one.name in named | usual]


def _over_target(context: Context, rows: Rows, index: int, brokers: int) -> Rows:
    """Utilisation over target, one row per month and one column per limit; above 1 the limit is missed."""
    hardware = context.hardware_rows[index : index + 1]
    used = context.used(rows, index, brokers)
    first = rows[: context.topics]
    targets = [row[4] for row in _core.sizing_limits(first, context.policy_row, hardware, brokers)]
    return np.asarray(used / np.array(targets))


def _month(context: Context, rows: Rows, growth: list[float], over: Rows, index: int) -> list[dict[str, Any]]:
    load = context.load(rows)
    brokers, _ = _core.size_grid(
        rows, context.policy_row, context.hardware_rows[index : index + 1], 1, context.topics
    )
    return [
        {
            "month": month,
            "growth_factor": growth[month],
            "write_mb_per_s": float(load["write_mb_per_s"][month]),
            "provisioned_tb": float(load["provisioned_mb"][month]) / 1e6,
            "brokers_required": int(brokers[month, 0]) or None,
            "tightest": dict(
                zip(("constraint", "scenario"), context.limit_name(int(over[month].argmax())), strict=True)
            ),
            "use_of_target": _finite(float(over[month].max())),
        }
        for month in range(len(growth))
    ]


def _breaks(over: Rows) -> list[dict[str, Any]]:
    scenarios = _core.SIZING_SCENARIOS
    found = []
    for number, constraint in enumerate(_core.SIZING_CONSTRAINTS):
        of_constraint = over[:, number * len(scenarios) : (number + 1) * len(scenarios)]
        missed = np.flatnonzero(of_constraint.max(axis=1) > _FITS)
        month = int(missed[0]) if missed.size else None
        scenario = None if month is None else scenarios[int(of_constraint[month].argmax())]
        found.append({"constraint": constraint, "month": month, "scenario": scenario})
    return sorted(found, key=lambda one: (one["month"] is None, one["month"] or 0))


def _steps(
    context: Context, plan: ClusterPlan, rows: Rows, index: int
) -> tuple[list[Step], tuple[str, str] | None]:
    months = len(rows) // context.topics - 1
    brokers, month = plan.brokers, 0
    steps: list[Step] = []
    while True:
        over = _over_target(context, rows, index, brokers)
        missed = np.flatnonzero(over[month:].max(axis=1) > _FITS)
        if steps:
            until = month + int(missed[0]) if missed.size else None
            steps[-1] = _lasting(steps[-1], until)
        if not missed.size:
            return steps, None
        month += int(missed[0])
        because = context.limit_name(int(over[month].argmax()))
        # The step must last for the horizon that plans are made for, or until the last month.
        ahead = min(months, month + max(1, int(context.workload.horizon_months)))
        options = _options(context, _month_of(context, rows, ahead), index, brokers)
        if not options:
            return steps, because
        _, index_next, brokers_next, total = options[0]
        steps.append(
            _step(
                context,
                _month_of(context, rows, month),
                month=month,
                before=(index, brokers),
                after=(index_next, brokers_next),
                total=total,
                because=because,
            )
        )
        index, brokers = index_next, brokers_next


def _month_of(context: Context, rows: Rows, month: int) -> Rows:
    return rows[month * context.topics : (month + 1) * context.topics]


def _options(context: Context, row: Rows, index: int, brokers: int) -> list[tuple[float, int, int, float]]:
    """(cost, candidate, brokers, total): more of the same, or a change to any other kind; cheapest first."""
    needed, _ = context.grid(row)
    needed[0, index] = max(needed[0, index], brokers) if needed[0, index] else 0
    totals = cost.total(context.bills(row, needed)[0])[0]
    options = [
        (math.inf if math.isnan(totals[i]) else float(totals[i]), int(i), int(needed[0, i]), float(totals[i]))
        for i in np.flatnonzero(needed[0])
    ]
    return sorted(options, key=lambda option: (option[0], option[1] != index, option[2]))


def _step(
    context: Context,
    row: Rows,
    *,
    month: int,
    before: tuple[int, int],
    after: tuple[int, int],
    total: float,
    because: tuple[str, str],
) -> Step:
    same = before[0] == after[0]
    hours = _core.movement_hours(
        row,
        context.policy_row,
        context.hardware_rows[after[0] : after[0] + 1],
        float(before[1] if same else 0),
        float(after[1] - before[1] if same else after[1]),
    )
    return Step(
        month=month,
        kind="add brokers" if same else "change hardware",
        instance=context.hardware[after[0]].name,
        brokers=after[1],
        monthly_total=_finite(total),
        movement_hours=_finite(hours),
        because=because,
        lasts_until_month=None,
    )


def _lasting(step: Step, until: int | None) -> Step:
    return replace(step, lasts_until_month=until)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
