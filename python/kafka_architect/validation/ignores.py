"""Comments that ignore findings: `# kafka-architect: ignore[DUR001] reason`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.selection import Selection
    from kafka_architect.validation.source_file import SourceFile

_COMMENT = re.compile(
    r"(?:#|//|!|;)\s*kafka-architect:\s*(ignore|ignore-file)\s*\[([^\]\n]*)\]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class UnusedIgnore:
    """A code in an ignore comment that ignored nothing."""

    message: str
    span: Span


@dataclass(slots=True)
class _Comment:
    codes: dict[str, bool]  # code -> whether it ignored something
    span: Span
    lines: tuple[int, ...] | None  # None: the whole file


class IgnoreComments:
    """The ignore comments of a file.

    A comment behind a setting is about that line. A comment on a line of its own is about the next line that
    is no comment. `ignore-file[...]` is about the whole file. A code may be the letters alone: ignore[SEC].
    """

    def __init__(self, file: SourceFile) -> None:
        self._comments: list[_Comment] = []
        if "kafka-architect:" not in file.text.lower():
            return
        for found in _COMMENT.finditer(file.text):
            codes = {code.strip().upper(): False for code in found.group(2).split(",") if code.strip()}
            line, column = file.place(found.start())
            before = file.text[file.line_span(line).start :][: column - 1]
            lines: tuple[int, ...] | None = (line,)
            if found.group(1).lower() == "ignore-file":
                lines = None
            elif not before.strip(" \t"):
                lines = (_next_setting(file, line),)
            self._comments.append(_Comment(codes, Span(*found.span()), lines))

    def ignores(self, finding: Finding) -> bool:
        """Whether a comment ignores the finding; remembers that it did."""
        line, _ = finding.place
        hit = False
        for comment in self._comments:
            if comment.lines is not None and line not in comment.lines:
                continue
            for code in comment.codes:
                if code in (finding.rule.code, finding.rule.code.rstrip("0123456789")):
                    comment.codes[code] = hit = True
        return hit

    def unused(self, selection: Selection) -> Iterator[UnusedIgnore]:
        """The codes that ignored nothing, of rules that were asked."""
        for comment in self._comments:
            for code, used in comment.codes.items():
                if used:
                    continue
                known = selection.asks(code)
                if known is None:
                    yield UnusedIgnore(f"ignore[{code}]: no rule has this code", comment.span)
                elif known:
                    yield UnusedIgnore(f"ignore[{code}]: the rule finds nothing here", comment.span)


def _next_setting(file: SourceFile, line: int) -> int:
    for number in range(line + 1, len(file.line_starts) + 1):
        span = file.line_span(number)
        text = file.text[span.start : span.end].strip()
        if text and text[0] not in "#!;" and not text.startswith("//"):
            return number
    return line
