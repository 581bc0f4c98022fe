"""Findings of a validation for people: a terminal, plain text, a notebook.

Lines are made without rich: importing it takes as long as checking a file.
"""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[33m", "info": "\x1b[36m", "fix": "\x1b[32m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_VERDICTS = {"refuses": "rejected by Kafka", "differs": "ignored or overridden", "advice": "advice"}
_TEXT_COLUMNS = 110
_INDENT = "    "


def as_text(document: Document) -> str:
    """The findings as plain text, without colour or control codes."""
    return "\n".join(lines(document, columns=_TEXT_COLUMNS))


def lines(document: Document, *, columns: int, colour: bool = False) -> Iterator[str]:
    """One block per finding: place, severity, code, message, and how it can be fixed; then a summary.

    The first line starts with path:line:column, which editors and terminals turn into a link; it is never
    broken. The others fit `columns`.
    """

    def styled(text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if colour else text

    for finding in document["findings"]:
        severity = styled(finding["severity"], _COLOURS[finding["severity"]])
        rule = f"{styled(finding['code'], _BOLD)} {finding['name']}"
        yield f"{printable(place(finding))}: {severity} {rule} ({_VERDICTS[finding['verdict']]})"
        yield from _wrapped(finding["message"], columns)
        if finding["fix"] is not None:
            option = "--fix" if finding["fix"]["applicability"] == "safe" else "--fix --unsafe-fixes"
            for line in _wrapped(f"fix: {finding['fix']['summary']} ({option})", columns):
                yield styled(line, _COLOURS["fix"])
    if document["findings"]:
        yield ""
    for line in summary_lines(document):
        yield styled(line, _BOLD)


def _wrapped(text: str, columns: int) -> list[str]:
    room = max(columns - len(_INDENT), 20)
    words = printable(" ".join(text.split())).split(" ")
    lines, line = [], words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= room:
            line += f" {word}"
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if any(len(one) > room for one in lines):  # words to be broken: textwrap can, in twenty times the time
        wrapped = textwrap.wrap(" ".join(words), room, break_on_hyphens=False)
        return [_INDENT + one for one in wrapped]
    return [_INDENT + one for one in lines if one]


def place(finding: Document) -> str:
    """path:line:column."""
    return f"{finding['file']}:{finding['line']}:{finding['column']}"


def summary_lines(document: Document) -> Iterator[str]:
    """What was checked and found, in a line or two."""
    summary = document["summary"]
    checked = (
        f"{_counted(summary['configurations'], 'configuration')} in {_counted(summary['files'], 'file')}"
    )
    if not summary["findings"]:
        yield f"No findings in {checked} (profile {summary['profile']})."
    else:
        found = [_counted(count, name) for name, count in summary["by_severity"].items() if count]
        yield f"{', '.join(found)} in {checked} (profile {summary['profile']})."
    safe, unsafe = summary["fixable"]["safe"], summary["fixable"]["unsafe"]
    if safe or unsafe:
        offers = [f"{safe} with --fix"] if safe else []
        offers += [f"{unsafe} with --fix --unsafe-fixes"] if unsafe else []
        yield f"Fixable: {', '.join(offers)}; preview with --diff."
    if summary["ignored"]:
        yield f"Suppressed by comments: {summary['ignored']}."
    for file, program in summary.get("unjudged", {}).items():
        yield f"Not checked: {printable(file)} configures {program}."
    if summary["known"]:
        yield f"Suppressed by the baseline: {summary['known']}."
    if summary["gone"]:
        yield f"Resolved since the baseline: {summary['gone']}; update it with --write-baseline."


def as_html(document: Document) -> str:
    """The findings as an HTML table for notebooks; every text from the input is escaped."""
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(printable(str(cell)))}</td>"
            for cell in (finding["severity"], finding["code"], place(finding), finding["message"])
        )
        + "</tr>"
        for finding in document["findings"]
    )
    head = "".join(f"<th>{title}</th>" for title in ("severity", "code", "place", "finding"))
    lines = "".join(f"<p>{escape(printable(line))}</p>" for line in summary_lines(document))
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{lines}</div>"


def _counted(count: int, noun: str) -> str:
    plural = noun if count == 1 or noun == "info" else noun + "s"
    return f"{count:,} {plural}"
