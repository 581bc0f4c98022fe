"""Edits of lines, shared by the writers of dialects that have one setting per line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from kafka_architect.validation.source_file import SourceFile


def remove_lines(file: SourceFile, start: int, end: int) -> Edit:
    """Take out the lines that hold the characters `start` to `end`, with their line ends."""
    first, _ = file.place(start)
    last, _ = file.place(max(start, end - 1))
    return Edit(file, Span(file.line_span(first).start, file.line_span(last).end), "")


def insert_line_after(file: SourceFile, offset: int, line: str) -> Edit:
    """Put a line below the one that holds `offset`; the last line gets its line end where it has none."""
    number, _ = file.place(offset)
    at = file.line_span(number).end
    text = line + file.newline
    if at > 0 and file.text[at - 1] != "\n":
        text = file.newline + line
    return Edit(file, Span(at, at), text)


def indentation(file: SourceFile, offset: int) -> str:
    """The blanks at the start of the line that holds `offset`."""
    number, _ = file.place(offset)
    span = file.line_span(number)
    line = file.text[span.start : span.end]
    return line[: len(line) - len(line.lstrip(" \t"))]
