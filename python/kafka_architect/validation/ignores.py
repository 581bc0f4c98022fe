"""Comments that ignore findings: `# kafka-architect: ignore[DUR001] reason`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.rules import matches, no_such_rule
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.selection import Selection
    from kafka_architect.validation.source_file import SourceFile

_COMMENT = re.compile(
    r"(?:#|//|/\*|!|;)\s*kafka[-_]architect:\s*(?:"
    r"(?P<about>ignore|ignore-file)\s*\[(?P<codes>[^\]\n]*)\]|(?:ignor|disabl|noqa|skip|suppress)[^\n]*)",
    re.IGNORECASE,
)

_PART_OF_VALUE = "this is not a comment but part of the value: write it on the line above"


@dataclass(frozen=True, slots=True)
class UnusedIgnore:
    """A code in an ignore comment that ignored nothing, or a comment that cannot ignore anything."""

    message: str
    span: Span


@dataclass(slots=True)
class _Comment:
    codes: dict[str, bool]  # code -> whether it ignored something
    span: Span
    lines: range | None  # None: the whole file


def may_ignore(file: SourceFile) -> bool:
    """Whether a file may have an ignore comment in it: nearly none has."""
    return "architect:" in file.lower_text


class IgnoreComments:
    """The ignore comments of a file.

    A comment behind a setting is about that line. A comment on a line of its own is about the next line that
    is no comment, and about the lines of comments above that: what is missing is found at a file's start.
    `ignore-file[...]` is about the whole file. A code may be the letters alone, ignore[SEC], or a name.

    `values` are the places of the values that were read: in .properties nothing behind a value is a comment.
    """

    def __init__(self, file: SourceFile, values: Iterable[Span] = ()) -> None:
        self._comments: list[_Comment] = []
        self._of_file: list[_Comment] = []
        self._by_line: dict[int, list[_Comment]] = {}
        self._useless: list[UnusedIgnore] = []
        if not may_ignore(file):
            return
        values = [] if file.name.lower().endswith(".json") else sorted(values)
        for found in _COMMENT.finditer(file.text):
            span = Span(*found.span())
            codes = {code.strip(): False for code in (found["codes"] or "").split(",") if code.strip()}
            if not codes:
                self._useless.append(
                    UnusedIgnore("this comment names no rule: write ignore[DUR001] reason", span)
                )
            elif _is_within(span, values):
                self._useless.append(UnusedIgnore(_PART_OF_VALUE, span))
            else:
                lines = None if found["about"].lower() == "ignore-file" else _lines_about(file, span.start)
                self._take(_Comment(codes, span, lines))

    def _take(self, comment: _Comment) -> None:
        self._comments.append(comment)
        if comment.lines is None:
            self._of_file.append(comment)
        for line in comment.lines or ():
            self._by_line.setdefault(line, []).append(comment)

    def ignores(self, finding: Finding) -> bool:
        """Whether a comment ignores the finding; remembers that it did."""
        if not self._comments:
            return False
        line, _ = finding.place
        hit = False
        for comment in (*self._of_file, *self._by_line.get(line, ())):
            for code in comment.codes:
                if matches(code, finding.rule):
                    comment.codes[code] = hit = True
        return hit

    def unused(self, selection: Selection) -> Iterator[UnusedIgnore]:
        """The codes that ignored nothing, of rules that were asked, and the comments that cannot."""
        yield from self._useless
        for comment in self._comments:
            for code, used in comment.codes.items():
                if used:
                    continue
                known = selection.asks(code)
                if known is None:
                    yield UnusedIgnore(f"ignore[{code}]: {no_such_rule(code)}", comment.span)
                elif known:
                    yield UnusedIgnore(f"ignore[{code}]: the rule finds nothing here", comment.span)


def _is_within(span: Span, values: Sequence[Span]) -> bool:
    """Whether a comment stands in a value; `values` are sorted, and none overlaps another."""
    at = bisect_left(values, (span.start, 0))
    return at > 0 and values[at - 1].start < span.start < values[at - 1].end


def _lines_about(file: SourceFile, start: int) -> range:
    """The lines that a comment is about: its own, and for one on a line of its own those around it."""
    line, _ = file.place(start)
    if file.line_before(start).strip(" \t"):
        return range(line, line + 1)
    first = line
    while first > 1 and _is_comment(file, first - 1):
        first -= 1
    for number in range(line + 1, len(file.line_starts) + 1):
        if not _is_comment(file, number) and file.text[slice(*file.line_span(number))].strip():
            return range(first, number + 1)
    return range(first, line + 1)


def _is_comment(file: SourceFile, line: int) -> bool:
    return file.text[slice(*file.line_span(line))].lstrip().startswith(("#", "!", ";", "//", "/*"))
