"""Edits of application configurations, written as .properties or as nested YAML: comments and order stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.dialects.formats.distributed_writer import DistributedWriter
from kafka_architect.validation.dialects.formats.properties_text import escape_key
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter, scalar
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yaml.nodes import MappingNode, Node

    from kafka_architect.validation.configuration import Setting, Writer
    from kafka_architect.validation.dialects.formats.flat_keys import FlatDocument, FlatKey
    from kafka_architect.validation.source_file import SourceFile

_DEFAULT = re.compile(r"""["']?\$\{[^${}:]+:([^${}]*)\}["']?""")
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")


class FlatWriter:
    """Writes the keys of one configuration. `spell` turns a Kafka key into the whole name of its place.

    New keys go into the last of the `documents`; keys that are there are edited where they are, in whichever
    document of the same file. `spelled` makes names comparable that a framework takes for the same.
    """

    def __init__(
        self,
        documents: Sequence[FlatDocument],
        spell: Callable[[str], str | None],
        spelled: Callable[[str], str] = str,
    ) -> None:
        self._documents, self._document = documents, documents[-1]
        self._spell, self._spelled = spell, spelled
        self._file = self._document.file

    def _key_of(self, setting: Setting) -> FlatKey | None:
        if setting.key_span is None:
            return None
        own = (document for document in reversed(self._documents) if document.file is self._file)
        found = (document.key_at(setting.key_span) for document in own)
        return next((key for key in found if key is not None), None)

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place; of `${NAME:default}` only the default is replaced."""
        if setting.span is None:
            return None
        found = _DEFAULT.fullmatch(self._file.text, setting.span.start, setting.span.end)
        if found and _PLAIN.fullmatch(value):
            return Edit(self._file, Span(*found.span(1)), value)
        if self._document.block is not None:
            return self._document.block.replace(setting, value)
        return YamlMapWriter(self._file, None).replace(setting, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the key, and in YAML the mappings that would be empty without it."""
        key = self._key_of(setting)
        if key is None or setting.span is None:
            return None
        if self._document.block is not None:
            return self._document.block.remove(setting)
        end = setting.span.end
        while end > setting.span.start and self._file.text[end - 1] in " \r\n":
            end -= 1
        for mapping, place in reversed(key.parents):
            if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style:
                return None
            if not mapping.start_mark.index <= place.start < mapping.end_mark.index:
                return None
            if len(mapping.value) > 1:
                return remove_lines(self._file, place.start, max(end, place.end))
        return None

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another name in place, where only the part that is written here differs."""
        flat, name = self._key_of(setting), self._spell(key)
        if flat is None or name is None or setting.key_span is None or not flat.name.endswith(flat.piece):
            return None
        above = flat.name[: len(flat.name) - len(flat.piece)]
        if not self._spelled(name).startswith(self._spelled(above)):
            return None
        piece = name[len(above) :] if name.startswith(above) else _below(name, above)
        if not piece:
            return None
        if self._document.block is not None:
            return Edit(self._file, setting.key_span, escape_key(piece))
        old = self._file.text[setting.key_span.start]
        return Edit(self._file, setting.key_span, scalar(piece, old if old in "'\"" else ""))

    def add(self, key: str, value: str) -> Edit | None:
        """Add the key: in YAML to the innermost mapping that is there, with the rest of its name in dots."""
        name = self._spell(key)
        if name is None:
            return None
        if self._document.block is not None:
            return self._document.block.add(name, value)
        root = self._document.root
        if not isinstance(root, yaml.MappingNode) or root.flow_style or not root.value:
            return None
        mapping, rest = self._innermost(root, name.split("."))
        _, column = self._file.place(mapping.value[0][0].start_mark.index)
        line = " " * (column - 1) + f"{scalar('.'.join(rest))}: {scalar(value)}"
        return self._insert(mapping, line)

    def _insert(self, mapping: MappingNode, line: str) -> Edit | None:
        """Put a line into a mapping where no line of another mapping is put: order does not matter then.

        That is below its last plain pair, or above its first key where all that it holds are mappings: behind
        the last of these, keys of several depths would meet.
        """
        plain = [pair for pair in mapping.value if not isinstance(pair[1], yaml.MappingNode)]
        if plain:
            return insert_line_after(self._file, _last_character(self._file, *plain[-1]), line)
        first = mapping.value[0][0].start_mark.index
        start = self._file.line_span(self._file.place(first)[0]).start
        if self._file.text[start:first].strip():
            return None
        return Edit(self._file, Span(start, start), line + self._file.newline)

    def _innermost(self, mapping: MappingNode, elements: list[str]) -> tuple[MappingNode, list[str]]:
        """The mapping below which fewest elements of a name are left to be written."""
        best, rest = mapping, elements
        for key, value in mapping.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            depth = key.value.count(".") + 1
            same = self._spelled(".".join(elements[:depth])) == self._spelled(key.value)
            # The value of an alias is written elsewhere.
            below = same and depth < len(elements) and value.start_mark.index >= key.end_mark.index
            if below and _has_own_keys(value):
                inner, left = self._innermost(value, elements[depth:])
                if len(left) < len(rest):
                    best, rest = inner, left
        return best, rest


def writer_of(
    documents: Sequence[FlatDocument],
    spell: Callable[[str], str | None],
    spelled: Callable[[str], str] = str,
) -> Writer:
    """The writer of a configuration that `documents`, of one file or of several, make together."""
    newest = FlatWriter(documents, spell, spelled)
    by_file: dict[SourceFile, list[FlatDocument]] = {}
    for document in documents:
        by_file.setdefault(document.file, []).append(document)
    if len(by_file) == 1:
        return newest
    writers = {file: FlatWriter(own, spell, spelled) for file, own in by_file.items()}
    return DistributedWriter(lambda one: writers.get(one.file, newest) if one.file else newest, newest)


def _has_own_keys(node: Node) -> bool:
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return False
    return all(isinstance(key, yaml.ScalarNode) and key.value != "<<" for key, _ in node.value)


def _below(name: str, above: str) -> str:
    return ".".join(name.split(".")[above.count(".") :])


def _last_character(file: SourceFile, key: Node, value: Node) -> int:
    """The last character of a pair that is no line end."""
    end = int(max(value.end_mark.index, key.end_mark.index))
    if value.start_mark.index < key.start_mark.index:  # an alias: its anchor stands above
        end = file.line_span(file.place(key.start_mark.index)[0]).end
    while end > key.end_mark.index and file.text[end - 1 : end] in (" ", "\r", "\n"):
        end -= 1
    return max(end - 1, int(key.start_mark.index))
