"""Topics that are joined as parts of a page: joint loads, keys that one of them lacks, problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import ratio, share
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, table
from kafka_architect.report.html.svg import ORANGE, PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_MOST_DRAWN: Final = 12
_MOST_TOPICS: Final = 6
_OTHERS: Final = tuple(one for one in PALETTE if one != ORANGE)


def lead(document: Document) -> Child:
    """The topics and the answer, in one line."""
    found = len(document["problems"])
    answer = f"{found} problem{'' if found == 1 else 's'}" if found else "they can be joined"
    return f"{', '.join(document['topics'])}: {answer}"


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    found = [
        Section("answer", "Can they be joined?", _answer(document)),
        Section("joint", "Joint load", joined(*_joint(document))),
    ]
    if document["missing"]:
        found.append(Section("missing", "Keys without a partner", _missing(document)))
    return found


def _answer(document: Document) -> Markup:
    if not document["problems"]:
        return element("p", badge("yes", "good"), " The same partitioner, keys in common, no uneven task.")
    return element("ul", [element("li", badge("problem", "bad"), f" {one}") for one in document["problems"]])


def _joint(document: Document) -> Iterator[Markup]:
    topics = document["topics"][:_MOST_TOPICS]
    colours = [_OTHERS[at % len(_OTHERS)] for at in range(len(topics))]
    named = [
        (
            f"{load['count']:,} partitions",
            [
                Bar(
                    value=load["max_over_mean"] or 0.0,
                    colour=ORANGE,
                    about=f"all topics together {ratio(load['max_over_mean'])}",
                ),
                *(
                    Bar(value=alone or 0.0, colour=colour, about=f"{topic} alone {ratio(alone)}")
                    for topic, alone, colour in zip(topics, load["alone"], colours, strict=False)
                ),
            ],
        )
        for load in document["joint"][:_MOST_DRAWN]
    ]
    yield rows(
        named,
        title="Hottest partition over the mean",
        about="A task reads the partitions of the same number of all topics: what it gets is their sum.",
        shown=ratio,
        legend=(("together", ORANGE), *zip(topics, colours, strict=True)),
    )
    yield table(
        ("Partitions", "Joint max/mean", "Share of hottest", "Alone", "Hottest at the same number"),
        [
            (
                f"{load['count']:,}",
                derivation(ratio(load["max_over_mean"]), _explained(load)),
                share(load["hottest_share"]),
                ", ".join(ratio(one) for one in load["alone"]),
                "yes" if load["same_hottest"] else "no",
            )
            for load in document["joint"]
        ],
        numeric=range(4),
    )


def _explained(load: Document) -> Document | None:
    if load["max_over_mean"] is None:
        return None
    return {
        "value": load["max_over_mean"],
        "unit": "times the mean",
        "formula": "hottest_share * partitions",
        "inputs": {"hottest_share": load["hottest_share"], "partitions": load["count"]},
        "source": "records of all topics per partition number, summed",
    }


def _missing(document: Document) -> Markup:
    return table(
        ("Topic", "Keys that are not in", "Share of its keys", "For instance"),
        [
            (
                lack["topic"],
                lack["other"],
                f"{'' if lack['exact'] else 'about '}{share(lack['share'])}",
                [element("code", f"{key} ") for key in lack["examples"]],
            )
            for lack in document["missing"]
        ],
        numeric=(2,),
        caption="In an inner join their records find no partner",
    )
