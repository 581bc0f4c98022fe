"""Findings of a validation for people: a terminal, plain text, a notebook.

Lines are made without rich: importing it takes as long as checking a file.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from kafka_architect.report.findings_groups import counted, grouped, overview, place
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


def lines(document: Document, *, columns: int, colour: bool = False, group_by: str = "file") -> Iterator[str]:
    """Findings in groups, a block each: place, severity, code, message, how to fix it; then a summary.

    A block starts with path:line:column, which editors and terminals turn into a link; that line is never
    broken. The others fit `columns`.

    Args:
        document: what `ValidationResult.to_dict` gives.
        columns: the width of lines that may be broken.
        colour: whether to write control codes for colours.
        group_by: file, rule or severity.
    """

    def styled(text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if colour else text

    yield from overview(document)
    for group in grouped(document, group_by):
        yield styled(printable(group.title), _BOLD)
        for entry in group.entries:
            finding = entry.finding
            severity = styled(finding["severity"], _COLOURS[finding["severity"]])
            rule = f"{styled(finding['code'], _BOLD)} {finding['name']}"
            yield f"{printable(place(finding))}: {severity} {rule} ({_VERDICTS[finding['verdict']]})"
            yield from _wrapped(finding["message"], columns)
            if entry.others:
                yield from _wrapped(f"also at {', '.join(entry.places())}", columns)
            if finding["fix"] is not None:
                option = "--fix" if finding["fix"]["applicability"] == "safe" else "--fix --unsafe-fixes"
                for line in _wrapped(f"fix: {finding['fix']['summary']} ({option})", columns):
                    yield styled(line, _COLOURS["fix"])
        yield ""
    for line in summary_lines(document):
        yield styled(line, _BOLD)


def as_concise(document: Document) -> str:
    """A line per finding, `path:line:column: CODE message`, as editors and `grep` want it."""
    told = [f"{place(one)}: {one['code']} {' '.join(one['message'].split())}" for one in document["findings"]]
    return "\n".join(printable(line) for line in told)


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


def summary_lines(document: Document) -> Iterator[str]:
    """What was checked and found, in a line or two."""
    summary = document["summary"]
    checked = f"{counted(summary['configurations'], 'configuration')} in {counted(summary['files'], 'file')}"
    if not summary["findings"]:
        yield f"No findings in {checked} (profile {summary['profile']})."
    else:
        found = [counted(count, name) for name, count in summary["by_severity"].items() if count]
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
    for kind, counts in summary.get("unread", {}).items():
        yield _unread(printable(kind), counts["files"], counts["install"])
    if summary["known"]:
        yield f"Suppressed by the baseline: {summary['known']}."
    if summary["gone"]:
        yield f"Resolved since the baseline: {summary['gone']}; update it with --write-baseline."


def _unread(kind: str, files: int, install: str | None) -> str:
    """Files of a kind that mention Kafka and of which nothing was read."""
    said = counted(files, f"{kind} file")
    mention, hold = ("mentions", "contains") if files == 1 else ("mention", "contain")
    if install is not None:
        return f"Not read: {said} that {mention} Kafka; install {install}."
    return f"Not read: {said} that {mention} Kafka and {hold} no recognized configuration."
