"""What changes between two designs as parts of a page: risks, steps, what tools would do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.difference import change_title, headline
from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import count, words
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, facts, note, table
from kafka_architect.report.html.svg import GREEN, GREY, ORANGE, RED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_KINDS: Final = {"safe": "good", "reversible": "info", "order-breaking": "warning"}
_COLOURS: Final = {"safe": GREEN, "reversible": GREY, "order-breaking": ORANGE}
_MOST_CHANGES: Final = 400


def lead(document: Document) -> Child:
    """From where to where, and the worst risk, in one line."""
    return headline(document)


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    changes = document["changes"]
    found = [Section("overview", "Overview", joined(*_overview(changes)))]
    if changes:
        found.append(Section("changes", "Changes", joined(*_changes(changes))))
    for member, heading in (
        ("not_owned", "Not owned, left unchanged"),
        ("not_compared", "Not compared, missing on one side"),
    ):
        if document[member]:
            told = element("ul", [element("li", one) for one in document[member][:_MOST_CHANGES]])
            found.append(Section(member, heading, told))
    return found


def _risk(risk: str) -> Markup:
    return badge(risk, _KINDS.get(risk, "bad"))


def _overview(changes: Sequence[Document]) -> Iterator[Markup]:
    if not changes:
        yield element("p", "No change.")
        return
    risks = Counter(str(one["risk"]) for one in changes)
    yield rows(
        [
            (risk, [Bar(value=number, colour=_COLOURS.get(risk, RED), about=f"{number:,} changes")])
            for risk, number in risks.items()
        ],
        title="Changes by risk",
        about="The most dangerous first. Order-breaking, recreating and losing data need the steps below.",
        shown=count,
    )
    yield table(
        ("Risk", "Subject", "Change", "From", "To"),
        [
            (
                _risk(one["risk"]),
                element("code", one["subject"]),
                one["what"] or one["kind"],
                _value(one["before"]),
                _value(one["after"]),
            )
            for one in changes
        ],
    )


def _value(text: str | None) -> Child:
    return "–" if text is None else element("code", text)


def _changes(changes: Sequence[Document]) -> Iterator[Markup]:
    yield from (_change(one) for one in changes[:_MOST_CHANGES])
    if len(changes) > _MOST_CHANGES:
        yield note(f"{len(changes) - _MOST_CHANGES:,} more changes are in the JSON (--format json).")


def _change(one: Document) -> Markup:
    figures = [
        (words(name), derivation(f"{figure['value']:,.4g} {figure['unit']}", figure))
        for name, figure in one["figures"].items()
    ]
    return element(
        "article",
        element("h3", _risk(one["risk"]), f" {change_title(one)}"),
        element("p", one["because"]),
        facts(figures) if figures else None,
        element("ol", [element("li", step) for step in one["steps"]]) if one["steps"] else None,
        table(("Tool", "What it does"), one["tools"].items()) if one["tools"] else None,
        class_="finding",
    )
