"""An analysis as matplotlib axes: records per partition, max/mean over counts, concentration of keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter, PercentFormatter

from kafka_architect.report.distribution_curves import (
    chance_band,
    concentration,
    counted_loads,
    hottest_key_share,
    mean_records,
)
from kafka_architect.report.html.svg import BLUE, GREY, ORANGE
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from kafka_architect.report.distribution_curves import Concentration
    from kafka_architect.report.plots.figure import Part

    Document = Mapping[str, Any]

_MOST_LOADS: Final = 4
_MOST_MARKS: Final = 12


def parts(document: Document) -> dict[str, Part]:
    """What can be drawn of the document: partitions-N for each count, counts, keys."""
    found: dict[str, Part] = {
        f"partitions-{load['count']}": partial(_load, load, source=printable(str(document["source"])))
        for load in document["partitions"][:_MOST_LOADS]
        if any(load["records"])
    }
    if len(counted_loads(document)) > 1:
        found["counts"] = partial(_counts, document)
    curve = concentration(document) if document["heavy_hitters"] else None
    if curve is not None:
        found["keys"] = partial(_keys, curve)
    return found


def _load(load: Document, ax: Axes, *, source: str) -> None:
    records, mean, band = load["records"], mean_records(load), chance_band(load)
    high = band[1] if band is not None else None
    colours = [ORANGE if high is not None and one > high else BLUE for one in records]
    ax.bar(range(len(records)), records, color=colours, width=0.86)
    if band is not None:
        ax.axhspan(*band, color=GREY, alpha=0.28, label="by chance", zorder=0)
    ax.axhline(mean, color="black", linestyle=":", linewidth=1, label="mean")
    # Names of files may hold what matplotlib would read as a formula.
    ax.set_title(f"{source}: {load['count']:,} partitions", parse_math=False)
    ax.set_xlabel("partition")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel("records")
    ax.legend()


def _counts(document: Document, ax: Axes) -> None:
    counted = counted_loads(document)
    at = [count for count, _ in counted]
    ax.plot(at, [one["max_over_mean"] for _, one in counted], marker="o", color=BLUE, label="max/mean")
    floor = hottest_key_share(document)
    if floor:
        ax.plot(
            at,
            [max(1.0, floor * one) for one in at],
            color=ORANGE,
            linestyle="--",
            label="floor of the hottest key",
        )
    _logarithmic(ax)
    if len(at) <= _MOST_MARKS:
        ax.set_xticks(at)
    ax.set_ylim(bottom=0)
    ax.set_title("Max/mean over partition counts")
    ax.set_xlabel("partitions")
    ax.set_ylabel("max/mean")
    ax.legend()


def _keys(curve: Concentration, ax: Axes) -> None:
    for points, name, colour, style in (
        (curve.known, "busiest keys", BLUE, "-"),
        (curve.most, "the rest, at most", ORANGE, "--"),
        (curve.least, "the rest, at least", GREY, "--"),
    ):
        ax.plot(
            [keys for keys, _ in points],
            [share for _, share in points],
            color=colour,
            linestyle=style,
            label=name,
        )
    _logarithmic(ax)
    ax.yaxis.set_major_formatter(PercentFormatter(xmax=1))
    ax.set_ylim(0, 1)
    ax.set_title("Key concentration (Lorenz curve, busiest first)")
    ax.set_xlabel("keys")
    ax.set_ylabel("share of records")
    ax.legend()


def _logarithmic(ax: Axes) -> None:
    """Numbers on a logarithmic axis as people write them, and none between the marks."""
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    ax.xaxis.set_minor_formatter(NullFormatter())
