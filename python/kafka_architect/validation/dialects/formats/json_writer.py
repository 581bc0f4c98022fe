"""Edits of JSON objects, in place: order, indentation and the kinds of values stay."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, ScalarNode

from kafka_architect.validation.dialects.formats.yaml_writer import same
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.source_file import SourceFile

_BARE = re.compile(r"true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?")


class JsonWriter:
    """Writes into one object. `spell` turns a Kafka key into the name that the object has for it."""

    def __init__(
        self, file: SourceFile, mapping: Node | None, spell: Callable[[str], str | None] = same
    ) -> None:
        self._file, self._spell = file, spell
        self._mapping = mapping if isinstance(mapping, MappingNode) else None

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place: in quotes where the old one had them, bare where both can be."""
        if setting.span is None:
            return None
        old = self._file.text[setting.span.start : setting.span.start + 1]
        if old in ("{", "["):
            return None
        return Edit(self._file, setting.span, _value(value, bare=old != '"'))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the pair with the comma that belongs to it."""
        pairs = [] if self._mapping is None else self._mapping.value
        for number, (key, value) in enumerate(pairs):
            if setting.key_span is None or key.start_mark.index != setting.key_span.start:
                continue
            if number + 1 < len(pairs):
                return Edit(self._file, Span(key.start_mark.index, pairs[number + 1][0].start_mark.index), "")
            if number:
                return Edit(self._file, Span(pairs[number - 1][1].end_mark.index, value.end_mark.index), "")
            return Edit(self._file, Span(key.start_mark.index, value.end_mark.index), "")
        return None

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key in place."""
        spelled = self._spell(key)
        if setting.key_span is None or spelled is None:
            return None
        return Edit(self._file, setting.key_span, json.dumps(spelled, ensure_ascii=False))

    def add(self, key: str, value: str) -> Edit | None:
        """Add a pair behind the last one, on a line of its own where the others are."""
        spelled = self._spell(key)
        if self._mapping is None or spelled is None:
            return None
        bare = any(_is_bare(value) for _, value in self._mapping.value)
        pair = f"{json.dumps(spelled, ensure_ascii=False)}: {_value(value, bare=bare)}"
        if not self._mapping.value:
            at = self._mapping.start_mark.index + 1
            return Edit(self._file, Span(at, at), pair)
        last_key, last_value = self._mapping.value[-1]
        before = self._file.text.rfind("\n", 0, last_key.start_mark.index)
        indent = self._file.text[before + 1 : last_key.start_mark.index]
        at = last_value.end_mark.index
        separator = "," + self._file.newline + indent if before >= 0 and not indent.strip() else ", "
        return Edit(self._file, Span(at, at), separator + pair)


def _is_bare(node: Node) -> bool:
    """Whether a value is a number or boolean without quotes."""
    return isinstance(node, ScalarNode) and node.style is None and _BARE.fullmatch(node.value) is not None


def _value(value: str, *, bare: bool) -> str:
    return value if bare and _BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
