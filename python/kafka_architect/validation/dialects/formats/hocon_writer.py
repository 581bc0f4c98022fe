"""Edits of HOCON, in place: what a field says in its own line; comments and order stay."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.formats.hocon_values import Joined, Scalar, plain
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.text_edits import indentation, insert_line_after, remove_lines

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.formats.hocon_tree import Leaf
    from kafka_architect.validation.dialects.formats.hocon_values import Block
    from kafka_architect.validation.source_file import SourceFile, Span

_BARE_VALUE = re.compile(r"(?!true|false|null|[\d-])[A-Za-z][A-Za-z0-9._]*|true|false|-?\d+")
_BARE_KEY = re.compile(r"(?!include\b)[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)*")
_REST_OF_LINE = re.compile(r"[ \t\r]*+,?[ \t\r]*+(?:(?:#|//)[^\n]*+)?(?=\n|\Z)")


class HoconWriter:
    """Writes the keys of one client.

    `leaves` are those of its settings by the place of their key, with how many elements of their path the
    Kafka key has; `block` is the object that holds them, where it has braces.
    """

    def __init__(
        self, file: SourceFile, leaves: dict[Span, tuple[Leaf, int]], block: Block | None = None
    ) -> None:
        self._file, self._leaves, self._block = file, leaves, block

    def _leaf(self, setting: Setting) -> tuple[Leaf, int] | None:
        return None if setting.key_span is None else self._leaves.get(setting.key_span)

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place: in quotes where the old one had them, or needs them."""
        found = self._leaf(setting)
        if found is None or setting.span is None or found[0].setting.span != setting.span:
            return None
        old = found[0].field.value
        if not isinstance(old, (Scalar, Joined)) or plain(old) is None:
            return None
        bare = self._file.text[setting.span.start] != '"'
        return Edit(self._file, setting.span, _value(value, bare=bare))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the field with its line, where it has one to itself and is the only one of its path."""
        found = self._leaf(setting)
        if found is None or not found[0].alone:
            return None
        if self._block is not None and len(self._block.fields) == 1:
            return None  # an empty block would be left
        span = found[0].field.span
        return remove_lines(self._file, span.start, span.end) if self._has_its_lines(span) else None

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key in place, where the whole key is written in one piece."""
        found = self._leaf(setting)
        if found is None or not found[0].alone or _BARE_KEY.fullmatch(key) is None:
            return None
        place = found[0].key_span(found[1])
        if place is None:
            return None
        quoted = self._file.text[place.start] == '"' and found[1] == 1
        return Edit(self._file, place, json.dumps(key) if quoted else key)

    def add(self, key: str, value: str) -> Edit | None:
        """Add a field on a line of its own below the last one of the block."""
        if self._block is None or not self._block.fields or _BARE_KEY.fullmatch(key) is None:
            return None
        last = self._block.fields[-1].span
        if not self._has_its_lines(last):
            return None
        line = f"{indentation(self._file, last.start)}{key} = {_value(value, bare=True)}"
        return insert_line_after(self._file, max(last.end - 1, last.start), line)

    def _has_its_lines(self, span: Span) -> bool:
        if self._file.line_before(span.start).strip():
            return False
        return _REST_OF_LINE.match(self._file.text, span.end) is not None


def _value(value: str, *, bare: bool) -> str:
    return value if bare and _BARE_VALUE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
