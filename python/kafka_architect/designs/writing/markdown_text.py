"""Markdown of names that anybody may have chosen: cells, code, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|~])")


def one_line(text: str) -> str:
    """Text on one line, without a character that a terminal would obey."""
    return printable(" ".join(text.split()))


def plain(text: str) -> str:
    """Text without markup, on one line. An underscore between letters is no emphasis and stays."""
    text = one_line(text)
    escaped = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])", "_", escaped)


def code(text: str) -> str:
    """A name as code; backticks and bars do not end it."""
    text = one_line(text).replace("|", "\\|")
    if "`" not in text:
        return f"`{text}`"
    return f"`` {text} ``" if "``" not in text else plain(text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table whose cells are Markdown already; nothing for no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines, ""] if lines else []
