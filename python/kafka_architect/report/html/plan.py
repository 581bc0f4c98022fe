"""A plan's document as parts of a page: limits, bill, time, uncertain loads, offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.html.charts import heat
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import count, plain, ratio, share, words
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import derivation, facts, table
from kafka_architect.report.html.plan_costs import alternatives, bill, offers
from kafka_architect.report.html.plan_loads import timeline, uncertainty
from kafka_architect.report.limit_use import limit_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]
    Derivations = Mapping[str, Document]


def lead(document: Document) -> Child:
    """The cluster and what limits it, in one line."""
    from kafka_architect.report.plan import headline

    return headline(document)


def sections(document: Document, *, derivations: Derivations | None = None) -> list[Section]:
    """What a page shows of the document. `derivations`: name of a number -> what `explain` answers."""
    known = derivations or {}
    found = [
        Section("cluster", "Cluster", joined(*_cluster(document, known))),
        Section("limits", "Use of limits", joined(*_limits(document, known))),
    ]
    if document["within_limits"]:
        found.append(Section("bill", "Bill", joined(*bill(document, known))))
    if document["by_topic"]:
        found.append(Section("topics", "Topics", joined(*_topics(document, known))))
    if "timeline" in document:
        found.append(Section("timeline", "Timeline", joined(*timeline(document))))
    if "uncertainty" in document:
        found.append(Section("uncertainty", "Uncertain loads", joined(*uncertainty(document))))
    if document["alternatives"]:
        found.append(Section("alternatives", "Alternatives", joined(*alternatives(document))))
    if "offers" in document:
        found.append(Section("offers", "Offers", joined(*offers(document))))
    found.append(Section("assumptions", "Inputs and assumptions", _assumptions(document)))
    return found


def _cluster(document: Document, known: Derivations) -> Iterator[Markup]:
    from kafka_architect.report.plan import choice_lines
    from kafka_architect.report.plan_facts import facts as told

    yield facts(told(document))
    rows_ = [
        (words(name), derivation(plain(one["value"]), one), one.get("unit") or "")
        for name, one in known.items()
        if "@" not in name
        and "." not in name
        and not isinstance(one.get("value"), dict | list)
        and name not in {limit["name"] for limit in document["constraints"]}
    ]
    if rows_:
        yield element(
            "details",
            element("summary", "Every number of the cluster, with its derivation"),
            table(("Number", "Value", "Unit"), rows_, numeric=(1,)),
        )
    lines = [*choice_lines(document), *(one["message"] for one in document["warnings"])]
    if lines:
        yield element("ul", [element("li", line) for line in lines])


def _limits(document: Document, known: Derivations) -> Iterator[Markup]:
    limits = document["constraints"]
    names, scenarios, relative = limit_use(document)
    use = {(one["name"], one["scenario"]): one for one in limits}
    yield heat(
        relative,
        title="Use of limits by scenario",
        about="Use of each limit as a part of its target, in each scenario; 100 % is all that the target "
        "allows. What is above has the other colour, what has no limit is empty.",
        row_names=[words(one) for one in names],
        column_names=[words(one) for one in scenarios],
        shown=lambda value: share(value, 0),
        hot=lambda value: value > 1.000001,
    )
    rows_ = []
    for name in names:
        cells: list[Child] = [derivation(words(name), known.get(name))]
        for scenario in scenarios:
            one = use.get((name, scenario))
            limited = one is not None and one["capacity_per_broker"] is not None
            cells.append(
                derivation(
                    share(one["utilisation"], 0) if one is not None and limited else "–",
                    known.get(f"{name}@{scenario}"),
                )
            )
        needed = [one["brokers_required"] for one in limits if one["name"] == name]
        rows_.append((*cells, "none would do" if None in needed else count(max(needed))))
    yield table(
        ("Limit", *(words(one) for one in scenarios), "Brokers"),
        rows_,
        numeric=range(1, len(scenarios) + 2),
        caption="Use of each limit, of the busiest broker",
    )


def _topics(document: Document, known: Derivations) -> Iterator[Markup]:
    ordered = sorted(document["by_topic"], key=lambda one: -(one["share_of_bill"] or 0))
    yield table(
        ("Topic", "Partitions", "Write MB/s", "Read MB/s", "Kept TB", "Share of bill", "Limited by"),
        [
            (
                one["name"],
                *(
                    derivation(text, known.get(f"topics.{one['name']}.{member}"))
                    for member, text in (
                        ("partitions", count(one["partitions"])),
                        ("write_mb_per_s", ratio(one["write_mb_per_s"])),
                        ("read_mb_per_s", ratio(one["read_mb_per_s"])),
                        ("retained_tb", ratio(one["retained_tb"])),
                        ("share_of_bill", share(one["share_of_bill"])),
                    )
                ),
                words(one["limited_by"]),
            )
            for one in ordered
        ],
        numeric=range(1, 6),
    )


def _assumptions(document: Document) -> Markup:
    return element(
        "details",
        element("summary", f"{len(document['assumptions']):,} values with their sources"),
        table(
            ("Of", "Name", "Value", "Source"),
            [
                (one["of"], words(one["name"]), plain(one["value"]), one["source"])
                for one in document["assumptions"]
            ],
            numeric=(2,),
        ),
    )
