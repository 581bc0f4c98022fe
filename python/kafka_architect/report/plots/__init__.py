"""Pictures of reports and plans with matplotlib (extra `plot`), from the documents that JSON has.

`figure.py` makes figures without a window or a global state; `analysis.py` and `plan.py` draw.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Document = Mapping[str, Any]


def plot_analysis(document: Document, part: str | None = None, *, ax: Axes | None = None) -> Figure:
    """A report's document as a figure; `part` and `ax` as `DistributionReport.plot` has them.

    Raises:
        InputError: matplotlib is not installed, or there is no such part in this document.
    """
    return _plotted("analysis", document, part, ax)


def plot_plan(document: Document, part: str | None = None, *, ax: Axes | None = None) -> Figure:
    """A plan's document as a figure; `part` and `ax` as `ClusterPlan.plot` has them.

    Raises:
        InputError: matplotlib is not installed, or there is no such part in this document.
    """
    return _plotted("plan", document, part, ax)


def _plotted(kind: str, document: Document, part: str | None, ax: Axes | None) -> Figure:
    optional_module("matplotlib", "plot()", "kafka-architect[plot]")
    from kafka_architect.report.plots.figure import plotted

    parts = import_module(f"{__name__}.{kind}").parts(document)
    return plotted(parts, part, ax)
