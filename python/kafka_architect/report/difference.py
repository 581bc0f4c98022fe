"""A difference's document as text and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

_MOST_NAMES: Final = 20


def as_text(document: Document) -> str:
    """Every change with its risk, steps and tools, as plain text."""
    lines = [headline(document)]
    for change in document["changes"]:
        lines += ["", f"{change['risk'].upper()}: {printable(change_title(change))}"]
        lines += [f"  {printable(change['because'])}"]
        lines += [f"  {number}. {printable(step)}" for number, step in enumerate(change["steps"], 1)]
        lines += [f"  {tool}: {printable(does)}" for tool, does in change["tools"].items()]
    lines += list(_notes(document))
    return "\n".join(lines)


def as_markdown(document: Document) -> str:
    """A table of the changes, then the steps of each, for a review."""
    lines = [f"# {_cell(headline(document))}", ""]
    if document["changes"]:
        lines += ["| Risk | Subject | Change | From | To |", "|---|---|---|---|---|"]
        lines += [
            f"| {one['risk']} | `{_cell(one['subject'])}` | {_cell(one['what'] or one['kind'])} "
            f"| {_value(one['before'])} | {_value(one['after'])} |"
            for one in document["changes"]
        ]
    for change in document["changes"]:
        if not (change["steps"] or change["tools"]):
            continue
        lines += [
            "",
            f"## {_cell(change_title(change))}",
            "",
            f"**{change['risk']}**: {_cell(change['because'])}",
        ]
        if change["steps"]:
            lines += ["", *(f"{number}. {_cell(one)}" for number, one in enumerate(change["steps"], 1))]
        if change["tools"]:
            lines += ["", "| Tool | What it does |", "|---|---|"]
            lines += [f"| {_cell(tool)} | {_cell(does)} |" for tool, does in change["tools"].items()]
    lines += [_cell(one) for one in _notes(document)]
    return "\n".join(lines) + "\n"


def headline(document: Document) -> str:
    """From where to where, how many changes, and the worst risk."""
    where = f"{printable(document['old'])} -> {printable(document['new'])}"
    count = len(document["changes"])
    if not count:
        return f"{where}: no change"
    return f"{where}: {count} {'change' if count == 1 else 'changes'}, worst: {document['worst']}"


def change_title(change: Mapping[str, Any]) -> str:
    """The subject and what becomes of it, in one line; not made printable."""
    what = change["what"] or change["kind"]
    before, after = change["before"], change["after"]
    if before is not None and after is not None:
        return f"{change['subject']} {what}: {before} -> {after}"
    shown = after if before is None else before
    return f"{change['subject']} {'added' if before is None else 'removed'} ({what}: {shown})"


def _notes(document: Document) -> Iterator[str]:
    for key, words in (
        ("not_owned", "Not owned, left unchanged"),
        ("not_compared", "Not compared, missing on one side"),
    ):
        names = document[key]
        if names:
            more = len(names) - _MOST_NAMES
            shown = [printable(one) for one in names[:_MOST_NAMES]] + (
                [f"and {more} more"] if more > 0 else []
            )
            yield ""
            yield f"{words}: {'; '.join(shown)}"


def _value(text: str | None) -> str:
    return "" if text is None else f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return printable(text).replace("|", "\\|").replace("\n", " ").replace("`", "'")
