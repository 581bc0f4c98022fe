"""A plan under other loads: months of growth, and loads drawn from what is uncertain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, Line, curves, rows
from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import count, ratio, share, words
from kafka_architect.report.html.parts import table
from kafka_architect.report.html.svg import BLUE, GREEN, ORANGE
from kafka_architect.report.plan import limit_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_MOST_SATURATED: Final = 15
_MOST_BINS: Final = 24


def timeline(document: Document) -> Iterator[Markup]:
    """Use and brokers month by month, and which limit is exceeded when."""
    timeline = document["timeline"]
    months = timeline["months"]
    if len(months) > 1:
        used = [(one["month"], one["use_of_target"]) for one in months if one["use_of_target"] is not None]
        needed = [
            (one["month"], one["brokers_required"]) for one in months if one["brokers_required"] is not None
        ]
        if len(used) > 1:
            yield curves(
                [
                    Line(name="use of the tightest limit's target", points=used, colour=BLUE, dots=True),
                    Line(
                        name="target",
                        points=[(used[0][0], 1.0), (used[-1][0], 1.0)],
                        colour=ORANGE,
                        dashed=True,
                    ),
                ],
                title="Use over the months",
                about="The tightest limit of this cluster as the load grows.",
                across="month",
                shown=lambda value: share(value, 0),
            )
        if len(needed) > 1:
            yield curves(
                [Line(name="brokers required", points=needed, colour=GREEN, dots=True)],
                title="Brokers over the months",
                about="The brokers that the load of each month asks for.",
                across="month",
            )
        yield element(
            "details",
            element("summary", "Every month as figures"),
            table(
                (
                    "Month",
                    "Load, x today's",
                    "Write MB/s",
                    "Provisioned TB",
                    "Brokers",
                    "Use of target",
                    "Tightest",
                ),
                [_month(one) for one in months],
                numeric=range(6),
            ),
        )
    breaks = [one for one in timeline["breaks"] if one["month"] is not None]
    if breaks:
        yield table(
            ("Limit", "Exceeded in month", "Scenario"),
            [(words(one["constraint"]), count(one["month"]), words(one["scenario"] or "")) for one in breaks],
            numeric=(1,),
        )
    else:
        yield element("p", "No limit is exceeded in these months.")
    if timeline.get("steps"):
        yield table(
            ("From month", "Change", "Cluster", "Per month", "Data moves, hours", "Because", "Lasts until"),
            [_step(one) for one in timeline["steps"]],
            numeric=(0, 3, 4),
            caption="How the cluster would grow",
            stacked=True,
        )
    if timeline.get("unmet"):
        unmet = timeline["unmet"]
        yield element(
            "p", f"Then nothing carries the load: {limit_words(unmet['constraint'], unmet['scenario'])}."
        )


def _step(one: Document) -> tuple[Child, ...]:
    because, until = one["because"], one["lasts_until_month"]
    return (
        count(one["month"]),
        words(one["kind"]),
        f"{one['brokers']:,} x {one['instance']}",
        count(one["monthly_total"]),
        ratio(one["movement_hours"], 1),
        limit_words(because["constraint"], because["scenario"]),
        "–" if until is None else f"month {until:,}",
    )


def _month(one: Document) -> tuple[Child, ...]:
    tightest = one["tightest"]
    return (
        count(one["month"]),
        ratio(one["growth_factor"]),
        ratio(one["write_mb_per_s"]),
        ratio(one["provisioned_tb"]),
        count(one["brokers_required"]),
        share(one["use_of_target"], 0),
        "–" if tightest is None else limit_words(tightest["constraint"], tightest["scenario"]),
    )


def uncertainty(document: Document) -> Iterator[Markup]:
    """What simulated loads need, and which limits they reach."""
    from kafka_architect.report.plan import uncertainty_lines

    found = document["uncertainty"]
    distribution = _distribution(found, document["brokers"])
    if distribution is not None:
        yield distribution
    yield rows(
        [
            (name.upper(), [Bar(value=value, colour=BLUE, about=f"{value:,} brokers or fewer are enough")])
            for name, value in found["brokers"].items()
        ],
        title="Brokers that simulated loads need",
        about=f"Of {found['worlds']:,} simulated loads, half need at most P50, 95 % at most P95, "
        "99 % at most P99.",
        shown=count,
    )
    saturated = sorted(
        (one for one in found["saturation"] if one["probability"] > 0), key=lambda one: -one["probability"]
    )[:_MOST_SATURATED]
    if saturated:
        yield rows(
            [
                (
                    limit_words(one["constraint"], one["scenario"]),
                    [Bar(value=one["probability"], colour=ORANGE, about=share(one["probability"]))],
                )
                for one in saturated
            ],
            title="Limits reached",
            about="Share of the simulated loads in which this plan reaches a limit.",
            shown=share,
        )
    yield element("ul", [element("li", line) for line in uncertainty_lines(found)])


def _distribution(found: Document, brokers: int) -> Markup | None:
    """How many simulated loads need how many brokers; None of documents of earlier versions."""
    known = [(one["brokers"], one["worlds"]) for one in found.get("distribution", ())]
    able = [(needed, worlds) for needed, worlds in known if needed is not None]
    if not able:
        return None
    low, high = able[0][0], able[-1][0]
    step = -(-(high - low + 1) // _MOST_BINS)
    bins = []
    for first in range(low, high + 1, step):
        last = min(first + step - 1, high)
        worlds = sum(many for needed, many in able if first <= needed <= last)
        name = f"{first:,} to {last:,}" if last > first else f"{first:,}"
        bins.append((f"{name} brokers", worlds, last <= brokers))
    if impossible := sum(worlds for needed, worlds in known if needed is None):
        bins.append(("no number", impossible, False))
    return rows(
        [
            (name, [Bar(value=worlds, colour=BLUE if enough else ORANGE, about=f"{worlds:,} loads")])
            for name, worlds, enough in bins
        ],
        title="Distribution of the brokers required",
        about=f"How many of {found['worlds']:,} simulated loads need how many brokers of this kind.",
        shown=count,
        legend=((f"the plan's {brokers:,} are enough", BLUE), ("more than the plan has", ORANGE)),
    )
