"""Edits of YAML mappings and of lists of KEY=value, in place: comments, order and quoting stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.source_file import SourceFile

_PLAIN_IS_SAFE = re.compile(r"^[A-Za-z0-9_./][A-Za-z0-9_./:,@+-]*$")
_NEEDS_QUOTES = re.compile(r"[\"'\\\n#]|: ")
# What YAML readers take for a number that is written in another way: 0x10, 1_000, 12:30, 1e3.
_CANONICAL = re.compile(r"-?[1-9]\d*(\.\d*[1-9])?|0(\.\d*[1-9])?")
_LIKE_A_NUMBER = re.compile(r"[0-9.][0-9_.:a-fxoA-FXO+-]*")
_READS_AS_OTHER = frozenset({"True", "TRUE", "False", "FALSE", "null", "Null", "NULL"})
_READS_AS_BOOLEAN = frozenset({"y", "n", "yes", "no", "on", "off"})
_DERIVED = (Origin.FRAMEWORK, Origin.IMAGE)  # their places only show what they were made of
_BOOLEANS = frozenset({"true", "false"})


def same(key: str) -> str:
    """The spelling of dialects that write Kafka's keys as they are."""
    return key


def scalar(value: str, quote: str = "") -> str:
    """`value` as a YAML scalar; `quote` is the quote that the old value had, "" for none."""
    if quote == "'":
        return "'" + value.replace("'", "''") + "'"
    if quote == '"' or not _plain(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return value


def _plain(value: str) -> bool:
    """Whether `value` without quotes is read as the same text, or as the number that it is."""
    if _CANONICAL.fullmatch(value):
        return True
    if not _PLAIN_IS_SAFE.match(value) or value.endswith(":"):
        return False
    other = value.lower() in _READS_AS_BOOLEAN or value in _READS_AS_OTHER
    return not other and not _LIKE_A_NUMBER.fullmatch(value)


class YamlMapWriter:
    """Writes into one block mapping. `spell` turns a Kafka key into the dialect's key.

    `spell` answers None where the dialect has no way to write the key here. Where there is no mapping yet,
    the first key brings it along as `name` of `parent`.
    """

    def __init__(
        self,
        file: SourceFile,
        mapping: Node | None,
        spell: Callable[[str], str | None] = same,
        *,
        quote: str = "",
        parent: Node | None = None,
        name: str = "",
    ) -> None:
        self._file, self._mapping, self._spell, self._quote = file, mapping, spell, quote
        self._parent, self._name = parent, name

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another scalar in place, in the same quotes; block scalars and sequences are left alone."""
        if setting.span is None or setting.origin in _DERIVED:
            return None
        old = self._file.text[setting.span.start : setting.span.end]
        if old[:1] in ("|", ">", "[", "{", "&", "*", "!") or old[:2] == "- " or "\n" in old:
            return None
        if not old.strip():
            key_end = self._file.text.rfind(":", 0, setting.span.start + 1) + 1
            return Edit(self._file, Span(key_end, key_end), " " + self._scalar(value, self._quote))
        return Edit(self._file, setting.span, self._scalar(value, old[0] if old[0] in "'\"" else ""))

    def _scalar(self, value: str, quote: str) -> str:
        """What a plain scalar would not say is quoted: commas in `{...}`, booleans of compose files."""
        if not quote and (("," in value and self._flow()) or (self._quote and value.lower() in _BOOLEANS)):
            quote = self._quote or '"'
        return scalar(value, quote)

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the lines of the pair; what stands in another mapping (an anchor's) is left alone."""
        if setting.key_span is None or setting.span is None or self._flow() or self._only_child():
            return None
        if not self._own(setting.key_span.start):
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
        if spelled is None:
            return None
        pair = f"{scalar(spelled)}: {self._scalar(value, self._quote)}"
        if self._mapping is not None:
            return _insert_pair(self._file, self._mapping, lambda indent: indent + pair)
        newline = self._file.newline
        return _insert_pair(
            self._file, self._parent, lambda indent: f"{indent}{self._name}:{newline}{indent}  {pair}"
        )

    def _flow(self) -> bool:
        return isinstance(self._mapping, yaml.MappingNode) and bool(self._mapping.flow_style)

    def _only_child(self) -> bool:
        return isinstance(self._mapping, yaml.MappingNode) and len(self._mapping.value) == 1

    def _own(self, key_start: int) -> bool:
        if not isinstance(self._mapping, yaml.MappingNode):
            return True
        return any(key.start_mark.index == key_start for key, _ in self._mapping.value)


def _insert_pair(file: SourceFile, mapping: Node | None, lines: Callable[[str], str]) -> Edit | None:
    """Put `lines`, given their indentation, below the last pair of a block mapping."""
    if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style or not mapping.value:
        return None
    first_key, _ = mapping.value[0]
    last_key, last_value = mapping.value[-1]
    before = file.line_before(first_key.start_mark.index)
    if before.strip(" "):
        return None  # `- key: value`: the indentation of the keys is not that of their line
    return insert_line_after(file, last_character(file, last_key, last_value), lines(before))


class YamlListWriter:
    """Writes into a block sequence of `KEY=value` scalars, as docker-compose files have it."""

    def __init__(
        self, file: SourceFile, sequence: Node | None, spell: Callable[[str], str | None] = same
    ) -> None:
        self._file, self._sequence, self._spell = file, sequence, spell

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value behind the equals sign, where that needs no other quoting."""
        if setting.span is None or not self._exact(setting) or _NEEDS_QUOTES.search(value):
            return None
        if "," in value and not self._block():
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
        if setting.key_span is None or spelled is None or not self._exact(setting):
            return None
        return Edit(self._file, setting.key_span, spelled)

    def add(self, key: str, value: str) -> Edit | None:
        """Add an item below the last one, in its quotes."""
        spelled = self._spell(key)
        if spelled is None or not isinstance(self._sequence, yaml.SequenceNode) or not self._block():
            return None
        if not self._sequence.value:
            return None
        last = self._sequence.value[-1]
        before = self._file.line_before(last.start_mark.index)
        if before.strip(" ") != "-":
            return None
        quote = self._file.text[last.start_mark.index]
        entry = f"{spelled}={value}"
        if quote in "'\"" or not _PLAIN_IS_SAFE.match(entry.replace("=", "")) or entry.endswith(":"):
            entry = scalar(entry, quote if quote in "'\"" else '"')
        return insert_line_after(self._file, last_character(self._file, last, last), before + entry)

    def _exact(self, setting: Setting) -> bool:
        """Whether key and value stand in the file as they are: not across lines, nothing escaped."""
        if setting.span is None or setting.key_span is None:
            return False
        written = self._file.text[setting.key_span.start : setting.key_span.end]
        return written == setting.written and setting.key_span.end < setting.span.start

    def _block(self) -> bool:
        return isinstance(self._sequence, yaml.SequenceNode) and not self._sequence.flow_style

    def _length(self) -> int:
        return len(self._sequence.value) if isinstance(self._sequence, yaml.SequenceNode) else 0


def _content_end(file: SourceFile, setting: Setting) -> int:
    start = setting.key_span.end if setting.key_span else 0
    end = setting.span.end if setting.span else start
    # A block scalar's mark lies behind its last line end.
    while end > start and file.text[end - 1] in " \r\n":
        end -= 1
    return max(end, start)


def last_character(file: SourceFile, key: Node, value: Node) -> int:
    """The last character of a pair that is no blank; of an alias, the end of its line."""
    while isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        if value.start_mark.index < key.start_mark.index:
            break
        last = value.value[-1]
        key, value = last if isinstance(last, tuple) else (last, last)
    end = value.end_mark.index
    if value.start_mark.index < key.start_mark.index:  # an alias: its anchor stands above
        end = file.line_span(file.place(key.start_mark.index)[0]).end
    while end > key.end_mark.index and file.text[end - 1] in " \r\n":
        end -= 1
    return max(end - 1, key.start_mark.index)
