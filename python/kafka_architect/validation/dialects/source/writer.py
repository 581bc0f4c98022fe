"""Edits of source code: literals in place, whole statements, and items on lines of their own.

A value that is a constant, a sum or a call may mean something elsewhere too, and is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.program import Number, Text, Truth
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.text_edits import remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.source.syntax import SyntaxFile
    from kafka_architect.validation.dialects.source.values import Entry
    from kafka_architect.validation.source_file import Span

_NUMBER = re.compile(r"-?\d{1,18}")
_PLAIN = re.compile(r"[\w .,:;/@+\-=()*]*", re.ASCII)
_BEHIND = re.compile(r"[ \t]*+[,;]?+[ \t]*+(?://[^\r\n]*+|#[^\r\n]*+)?+(?:\r?\n|$)")
_MOST_INT = 2**31


class SourceWriter:
    """Writes into the places that entries of one client were read from.

    `spell` gives the way a Kafka key is written in place of an entry's key (an option's name, a constant),
    None where it has none. A number is only replaced by a number.
    """

    def __init__(
        self,
        source: SyntaxFile,
        entries: Iterable[Entry],
        spell: Callable[[Entry, str], str | None],
    ) -> None:
        self._source, self._file, self._spell = source, source.file, spell
        self._entries = {source.span(one.expression.node): one for one in entries}

    def _entry(self, setting: Setting) -> Entry | None:
        return self._entries.get(setting.span) if setting.span is not None else None

    def replace(self, setting: Setting, value: str) -> Edit | None:  # noqa: PLR0911 - one known case after the other
        """Put another literal in place of a literal."""
        entry = self._entry(setting)
        if entry is None or setting.span is None or not _PLAIN.fullmatch(value):
            return None
        old = self._file.text[setting.span.start : setting.span.end]
        expression = entry.expression
        if isinstance(expression, Text):
            quotes = old[:1]
            if quotes not in ('"', "'", "`") or old[:3] == '"""' or old[-1:] != quotes:
                return None
            return Edit(self._file, setting.span, f"{quotes}{value}{quotes}")
        if isinstance(expression, Number):
            suffix = old[-1:] if expression.long else ""
            if not _NUMBER.fullmatch(value) or (not suffix and not -_MOST_INT <= int(value) < _MOST_INT):
                return None
            return Edit(self._file, setting.span, value + suffix)
        if isinstance(expression, Truth) and value in ("true", "false"):
            return Edit(self._file, setting.span, value.capitalize() if old[:1].isupper() else value)
        return None

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the lines of a statement or item that has them for itself."""
        entry = self._entry(setting)
        if entry is None or entry.owner is None:
            return None
        span = self._source.span(entry.owner)
        text = self._file.text
        line_start = text.rfind("\n", 0, span.start) + 1
        behind = _BEHIND.match(text, span.end)
        if text[line_start : span.start].strip(" \t") or behind is None:
            return None
        if not entry.statement and not self._has_comma(span):
            return None  # the item before it would keep a comma that not every language takes
        return remove_lines(self._file, span.start, span.end)

    def _has_comma(self, span: Span) -> bool:
        return self._file.text[span.end : span.end + 80].lstrip(" \t").startswith(",")

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key in place of a literal or a constant."""
        entry = self._entry(setting)
        if entry is None or setting.key_span is None:
            return None
        spelt = self._spell(entry, key)
        if spelt is None:
            return None
        old = self._file.text[setting.key_span.start : setting.key_span.end]
        if isinstance(entry.key_expression, Text) and old[:1] in ('"', "'", "`") and old[:3] != '"""':
            return Edit(self._file, setting.key_span, f"{old[:1]}{spelt}{old[:1]}")
        if isinstance(entry.key_expression, Text):
            return None
        return Edit(self._file, setting.key_span, spelt)

    def add(self, key: str, value: str) -> Edit | None:
        """Nothing is added: where a statement would go, only its author knows."""
        return None
