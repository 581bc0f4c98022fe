"""A plan as matplotlib axes: use of limits by scenario, the bill, brokers that uncertain loads need."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.ticker import MaxNLocator

from kafka_architect.report.html.numbers import words
from kafka_architect.report.html.svg import BLUE, ORANGE
from kafka_architect.report.limit_use import limit_use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from kafka_architect.report.plots.figure import Part

    Document = Mapping[str, Any]

_FULL: Final = 1.0


def parts(document: Document) -> dict[str, Part]:
    """What can be drawn of the document: limits, bill, and brokers of uncertain loads."""
    found: dict[str, Part] = {"limits": partial(_limits, document)}
    if document["within_limits"] and any(document["cost"]["items"].values()):
        found["bill"] = partial(_bill, document["cost"])
    if any(one["brokers"] is not None for one in document.get("uncertainty", {}).get("distribution", ())):
        found["brokers"] = partial(_brokers, document)
    return found


def _limits(document: Document, ax: Axes) -> None:
    """A grid of use over target; white is what has no limit."""
    limits, scenarios, use = limit_use(document)
    values = np.array([[np.nan if one is None else one for one in row] for row in use])
    ax.imshow(values, aspect="auto", cmap="Blues", vmin=0, vmax=1.6)
    for row, line in enumerate(use):
        for column, one in enumerate(line):
            if one is not None:
                ax.text(
                    column,
                    row,
                    f"{one:.0%}",
                    ha="center",
                    va="center",
                    fontsize=8,
                    color="#b8322a" if one > _FULL + 1e-6 else "black",
                    fontweight="bold" if one > _FULL + 1e-6 else "normal",
                )
    ax.set_xticks(range(len(scenarios)), [words(one) for one in scenarios], fontsize=8)
    ax.set_yticks(range(len(limits)), [words(one) for one in limits], fontsize=8)
    ax.set_title("Use of limits by scenario, of what the target allows")


def _bill(cost: Document, ax: Axes) -> None:
    items = sorted((amount, name) for name, amount in cost["items"].items() if amount)
    bars = ax.barh([words(name) for _, name in items], [amount for amount, _ in items], color=BLUE)
    ax.bar_label(bars, fmt="{:,.0f}", padding=3, fontsize=8)
    ax.margins(x=0.12)
    ax.set_title(f"Bill by part and path: {cost['monthly_total']:,.0f} {cost['currency']} per month")
    ax.set_xlabel(f"{cost['currency']} per month")


def _brokers(document: Document, ax: Axes) -> None:
    found, own = document["uncertainty"], document["brokers"]
    able = [one for one in found["distribution"] if one["brokers"] is not None]
    ax.bar(
        [one["brokers"] for one in able],
        [one["worlds"] for one in able],
        color=[BLUE if one["brokers"] <= own else ORANGE for one in able],
    )
    ax.axvline(own, color="black", linestyle=":", linewidth=1, label=f"this plan: {own:,}")
    ax.set_title(f"Brokers that {found['worlds']:,} simulated loads need")
    ax.set_xlabel("brokers")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel("simulated loads")
    ax.legend()
