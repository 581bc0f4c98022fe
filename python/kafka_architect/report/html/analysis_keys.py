"""Keys: how many, how concentrated, which are busiest; and when their records arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.distribution_curves import concentration
from kafka_architect.report.html.charts import Bar, Line, curves, rows
from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import count, ratio, share
from kafka_architect.report.html.parts import derivation, facts, table
from kafka_architect.report.html.svg import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Markup

    Document = Mapping[str, Any]

_MOST_CHARTS: Final = 8


def keys(document: Document) -> Iterator[Markup]:
    """Number and concentration of keys, and the busiest with bounds."""
    yield facts(
        (
            ("Distinct keys", _bounded(document["distinct_keys"])),
            (
                "Effective keys",
                derivation(
                    ratio(document["effective_keys"], 1),
                    {
                        "value": document["effective_keys"],
                        "unit": "keys",
                        "formula": "1 / sum(share of each key, squared)",
                        "source": "equally busy keys that would spread as unevenly (inverse Simpson index)",
                    }
                    if document["effective_keys"] is not None
                    else None,
                ),
            ),
            ("No other key has more than", f"{count(document['no_other_key_exceeds'])} records"),
        )
    )
    curve = _concentration(document)
    if curve is not None:
        yield curve
    yield table(
        ("Key", "Records", "At least", "At most", "Share"),
        [
            (
                element(
                    "code",
                    one["key"],
                    "…" if one["truncated"] else None,
                    "" if one["encoding"] == "text" else f" ({one['encoding']})",
                ),
                count(one["count"]),
                count(one["lower"]),
                count(one["upper"]),
                derivation(share(one["share"], 2), _share(one, document["records"])),
            )
            for one in document["heavy_hitters"]
        ],
        numeric=(1, 2, 3, 4),
        caption="The busiest keys, with bounds that are certain",
    )


def _share(one: Document, records: int) -> Document:
    exact = one["lower"] == one["upper"]
    return {
        "value": one["share"],
        "unit": "of the records",
        "formula": "count / records",
        "inputs": {"count": one["count"], "records": records},
        "source": "counted exactly" if exact else f"between {one['lower']:,} and {one['upper']:,} records",
    }


def _bounded(found: Document) -> str:
    if found["lower"] == found["upper"]:
        return count(found["estimate"])
    return f"about {count(found['estimate'])} ({count(found['lower'])} to {count(found['upper'])})"


def _concentration(document: Document) -> Markup | None:
    """Share of records of the busiest keys: exact for those that are known, between two lines beyond."""
    found = concentration(document)
    if found is None:
        return None
    known, reached = found.known, found.known[-1][1]
    return curves(
        [
            Line(name="busiest keys", points=known, colour=BLUE, dots=True),
            Line(name="the rest, at most", points=found.most, colour=ORANGE, dashed=True),
            Line(name="the rest, at least", points=found.least, colour=GREY, dashed=True),
        ],
        title="Key concentration (Lorenz curve, busiest first)",
        about=f"Share of the records that the busiest keys have together: the first {len(known)} have "
        f"{share(reached)}. Of the others only bounds are known: equal parts, and the most that a key has.",
        across="keys, busiest first (logarithmic)",
        logarithmic=True,
        up_to=1.0,
        shown=lambda value: share(value, 0),
    )


def arrival(document: Document) -> Iterator[Markup]:
    """How full the hottest partition is in windows of arrival order."""
    named = []
    for load in document["partitions"][:_MOST_CHARTS]:
        windows = load.get("windows")
        if not windows or None in {load["hottest_share"], windows["hottest_share"], windows["peak_share"]}:
            continue
        named.append(
            (
                f"{load['count']:,} partitions",
                (
                    Bar(
                        value=load["hottest_share"],
                        colour=GREY,
                        about=f"over all records {share(load['hottest_share'])}",
                    ),
                    Bar(
                        value=windows["hottest_share"],
                        colour=BLUE,
                        about=f"mean of {windows['count']:,} windows {share(windows['hottest_share'])}",
                    ),
                    Bar(
                        value=windows["peak_share"],
                        colour=ORANGE,
                        about=f"one window {share(windows['peak_share'])}",
                    ),
                ),
            )
        )
    if not named:
        return
    yield rows(
        named,
        title="Hottest partition in windows of arrival order",
        about="The share of its hottest partition: of all records, on average in windows of up to 4,096 "
        "neighbouring records, and in the worst window. Long orange bars are bursts that an average hides.",
        shown=share,
        legend=(("all records", GREY), ("mean of windows", BLUE), ("worst window", ORANGE)),
    )
