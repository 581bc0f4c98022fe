"""Partition counts that were judged, as a curve and a table: what a notebook shows of `report.what_if`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.html.charts import Line, curves
from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import ratio
from kafka_architect.report.html.parts import badge, table
from kafka_architect.report.html.svg import BLUE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.report.html.markup import Markup


def what_if_fragment(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows' documents as HTML without a page around them."""
    measured = [one for one in rows if one["max_over_mean"] is not None]
    parts: list[Markup] = []
    if len(measured) > 1:
        parts.append(
            curves(
                [
                    Line(
                        name="max/mean",
                        points=[(one["count"], one["max_over_mean"]) for one in measured],
                        colour=BLUE,
                        dots=True,
                    )
                ],
                title="Max/mean over partition counts",
                about="The hottest partition over the mean for each number of partitions.",
                across="partitions (logarithmic)",
                logarithmic=True,
                mark=True,
            )
        )
    parts.append(
        table(
            ("Partitions", "Max/mean", "CV", "Expected CV", "Empty", "Verdict"),
            [_row(one) for one in rows],
            numeric=range(5),
        )
    )
    return element("div", parts)


def _row(one: Mapping[str, Any]) -> tuple[str | Markup, ...]:
    return (
        f"{one['count']:,}",
        ratio(one["max_over_mean"]),
        ratio(one["cv"], 3),
        ratio(one["expected_cv"], 3),
        f"{one['empty']:,}",
        badge(one["verdict"], "good" if one["verdict"] == "healthy" else "bad"),
    )
