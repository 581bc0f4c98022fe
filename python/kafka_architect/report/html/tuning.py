"""Client settings of a flow as parts of a page: settings with derivations, waits, other lingers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.html.charts import Bar, Line, curves, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import words
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import derivation, table
from kafka_architect.report.html.svg import BLUE, GREEN, ORANGE, PURPLE
from kafka_architect.report.tuning import EXCHANGE, EXPECTED, headline, plain, quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

# What is compared over lingers, relative to the chosen one.
_DRAWN = (
    ("latency_ms", "latency", ORANGE),
    ("requests_per_broker", "requests per broker", BLUE),
    ("fetches_per_broker", "fetches per broker", PURPLE),
    ("work_per_byte", "broker work per byte", GREEN),
)


def lead(document: Document) -> Child:
    """The flow, in one line."""
    return headline(document)


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    found = [
        Section(role, role.capitalize(), _settings(document[role]["settings"]))
        for role in ("producer", "consumer")
    ]
    if document["group"]:
        text = "Group configuration on the brokers (kafka-configs --entity-type groups)."
        found.append(Section("group", "Group", joined(element("p", text), _settings(document["group"]))))
    found.append(Section("latency", "Latency", joined(*_latency(document))))
    found.append(Section("expected", "Expected metrics", _expected(document)))
    found.append(Section("exchange", "Other values of linger.ms", joined(*_exchange(document))))
    if document["assumed"] or document["remarks"]:
        found.append(Section("assumed", "Assumptions and remarks", joined(*_assumed(document))))
    return found


def _settings(settings: Iterable[Document]) -> Markup:
    return table(
        ("Setting", "Value", "Why"),
        [
            (
                element("code", one["key"]),
                derivation(one["value"], one.get("figure")),
                joined(
                    one["because"],
                    " (stated)" if one["stated"] else "",
                    element("br"),
                    element("small", one["source"]),
                ),
            )
            for one in settings
        ],
        numeric=(1,),
        stacked=True,
    )


def _latency(document: Document) -> Iterator[Markup]:
    yield rows(
        [
            (
                words(wait["name"]),
                [Bar(value=wait["at_most_ms"]["value"], colour=BLUE, about=f"{wait['where']}")],
            )
            for wait in document["budget"]
        ],
        title="Maximum wait of a record without failures",
        about="In milliseconds, in the order of a record's way from producer to consumer.",
        shown=lambda value: f"{value:.4g} ms",
    )
    figures = [(words(one["name"]), one["at_most_ms"], one["where"]) for one in document["budget"]]
    yield table(
        ("Wait", "At most, ms", "Where"),
        [
            (name, derivation(f"{figure['value']:.4g}", figure), where)
            for name, figure, where in (*figures, ("together", document["latency"], "the sum of all waits"))
        ],
        numeric=(1,),
        stacked=True,
    )


def _expected(document: Document) -> Markup:
    return table(
        ("Metric", "Expected"),
        [
            (text, derivation(quantity(figure["value"], figure["unit"]), figure))
            for name, text in EXPECTED
            if (figure := document["expected"].get(name)) is not None
        ],
        numeric=(1,),
    )


def _exchange(document: Document) -> Iterator[Markup]:
    chosen = next(
        (one["value"] for one in document["producer"]["settings"] if one["key"] == "linger.ms"), None
    )
    listed = list(document["exchange"].items())
    base = document["exchange"].get(chosen)
    if base is not None and len(listed) > 1:
        yield curves(
            [
                Line(
                    name=name,
                    points=[
                        (float(linger), row[member]["value"] / base[member]["value"])
                        for linger, row in listed
                    ],
                    colour=colour,
                    dots=True,
                )
                for member, name, colour in _DRAWN
                if base[member]["value"] > 0
            ],
            title="What other lingers would give",
            about=f"Each figure as a multiple of what the chosen linger.ms={chosen} gives (1).",
            across="linger.ms",
            shown=lambda value: f"{value:g} x",
        )
    yield table(
        ("linger.ms", *(text for _, text in EXCHANGE)),
        [
            (
                f"{linger} (chosen)" if linger == chosen else linger,
                *(derivation(plain(row[name]["value"]), row[name]) for name, _ in EXCHANGE),
            )
            for linger, row in listed
        ],
        numeric=range(7),
        row_attributes=[{"class_": "chosen" if linger == chosen else None} for linger, _ in listed],
    )
    if document["costs"]:
        yield element("p", "Compared with the chosen settings:")
        yield element("ul", [element("li", line) for line in document["costs"]])


def _assumed(document: Document) -> Iterator[Markup]:
    if document["remarks"]:
        yield element("ul", [element("li", line) for line in document["remarks"]])
    if document["assumed"]:
        yield table(
            ("Assumed", "Why"),
            [(element("code", name), why) for name, why in document["assumed"].items()],
        )
