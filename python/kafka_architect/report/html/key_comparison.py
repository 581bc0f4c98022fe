"""A comparison of keys as parts of a page: which spreads well, what order each keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import count, ratio, share
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, note, table
from kafka_architect.report.html.svg import PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_MOST_COUNTS: Final = 6


def lead(document: Document) -> Child:
    """What was read, and the best key."""
    records = document["candidates"][0]["records"]
    partial = " (partial)" if document["partial"] else ""
    return f"{document['source']}: {count(records)} records{partial} · best key: {document['best']}"


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    return [
        Section("best", "Best key", joined(*_best(document))),
        Section("spread", "Spread over partitions", joined(*_spread(document))),
        Section("order", "Order", joined(*_order(document))),
    ]


def _best(document: Document) -> Iterator[Markup]:
    yield element("p", f"{document['reason']}.")
    lines = [
        *(f"Read as {one}" for one in document["read_as"]),
        *document["notes"],
        *(one["message"] for one in document["warnings"]),
    ]
    if lines:
        yield element("ul", [element("li", one) for one in lines], class_="note")


def _spread(document: Document) -> Iterator[Markup]:
    candidates = document["candidates"]
    counts = [load["count"] for load in candidates[0]["partitions"]][:_MOST_COUNTS]
    yield rows(
        [
            (
                one["key"],
                [
                    Bar(
                        value=load["max_over_mean"] or 0.0,
                        colour=PALETTE[at],
                        about=f"{load['count']:,} partitions {ratio(load['max_over_mean'])}, "
                        f"{load['verdict']['code']}",
                    )
                    for at, load in enumerate(one["partitions"][:_MOST_COUNTS])
                ],
            )
            for one in candidates
        ],
        title="Hottest partition over the mean",
        about="Of each key, best first, for each number of partitions; 1 is perfectly even.",
        shown=ratio,
        legend=[(f"{one:,} partitions", PALETTE[at]) for at, one in enumerate(counts)],
    )
    yield table(
        ("Key", "Distinct", "Effective", "Null", *(f"{one:,} partitions" for one in counts)),
        [
            (
                element("code", one["key"]),
                count(one["distinct_keys"]),
                ratio(one["effective_keys"], 1),
                share(one["null_share"]),
                *(_judged(load) for load in one["partitions"][:_MOST_COUNTS]),
            )
            for one in candidates
        ],
        numeric=(1, 2, 3),
    )


def _judged(load: Document) -> Markup:
    verdict = load["verdict"]
    good = verdict["code"] == "healthy"
    explained = {
        "value": load["max_over_mean"],
        "unit": "times the mean",
        "formula": "records of the hottest partition / (records / partitions)",
        "inputs": {"partitions": load["count"]},
        "source": verdict["summary"],
    }
    return joined(
        derivation(ratio(load["max_over_mean"]), explained if load["max_over_mean"] is not None else None),
        badge(verdict["code"], "good" if good else "bad"),
    )


def _order(document: Document) -> Iterator[Markup]:
    yield table(
        ("Key", "Records per key", "Keeps records in order per"),
        [
            (
                element("code", one["key"]),
                ratio(one["records_per_key"], 1),
                "nothing: it is unique in nearly every record"
                if one["orders_nothing"]
                else ", ".join((one["key"], *one["keeps_order_of"])),
            )
            for one in document["candidates"]
        ],
        numeric=(1,),
    )
    yield note(f"Which key determines which: in the first {count(document['order_looked_at'])} records.")
