"""Which partition count: every counted number of partitions, its floor, and a slider over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.distribution_curves import counted_loads, hottest_key_share
from kafka_architect.report.html.charts import Line, curves
from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import ratio, share
from kafka_architect.report.html.parts import badge, derivation, table
from kafka_architect.report.html.svg import BLUE, ORANGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Markup

    Document = Mapping[str, Any]


def counts(document: Document) -> Iterator[Markup]:
    """The curve, the slider and the table of all counted numbers of partitions."""
    counted = counted_loads(document)
    lines = [
        Line(
            name="max/mean",
            points=[(at, one["max_over_mean"]) for at, one in counted],
            colour=BLUE,
            dots=True,
        )
    ]
    floor = hottest_key_share(document)
    if floor:
        lines.append(
            Line(
                name="floor of the hottest key",
                points=[(at, max(1.0, floor * at)) for at, _ in counted],
                colour=ORANGE,
                dashed=True,
            )
        )
    about = "The hottest partition over the mean for each counted number of partitions."
    if floor:
        about += (
            " No partitioner that keeps a key in one partition gets below the dashed line: the hottest key "
            f"alone has {share(floor)} of the records, and a partition at least that."
        )
    yield curves(
        lines,
        title="Max/mean over partition counts",
        about=about,
        across="partitions (logarithmic)",
        logarithmic=True,
        mark=True,
    )
    yield _slider(counted)
    yield element("div", _count_table(counted, floor), id="counted")
    if document.get("recommended_counts"):
        yield element("h3", "Recommended")
        yield element(
            "ul",
            [
                element("li", element("b", f"{one['count']:,}"), f": {one['reason']}")
                for one in document["recommended_counts"]
            ],
        )


def _slider(counted: list[tuple[int, Document]]) -> Markup:
    return element(
        "div",
        element(
            "label",
            "What if the topic had other partitions?",
            element("input", type="range", min=0, max=len(counted) - 1, value=0, step=1),
        ),
        element("output", aria_live="polite"),
        class_="controls",
        data_slider="counted",
        hidden=True,
    )


def _count_table(counted: list[tuple[int, Document]], floor: float) -> Markup:
    rows_, attributes = [], []
    for at, one in counted:
        verdict, most = one["verdict"], one["max_over_mean"]
        least = max(1.0, floor * at)
        rows_.append(
            (
                f"{at:,}",
                derivation(ratio(most), _counted_ratio(one)),
                share(most / at),
                ratio(least),
                ratio(one["cv"], 3),
                badge(verdict, "good" if verdict == "healthy" else "bad"),
            )
        )
        attributes.append(
            {
                "data_count": at,
                "data_say": f"{at:,} partitions: the hottest has {ratio(most)} times the mean, "
                f"{share(most / at)} of all records; at least {ratio(least)} whatever the hash; {verdict}",
            }
        )
    return table(
        ("Partitions", "Max/mean", "Share of hottest", "Floor", "CV", "Verdict"),
        rows_,
        numeric=range(5),
        row_attributes=attributes,
    )


def _counted_ratio(one: Document) -> Document:
    return (
        max_over_mean(one) or {}
        if "records" in one
        else {
            "value": one["max_over_mean"],
            "unit": "times the mean",
            "formula": "records of the hottest partition / (records / partitions)",
            "inputs": {"partitions": one["count"]},
            "source": one.get("summary") or "counted in the same pass",
        }
    )


def max_over_mean(load: Document) -> Document | None:
    """Where the max/mean of a load comes from; None where there is none."""
    return (
        None
        if load["max_over_mean"] is None
        else {
            "value": load["max_over_mean"],
            "unit": "times the mean",
            "formula": "most_records / (records / partitions)",
            "inputs": {
                "most_records": max(load["records"]),
                "records": sum(load["records"]),
                "partitions": load["count"],
            },
            "source": "counted",
        }
    )
