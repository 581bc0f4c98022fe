"""Edits of Python source: items of dicts, keyword arguments and assignments, in their own quotes."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.python.tree import PythonFile
    from kafka_architect.validation.dialects.python.values import Entries

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COMMA = re.compile(r"[ \t]*,")
_REST = re.compile(r",?[ \t]*(#[^\r\n]*)?(\r?\n|$)")
_BOOLEANS = {"true": "True", "false": "False"}


class PythonWriter:
    """Writes into the dict or call that a client is made of.

    `spell` turns a Kafka key into the name that the client has for it. `typed`: values are Python's own
    (True, 5), as keyword arguments want them; else numbers and booleans may be texts too.
    """

    def __init__(
        self, source: PythonFile, entries: Entries, spell: Callable[[str], str | None], *, typed: bool
    ) -> None:
        self._source, self._file = source, source.file
        self._home, self._spell, self._typed = entries.home, spell, typed
        self._entries = {source.span(entry.value): entry for entry in entries.items}

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another literal in place of a literal."""
        entry = self._entries.get(setting.span) if setting.span else None
        if entry is None or setting.span is None or not _is_literal(entry.value):
            return None
        old = self._file.text[setting.span.start : setting.span.end]
        return Edit(self._file, setting.span, self._written(value, old))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the item with its comma, or the assignment with its line."""
        entry = self._entries.get(setting.span) if setting.span else None
        if entry is None or setting.span is None:
            return None
        if isinstance(entry.owner, ast.Call) and not isinstance(entry.key_node, ast.keyword):
            return None  # an argument of setdefault: without it the call has another meaning
        if isinstance(entry.owner, ast.Assign):
            span = self._source.span(entry.owner)
            return remove_lines(self._file, span.start, span.end)
        start = self._source.span(entry.key_node).start
        text = self._file.text
        line_start = text.rfind("\n", 0, start) + 1
        rest = _REST.match(text, setting.span.end)
        if rest and not text[line_start:start].strip(" \t"):
            return remove_lines(self._file, start, setting.span.end)
        comma = _COMMA.match(text, setting.span.end)
        if comma:
            blanks = len(text[comma.end() :]) - len(text[comma.end() :].lstrip(" \t"))
            return Edit(self._file, Span(start, comma.end() + blanks), "")
        before = text[:start].rstrip()
        start = len(before) - 1 if before.endswith(",") else start
        return Edit(self._file, Span(start, setting.span.end), "")

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key or argument name in place."""
        entry = self._entries.get(setting.span) if setting.span else None
        name = self._spell(key)
        if entry is None or name is None or setting.key_span is None:
            return None
        if isinstance(entry.key_node, ast.keyword):
            return Edit(self._file, setting.key_span, name) if name.isidentifier() else None
        old = self._file.text[setting.key_span.start : setting.key_span.end]
        return Edit(self._file, setting.key_span, _quoted(name, old))

    def add(self, key: str, value: str) -> Edit | None:
        """Add an item behind the last one, on a line of its own where the last one has one."""
        name = self._spell(key)
        home = self._home
        if name is None or home is None or (isinstance(home, ast.Call) and not name.isidentifier()):
            return None  # dict(acks=1) has no way to say compression.type
        last = _last(home)
        sample = self._file.text[self._source.span(home).start : self._source.span(home).end]
        quote = "'" if "'" in sample and '"' not in sample else '"'
        literal = self._written(value, quote)
        item = f"{quote}{name}{quote}: {literal}" if isinstance(home, ast.Dict) else f"{name}={literal}"
        if last is None:
            # With the bracket behind it, so that a second item waits for its turn, and then gets its comma.
            at = self._source.span(home).end - 1
            return Edit(self._file, Span(at, at + 1), item + self._file.text[at])
        span = self._source.span(last[1])
        start = self._source.span(last[0]).start
        text = self._file.text
        line_start = text.rfind("\n", 0, start) + 1
        indent = text[line_start:start]
        alone = not indent.strip(" \t") and "\n" in sample
        comma = _COMMA.match(text, span.end)
        rest = _REST.match(text, span.end)
        if alone and comma and rest:
            return insert_line_after(self._file, span.end, f"{indent}{item},")
        if alone and rest and rest[1]:  # the comment stays with the item it is about
            commented = Span(span.end, rest.end(1))
            line = f",{text[span.end : rest.end(1)]}{self._file.newline}{indent}{item}"
            return Edit(self._file, commented, line)
        separator = "," + self._file.newline + indent if alone else ", "
        return Edit(self._file, Span(span.end, span.end), separator + item)

    def _written(self, value: str, old: str) -> str:
        """`value` as a literal: bare where the old one was, or where arguments want Python's own."""
        bare = old[:1] not in ("'", '"') or self._typed
        if bare and value in _BOOLEANS:
            return _BOOLEANS[value]
        if bare and _NUMBER.fullmatch(value):
            return value
        return _quoted(value, old)


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant)


def _last(home: ast.Dict | ast.Call) -> tuple[ast.expr | ast.keyword, ast.expr] | None:
    """The first and last node of the last item: key and value, keyword or argument."""
    if isinstance(home, ast.Dict):
        if not home.values:
            return None
        return home.keys[-1] or home.values[-1], home.values[-1]
    found: list[tuple[ast.expr | ast.keyword, ast.expr]] = [(one, one) for one in home.args]
    found.extend((keyword, keyword.value) for keyword in home.keywords)
    return max(found, key=lambda one: (one[1].end_lineno or 0, one[1].end_col_offset or 0), default=None)


def _quoted(value: str, old: str) -> str:
    quote = old[:1] if old[:1] in ("'", '"') else '"'
    escaped = (
        value.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\n", "\\n").replace("\r", "\\r")
    )
    return quote + escaped + quote
