"""Mitigations: the load before and after each, and what each costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import count, ratio, share, words
from kafka_architect.report.html.parts import derivation, facts, note, table
from kafka_architect.report.html.svg import GREEN, GREY, ORANGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Markup

    Document = Mapping[str, Any]

_MOST_CHARTS: Final = 8
_MOST_MITIGATIONS: Final = 12


def mitigations(document: Document) -> Iterator[Markup]:
    """A chart and a table for each number of partitions."""
    for simulated in document["mitigations"][:_MOST_CHARTS]:
        options = simulated["options"][:_MOST_MITIGATIONS]
        if not options:
            continue
        yield rows(
            [
                (
                    one["name"] + (" (recommended)" if one["recommended"] else ""),
                    (
                        Bar(
                            value=one["hottest_share_before"],
                            colour=GREY,
                            about=f"before {share(one['hottest_share_before'])}",
                        ),
                        Bar(
                            value=one["hottest_share"],
                            colour=GREEN if one["cures"] else ORANGE,
                            about=f"after {share(one['hottest_share'])}",
                        ),
                    ),
                )
                for one in options
            ],
            title=f"{simulated['partitions']:,} partitions, before and after",
            about="Share of the topic's records in its hottest partition, as it is and with each mitigation: "
            "comparable also where a mitigation adds partitions.",
            shown=share,
            legend=(("before", GREY), ("after, cured", GREEN), ("after, not enough", ORANGE)),
        )
        yield table(
            ("Mitigation", "Max/mean", "Share of hottest", "Keys losing order", "Partitions per key"),
            [
                (
                    _mitigation(one),
                    derivation(ratio(one["max_over_mean"]), _after(one)),
                    f"{share(one['hottest_share_before'])} → {share(one['hottest_share'])}",
                    count(one["keys_losing_order"]),
                    ratio(one["partitions_per_key"], 1),
                )
                for one in options
            ],
            numeric=range(1, 5),
        )
    yield note("Simulated on the measured keys; what a mitigation costs readers is in the table.")


def _after(one: Document) -> Document:
    return {
        "value": one["max_over_mean"],
        "unit": "times the mean",
        "formula": "records of the hottest partition / (records / partitions)",
        "inputs": {
            "max_over_mean_before": one["max_over_mean_before"],
            "hottest_share_before": one["hottest_share_before"],
            "hottest_share": one["hottest_share"],
            "keys_losing_order": one["keys_losing_order"],
            "records_losing_order": one["records_losing_order"],
        },
        "source": "simulated on the measured keys",
    }


def _mitigation(one: Document) -> Markup:
    told = ", ".join(
        f"{words(name)} {value}"
        for name, value in one["parameters"].items()
        if isinstance(value, int | float | str)
    )
    rows_ = (("With", told), ("Readers", one["reader_cost"]), ("For", one["when"]))
    return element(
        "details",
        element("summary", one["name"]),
        element("div", facts((name, text) for name, text in rows_ if text), class_="derived"),
        class_="derivation",
    )
