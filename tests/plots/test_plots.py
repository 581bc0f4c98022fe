"""Figures of reports and plans: what is drawn are the report's numbers, and no window or state is needed."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.figure import Figure

import kafka_architect as ka
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KEYS = [b"hot"] * 700 + [f"key{n % 90}".encode() for n in range(3000)]
WORKLOAD = ka.Workload(rate="20000..60000", message_bytes=1000, retention="3d", consumer_groups=2)


@pytest.fixture(scope="module")
def report() -> ka.DistributionReport:
    return ka.analyze(KEYS, [6, 12], what_if=[3, 24, 48])


@pytest.fixture(scope="module")
def plan() -> ka.ClusterPlan:
    return ka.ClusterSizingCalculator(WORKLOAD, "m6g.xlarge").uncertain(worlds=60, seed=1).plan


def titled(figure: Figure, title: str) -> Axes:
    return next(one for one in figure.axes if title in one.get_title())


def line(ax: Axes, label: str) -> Any:
    return next(one for one in ax.get_lines() if one.get_label() == label)


def test_bars_are_the_records_of_each_partition_with_the_band_of_chance(
    report: ka.DistributionReport,
) -> None:
    figure = report.plot()
    for load in report.to_dict()["partitions"]:
        ax = titled(figure, f": {load['count']} partitions")
        assert [bar.get_height() for bar in ax.containers[0]] == load["records"]
        mean = sum(load["records"]) / load["count"]
        assert list(line(ax, "mean").get_ydata()) == pytest.approx([mean, mean])
        (band,) = [one for one in ax.patches if one.get_label() == "by chance"]
        extents = band.get_path().transformed(band.get_patch_transform()).get_extents()
        apart = 2 * load["expected_cv"] * mean
        assert (extents.y0, extents.y1) == pytest.approx((max(0, mean - apart), mean + apart))
        high = [bar.get_facecolor() != ax.containers[0][0].get_facecolor() for bar in ax.containers[0]]
        above = [one > mean + apart for one in load["records"]]
        assert high == above or high == [not one for one in above]


def test_max_over_mean_and_its_floor_are_over_every_counted_number(report: ka.DistributionReport) -> None:
    document = report.to_dict()
    ax = report.plot("counts").axes[0]
    counted = {one["count"]: one["max_over_mean"] for one in (*document["partitions"], *document["what_if"])}
    assert list(line(ax, "max/mean").get_xdata()) == sorted(counted)
    assert list(line(ax, "max/mean").get_ydata()) == pytest.approx([counted[one] for one in sorted(counted)])
    share = document["heavy_hitters"][0]["lower"] / document["records"]
    floor = line(ax, "floor of the hottest key").get_ydata()
    assert list(floor) == pytest.approx([max(1.0, share * one) for one in sorted(counted)])
    assert all(least <= counted[one] for least, one in zip(floor, sorted(counted), strict=True))


def test_concentration_is_that_of_the_busiest_keys_and_bounds_the_rest(report: ka.DistributionReport) -> None:
    ax = report.plot("keys").axes[0]
    heavy = report.to_dict()["heavy_hitters"]
    together = np.cumsum([one["count"] for one in heavy]) / len(KEYS)
    assert list(line(ax, "busiest keys").get_ydata()) == pytest.approx(list(together))
    most, least = line(ax, "the rest, at most"), line(ax, "the rest, at least")
    assert all(high >= low - 1e-9 for high, low in zip(most.get_ydata(), least.get_ydata(), strict=True))
    assert least.get_ydata()[-1] == pytest.approx(1.0)


def test_the_grid_of_limits_is_use_over_target(plan: ka.ClusterPlan) -> None:
    ax = titled(plan.plot(), "Use of limits")
    drawn = np.asarray(ax.get_images()[0].get_array())
    names = [one.get_text().replace(" ", "_") for one in ax.get_yticklabels()]
    scenarios = [one.get_text().replace(" ", "_") for one in ax.get_xticklabels()]
    known = [one for one in plan.to_dict()["constraints"] if one["capacity_per_broker"] is not None]
    assert known
    for one in known:
        value = drawn[names.index(one["name"]), scenarios.index(one["scenario"])]
        assert value == pytest.approx(one["utilisation"] / one["target_utilisation"])


def test_bars_of_the_bill_add_up_to_the_total(plan: ka.ClusterPlan) -> None:
    cost = plan.to_dict()["cost"]
    ax = plan.plot("bill").axes[0]
    widths = {
        label.get_text().replace(" ", "_"): bar.get_width()
        for label, bar in zip(ax.get_yticklabels(), ax.containers[0], strict=True)
    }
    assert widths == pytest.approx({name: amount for name, amount in cost["items"].items() if amount})
    assert sum(widths.values()) == pytest.approx(cost["monthly_total"])


def test_brokers_of_uncertain_loads_are_all_loads(plan: ka.ClusterPlan) -> None:
    found = plan.to_dict()["uncertainty"]
    ax = plan.plot("brokers").axes[0]
    drawn = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in ax.containers[0]}
    assert drawn == {one["brokers"]: one["worlds"] for one in found["distribution"]}
    assert sum(drawn.values()) == 60
    assert min(drawn) <= found["brokers"]["p50"] <= max(drawn)


def test_a_part_is_drawn_in_axes_that_are_given(report: ka.DistributionReport) -> None:
    figure = Figure()
    left, right = figure.subplots(1, 2)
    assert report.plot(ax=left) is figure
    assert report.plot("counts", ax=right) is figure
    assert [bar.get_height() for bar in left.containers[0]] == report.to_dict()["partitions"][0]["records"]
    assert "Max/mean" in right.get_title()


def test_a_saved_report_has_the_same_picture(report: ka.DistributionReport) -> None:
    saved = ka.DistributionReport.from_json(report.to_json())
    titles = [[one.get_title() for one in made.plot().axes] for made in (report, saved)]
    assert titles[0] == titles[1]


def test_a_saved_plan_has_the_same_picture(plan: ka.ClusterPlan) -> None:
    saved = ka.ClusterPlan.from_json(plan.to_json())
    titles = [[one.get_title() for one in made.plot().axes] for made in (plan, saved)]
    assert titles[0] == titles[1]
    assert len(titles[0]) == 3


def test_a_notebook_shows_the_figure(report: ka.DistributionReport) -> None:
    made: Any = report.plot("partitions-6")
    assert made._repr_png_().startswith(b"\x89PNG")
    buffer = io.BytesIO()
    made.savefig(buffer, format="svg")
    assert b"<svg" in buffer.getvalue()


def test_names_are_text_and_no_formula() -> None:
    """A file may be called $\\frac$, and end an escape of the terminal."""
    report = ka.analyze([b"a", b"b"] * 50, [2]).to_json().replace("keys in memory", "$\\\\frac{1}$\\u001b")
    figure = ka.DistributionReport.from_json(report).plot()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg")
    assert "\x1b" not in figure.axes[0].get_title()
    assert "$\\frac{1}$" in figure.axes[0].get_title()


def test_unknown_parts_are_named(report: ka.DistributionReport, plan: ka.ClusterPlan) -> None:
    with pytest.raises(InputError, match=r"unknown part 'count'.*did you mean 'counts'.*partitions-6"):
        report.plot("count")
    with pytest.raises(InputError, match="expected one of limits, bill, brokers"):
        plan.plot("costs")
    with pytest.raises(InputError, match="nothing to plot"):
        ka.analyze([], [3]).plot()


def test_without_the_extra_it_is_named_and_nothing_else_needs_it() -> None:
    code = """
import sys
sys.modules["matplotlib"] = None
import kafka_architect as ka
report = ka.analyze([b"a", b"b"], [2])
str(report), report.to_html(), report._repr_html_()
try:
    report.plot()
except ka.InputError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == (
        "plot() requires matplotlib, which is not installed: pip install 'kafka-architect[plot]'"
    )


def test_no_window_and_no_state_of_pyplot_is_needed() -> None:
    code = """
import sys
import kafka_architect as ka
ka.analyze([b"a", b"b"], [2]).plot()._repr_png_()
print("matplotlib.pyplot" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
