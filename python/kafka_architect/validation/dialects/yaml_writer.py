"""Edits of YAML mappings and of lists of KEY=value, in place: comments, order and quoting stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.dialects.yaml_tree import is_mapping
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.source_file import SourceFile

_PLAIN_IS_SAFE = re.compile(r"^[A-Za-z0-9_./][A-Za-z0-9_./:,@+-]*$")
_READS_AS_BOOLEAN = frozenset({"y", "n", "yes", "no", "on", "off"})


def same(key: str) -> str:
    """The spelling of dialects that write Kafka's keys as they are."""
    return key


def scalar(value: str, quote: str = "") -> str:
    """`value` as a YAML scalar; `quote` is the quote that the old value had, "" for none."""
    if quote == "'":
        return "'" + value.replace("'", "''") + "'"
    if quote == '"' or not _PLAIN_IS_SAFE.match(value) or value.endswith(":"):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return f'"{value}"' if value.lower() in _READS_AS_BOOLEAN else value


class YamlMapWriter:
    """Writes into one block mapping. `spell` turns a Kafka key into the dialect's key.

    `spell` answers None where the dialect has no way to write the key here.
    """

    def __init__(
        self,
        file: SourceFile,
        mapping: Node | None,
        spell: Callable[[str], str | None] = same,
        *,
        quote: str = "",
    ) -> None:
        self._file, self._mapping, self._spell, self._quote = file, mapping, spell, quote

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another scalar in place, in the same quotes; block scalars and sequences are left alone."""
        if setting.span is None:
            return None
        old = self._file.text[setting.span.start : setting.span.end]
        if old[:1] in ("|", ">", "[", "{", "-", "&", "*", "!"):
            return None
        if not old.strip():
            key_end = self._file.text.rfind(":", 0, setting.span.start + 1) + 1
            return Edit(self._file, Span(key_end, key_end), " " + scalar(value, self._quote))
        return Edit(self._file, setting.span, scalar(value, old[0] if old[0] in "'\"" else ""))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the lines of the pair."""
        if setting.key_span is None or setting.span is None or self._flow() or self._only_child():
            return None
        return remove_lines(self._file, setting.key_span.start, _content_end(self._file, setting))

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key in place."""
        spelled = self._spell(key)
        if setting.key_span is None or spelled is None:
            return None
        old = self._file.text[setting.key_span.start : setting.key_span.end]
        return Edit(self._file, setting.key_span, scalar(spelled, old[0] if old[:1] in ("'", '"') else ""))

    def add(self, key: str, value: str) -> Edit | None:
        """Add a line below the last pair of the mapping."""
        spelled = self._spell(key)
        if spelled is None or not is_mapping(self._mapping) or self._flow():
            return None
        assert self._mapping is not None
        own = [pair for pair in self._mapping.value if pair[0].value != "<<"]
        if not own:
            return None
        _, column = self._file.place(own[0][0].start_mark.index)
        last_key, last_value = own[-1]
        end = _node_end(self._file, last_key, last_value)
        line = " " * (column - 1) + f"{spelled}: {scalar(value, self._quote)}"
        return insert_line_after(self._file, end, line)

    def _flow(self) -> bool:
        return isinstance(self._mapping, yaml.MappingNode) and bool(self._mapping.flow_style)

    def _only_child(self) -> bool:
        return isinstance(self._mapping, yaml.MappingNode) and len(self._mapping.value) == 1


class YamlListWriter:
    """Writes into a block sequence of `KEY=value` scalars, as docker-compose files have it."""

    def __init__(
        self, file: SourceFile, sequence: Node | None, spell: Callable[[str], str | None] = same
    ) -> None:
        self._file, self._sequence, self._spell = file, sequence, spell

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value behind the equals sign, where that needs no other quoting."""
        if setting.span is None or re.search(r"[\"'\\\n#]|: ", value):
            return None
        return Edit(self._file, setting.span, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the item."""
        if setting.key_span is None or setting.span is None or not self._block() or self._length() == 1:
            return None
        return remove_lines(self._file, setting.key_span.start, setting.span.end)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key before the equals sign."""
        spelled = self._spell(key)
        if setting.key_span is None or spelled is None:
            return None
        return Edit(self._file, setting.key_span, spelled)

    def add(self, key: str, value: str) -> Edit | None:
        """Add an item below the last one."""
        spelled = self._spell(key)
        if spelled is None or not self._block() or not self._length():
            return None
        assert self._sequence is not None
        last = self._sequence.value[-1]
        number, _ = self._file.place(last.start_mark.index)
        start = self._file.line_span(number).start
        dash = self._file.text.find("-", start)
        entry = scalar(f"{spelled}={value}")
        return insert_line_after(
            self._file, _last_character(self._file, last), self._file.text[start:dash] + "- " + entry
        )

    def _block(self) -> bool:
        return isinstance(self._sequence, yaml.SequenceNode) and not self._sequence.flow_style

    def _length(self) -> int:
        return len(self._sequence.value) if isinstance(self._sequence, yaml.SequenceNode) else 0


def _content_end(file: SourceFile, setting: Setting) -> int:
    assert setting.span is not None
    assert setting.key_span is not None
    end = setting.span.end
    # A block scalar's mark lies behind its last line end.
    while end > setting.key_span.end and file.text[end - 1] in " \r\n":
        end -= 1
    return end


def _node_end(file: SourceFile, key: Node, value: Node) -> int:
    end = value.end_mark.index
    while end > key.end_mark.index and file.text[end - 1 : end] in (" ", "\r", "\n"):
        end -= 1
    return max(end - 1, key.start_mark.index)


def _last_character(file: SourceFile, node: Node) -> int:
    return _node_end(file, node, node)
