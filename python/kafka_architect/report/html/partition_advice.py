"""A recommended number of partitions as parts of a page: what each consideration asks for or allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import count, words
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import derivation, facts, table
from kafka_architect.report.html.svg import BLUE, GREY, ORANGE
from kafka_architect.report.sizing_extras import partitions_headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

# A ceiling far above what is recommended would make every other bar a point.
_FAR = 4


def lead(document: Document) -> Child:
    """The answer and what limits it, in one line."""
    return partitions_headline(document)


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    return [
        Section("answer", "Recommendation", joined(*_answer(document))),
        Section("terms", "What it follows from", joined(*_terms(document))),
    ]


def _answer(document: Document) -> Iterator[Markup]:
    needed = {one["name"]: one["partitions"] for one in document["terms"]}
    yield facts(
        (
            (
                "Partitions",
                derivation(
                    count(document["partitions"]),
                    {
                        "value": document["partitions"],
                        "unit": "partitions",
                        "formula": "the largest need, rounded up to a multiple of the brokers, at most the "
                        "lowest ceiling",
                        "inputs": {**needed, "brokers": document["brokers"]},
                        "binding": document["binding"],
                        "source": "each term with its own source below",
                    },
                ),
            ),
            (
                "At least",
                derivation(
                    count(document["minimum"]),
                    {
                        "value": document["minimum"],
                        "unit": "partitions",
                        "formula": "ceil(throughput / min(producer rate, consumer rate))",
                        "inputs": {"throughput_mb_per_s": document["throughput_mb_per_s"]},
                        "source": "without growth: what today's throughput needs",
                    },
                ),
            ),
            ("Throughput", f"{document['throughput_mb_per_s']:,.4g} MB/s"),
            ("Limited by", words(document["binding"])),
        )
    )
    if document["warnings"]:
        yield element("ul", [element("li", one["message"]) for one in document["warnings"]])


def _terms(document: Document) -> Iterator[Markup]:
    drawn = [
        one
        for one in document["terms"]
        if one["kind"] == "needs" or one["partitions"] <= _FAR * document["partitions"]
    ]
    yield rows(
        [
            (
                words(one["name"]),
                [
                    Bar(
                        value=one["partitions"],
                        colour=ORANGE
                        if one["name"] == document["binding"]
                        else BLUE
                        if one["kind"] == "needs"
                        else GREY,
                        about=one["formula"],
                    )
                ],
            )
            for one in drawn
        ],
        title="Partitions by consideration",
        about="What each consideration asks for, and ceilings that are near. The dashed line is the "
        "recommended number.",
        shown=count,
        legend=(("decides", ORANGE), ("needs", BLUE), ("allows at most", GREY)),
        limit=document["partitions"],
    )
    yield table(
        ("Consideration", "Partitions", "How", "Source"),
        [
            (
                words(one["name"]),
                f"{'at most ' if one['kind'] == 'ceiling' else ''}{count(one['partitions'])}",
                one["formula"],
                one["source"],
            )
            for one in document["terms"]
        ],
        numeric=(1,),
        stacked=True,
    )
