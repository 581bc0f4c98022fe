"""Findings of a validation for people: a terminal, plain text, a notebook."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    Document = Mapping[str, Any]

_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_VERDICTS = {"refuses": "Kafka refuses it", "differs": "not as it reads", "advice": "advice"}
_TEXT_COLUMNS = 110


def as_text(document: Document) -> str:
    """The findings as plain text, without colour or control codes."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=_TEXT_COLUMNS, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        print_to(console, document)
    return captured.get().rstrip("\n")


def print_to(console: Console, document: Document) -> None:
    """Print one block per finding: place, severity, code, message, and how it can be mended.

    The first line starts with path:line:column, which editors and terminals turn into a link.
    """
    from rich.padding import Padding
    from rich.text import Text

    for finding in document["findings"]:
        head = Text(f"{place(finding)}: ")
        head.append(finding["severity"], style=_STYLES[finding["severity"]])
        head.append(f" {finding['code']} ", style="bold")
        head.append(f"{finding['name']} ({_VERDICTS[finding['verdict']]})")
        console.print(head, soft_wrap=True)
        console.print(Padding(Text(finding["message"]), (0, 0, 0, 4)))
        if finding["fix"] is not None:
            option = "--fix" if finding["fix"]["applicability"] == "safe" else "--unsafe-fixes"
            console.print(Text(f"    fix: {finding['fix']['summary']} ({option})", style="green"))
    if document["findings"]:
        console.print()
    for line in summary_lines(document):
        console.print(Text(line, style="bold"), soft_wrap=True)


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
        offers += [f"{unsafe} with --unsafe-fixes"] if unsafe else []
        yield f"Can be mended: {', '.join(offers)}; --diff shows how."
    if summary["ignored"]:
        yield f"Ignored by comments: {summary['ignored']}."


def as_html(document: Document) -> str:
    """The findings as an HTML table for notebooks; every text from the input is escaped."""
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(cell))}</td>"
            for cell in (finding["severity"], finding["code"], place(finding), finding["message"])
        )
        + "</tr>"
        for finding in document["findings"]
    )
    head = "".join(f"<th>{title}</th>" for title in ("severity", "code", "place", "finding"))
    lines = "".join(f"<p>{escape(line)}</p>" for line in summary_lines(document))
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{lines}</div>"


def _counted(count: int, noun: str) -> str:
    plural = noun if count == 1 or noun == "info" else noun + "s"
    return f"{count:,} {plural}"
