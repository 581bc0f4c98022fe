"""Python source as a syntax tree with places in characters; lines that are no Python are left out."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Fault
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from kafka_architect.validation.source_file import SourceFile

_LINE_END = re.compile(r"\r\n|\r|\n")
# Each broken line costs another parse; a file with more is another language.
_MOST_BROKEN_LINES = 12


@dataclass(slots=True)
class PythonFile:
    """The tree of a file, where its lines start, and what could not be read."""

    file: SourceFile
    tree: ast.Module = field(default_factory=lambda: ast.Module([], []))
    starts: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def span(self, node: ast.expr | ast.keyword | ast.stmt) -> Span:
        """The characters of a node: ast counts columns in UTF-8 bytes."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Span(self._offset(node.lineno, node.col_offset), self._offset(end_line, end_column))

    def source(self, node: ast.expr) -> str:
        """The text of a node."""
        span = self.span(node)
        return self.file.text[span.start : span.end]

    def _offset(self, line: int, column: int) -> int:
        text = self.file.text
        if line > len(self.starts):
            return len(text)
        start = self.starts[line - 1]
        ahead = text[start : start + column]
        if not ahead.isascii():
            encoded = text[start : start + column].encode("utf-8", "surrogatepass")[:column]
            return start + len(encoded.decode("utf-8", "ignore"))
        return min(start + column, len(text))


@lru_cache(maxsize=8)
def python_file(file: SourceFile) -> PythonFile:
    """Parse a file; a line that is no Python becomes `pass` and a fault, and the rest is read."""
    found = PythonFile(file)
    found.starts = [0, *(end.end() for end in _LINE_END.finditer(file.text))]
    # ast.parse takes no NUL; a blank in its place moves nothing.
    text = file.text.replace("\x00", " ")
    for _ in range(_MOST_BROKEN_LINES):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.tree = ast.parse(text)
            return found
        except SyntaxError as error:
            line = min(max(error.lineno or 1, 1), len(found.starts))
            offset = found.starts[line - 1]
            found.faults.append(Fault(f"not Python: {error.msg}", offset))
            mended = _without_line(text, offset)
            if mended == text:
                return found
            text = mended
        except (RecursionError, MemoryError, ValueError) as error:
            found.faults.append(Fault(f"not Python: {type(error).__name__}: {error}"))
            return found
    return found


def _without_line(text: str, start: int) -> str:
    """`text` with `pass` in place of the line at `start`, or blanks where the line is shorter than that."""
    end = _LINE_END.search(text, start)
    stop = end.start() if end else len(text)
    line = text[start:stop]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    word = "pass" if len(line) >= len(indent) + 4 and line.strip() != "pass" else ""
    return text[:start] + (indent + word).ljust(len(line)) + text[stop:]
