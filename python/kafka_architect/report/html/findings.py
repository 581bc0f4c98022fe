"""A validation's document as parts of a page: counts, filters, each finding with its lines and its fix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import Markup, element, joined
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, note, table
from kafka_architect.report.html.svg import BLUE, GREY, ORANGE, RED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child

    Document = Mapping[str, Any]
    # File -> number of a line, from 1 -> its text, with secrets hidden.
    Lines = Mapping[str, Mapping[int, str]]

_VERDICTS: Final = {"refuses": "Kafka rejects it", "differs": "ignored or overridden", "advice": "advice"}
_COLOURS: Final = {"error": RED, "warning": ORANGE, "info": GREY}
_MOST_RULES: Final = 20
_MOST_FINDINGS: Final = 1500
_AROUND: Final = 2
_LONGEST_LINE: Final = 300


def lead(document: Document) -> Child:
    """What was checked and found."""
    from kafka_architect.report.findings import summary_lines

    return " ".join(summary_lines(document))


def sections(document: Document, *, lines: Lines | None = None) -> list[Section]:
    """What a page shows. `lines`: what files say around the places of findings, with secrets hidden."""
    found = document["findings"]
    told = []
    if found:
        told.append(Section("overview", "Overview", joined(*_overview(found))))
    told.append(Section("findings", "Findings", joined(*_findings(found, lines or {}))))
    if document["configurations"]:
        told.append(Section("configurations", "What was checked", _configurations(document)))
    return told


def _overview(found: list[Document]) -> Iterator[Markup]:
    rules = Counter((one["code"], one["name"]) for one in found)
    severities = {one["code"]: one["severity"] for one in found}
    yield rows(
        [
            (
                f"{code} {name}",
                [Bar(value=number, colour=_COLOURS.get(severities[code], BLUE), about=f"{number:,}")],
            )
            for (code, name), number in rules.most_common(_MOST_RULES)
        ],
        title="Findings by rule",
        about="The rules that found most, coloured by their severity.",
        shown=lambda value: f"{value:,.0f}",
        legend=[(name, colour) for name, colour in _COLOURS.items() if name in severities.values()],
    )


def _findings(found: list[Document], lines: Lines) -> Iterator[Markup]:
    if not found:
        yield element("p", "No findings.")
        return
    yield element(
        "form",
        _choice("severity", "Severity", found, "severity"),
        _choice("rule", "Rule", found, "code"),
        _choice("file", "File", found, "file"),
        element("output", aria_live="polite"),
        class_="controls",
        data_filter=True,
        hidden=True,
    )
    yield joined(*(_finding(one, lines.get(one["file"], {})) for one in found[:_MOST_FINDINGS]))
    if len(found) > _MOST_FINDINGS:
        yield note(f"{len(found) - _MOST_FINDINGS:,} more findings are in the JSON (--format json).")


def _choice(name: str, label: str, found: list[Document], member: str) -> Markup:
    counts = Counter(str(one[member]) for one in found)
    options = [element("option", "all", value="")]
    options += [element("option", f"{one} ({counts[one]:,})", value=one) for one in sorted(counts)]
    return element("label", label, element("select", options, name=name))


def _finding(one: Document, lines: Mapping[int, str]) -> Markup:
    fix = one["fix"]
    return element(
        "article",
        element("h3", badge(one["severity"], one["severity"]), f" {one['code']} {one['name']}"),
        element(
            "p",
            element("code", f"{one['file']}:{one['line']}:{one['column']}"),
            f" · {one['configuration']} · {_VERDICTS.get(one['verdict'], one['verdict'])}",
            class_="note",
        ),
        element("p", one["message"]),
        _excerpt(one["line"], lines),
        None
        if fix is None
        else element("p", element("b", f"Fix ({fix['applicability']}): "), fix["summary"]),
        element(
            "details",
            element("summary", "Sources"),
            element("ul", [element("li", source) for source in one["source"]]),
        )
        if one["source"]
        else None,
        class_="finding",
        data_severity=one["severity"],
        data_rule=one["code"],
        data_file=one["file"],
    )


def _excerpt(line: int, lines: Mapping[int, str]) -> Markup | None:
    shown: list[Child] = []
    for number in range(line - _AROUND, line + _AROUND + 1):
        if number in lines:
            text = lines[number]
            text = text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + " …"
            written = f"{number:>5}  {text}"
            shown += [element("mark", written) if number == line else written, Markup("\n")]
    return element("pre", shown) if shown else None


def _configurations(document: Document) -> Markup:
    return table(
        ("Configuration", "File", "Read as", "Role", "Client", "Kafka", "Settings"),
        [
            (
                one["name"],
                one["file"],
                one["dialect"],
                one["role"],
                one["client"],
                one["kafka_version"],
                f"{one['settings']:,}",
            )
            for one in document["configurations"]
        ],
        numeric=(6,),
    )
