"""Application configurations as flat keys: a.b.c = value, whether written as .properties or as nested YAML.

Spring Boot, Quarkus and Micronaut all read both and join nested YAML keys by dots. Each key keeps the place
of its last part and of its value; documents (`---` in YAML, `#---` in .properties) stay apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.configuration import Fault, Setting
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.formats.yaml_tree import (
    is_mapping,
    items,
    pairs,
    setting_of,
    yaml_file,
)
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.dialects.formats.yaml_tree import Pair
    from kafka_architect.validation.source_file import SourceFile

_DEEPEST = 32
# Anchors that double at each level would fill the memory: a document stands for so many keys, or one for each
# of its characters, or one for each line.
_FEWEST_ALLOWED, _MOST_KEYS = 5_000, 100_000
# Spring Boot 2.4 and later: https://docs.spring.io/spring-boot/reference/features/external-config.html
_PROPERTIES_SEPARATOR = re.compile(r"^[#!]---[ \t]*(?:\r?\n|$)", re.MULTILINE)
_INDEXED = re.compile(r"^(.+?)\[(\d{1,4})\]$")


@dataclass(frozen=True, slots=True)
class FlatKey:
    """One key with its whole name; `setting.key_span` covers the part that the file holds in one piece.

    `parents` leads from the root of a YAML document to the mapping that holds the key: each mapping with the
    place of the key below which the next one hangs.
    """

    name: str
    setting: Setting
    parents: tuple[tuple[Node, Span], ...] = ()

    @property
    def piece(self) -> str:
        """The last part of the name, as the file has it."""
        return self.setting.written

    @property
    def place(self) -> int:
        """Where the key is written."""
        return self.setting.key_span.start if self.setting.key_span else 0


@dataclass(slots=True)
class FlatDocument:
    """The keys of one document, in order."""

    file: SourceFile
    span: Span
    keys: list[FlatKey] = field(default_factory=list)
    root: Node | None = None
    block: PropertiesBlock | None = None
    _by_place: dict[Span, FlatKey] | None = field(default=None, init=False, repr=False, compare=False)

    def key_at(self, place: Span) -> FlatKey | None:
        """The key that is written at a place; many writers of thousands of clients ask for theirs."""
        if self._by_place is None:
            spans = ((key.setting.key_span, key) for key in self.keys)
            self._by_place = {span: key for span, key in spans if span is not None}
        return self._by_place.get(place)


@dataclass(slots=True)
class FlatFile:
    """The documents of a file, and what could not be read."""

    documents: list[FlatDocument] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def has(self, *prefixes: str, spelled: Callable[[str], str] = str.lower) -> bool:
        """Whether a key begins with one of the prefixes (each with its last dot)."""
        return any(
            spelled(key.name).startswith(prefixes) for document in self.documents for key in document.keys
        )


def may_begin_with(file: SourceFile, start: str, spelled: Callable[[str], str] = str.lower) -> bool:
    """Whether a flat key of a file may begin so: a look at the roots spares flattening another's YAML."""
    if ".properties" in file.path.lower().rsplit("/", 1)[-1]:
        return True
    roots = yaml_file(file).documents
    return any(spelled(pair.key).startswith(start) for root in roots for pair in pairs(root))


@lru_cache(maxsize=8)
def flat_file(file: SourceFile) -> FlatFile:
    """Read a file: YAML where its name says so, else .properties."""
    if ".properties" in file.path.lower().rsplit("/", 1)[-1]:
        return _read_properties(file)
    tree = yaml_file(file)
    result = FlatFile(faults=list(tree.faults))
    for root in tree.documents:
        document = FlatDocument(file, Span(root.start_mark.index, root.end_mark.index), root=root)
        most = max(min(_FEWEST_ALLOWED + len(file.text), _MOST_KEYS), len(file.line_starts))
        document.keys.extend(islice(_flatten(file, root, "", (), 0), most + 1))
        if len(document.keys) > most:
            message = f"its aliases expand to more than {most:,} keys: each was read once; use fewer aliases"
            result.faults.append(Fault(message, document.span.start))
            document.keys = list({key.place: key for key in reversed(document.keys)}.values())[::-1]
        result.documents.append(document)
    return result


def _read_properties(file: SourceFile) -> FlatFile:
    result = FlatFile()
    start = 0
    ends = [(found.start(), found.end()) for found in _PROPERTIES_SEPARATOR.finditer(file.text)]
    for end, following in [*ends, (len(file.text), len(file.text))]:
        block = PropertiesBlock(file, Span(start, end))
        document = FlatDocument(file, block.span, block=block)
        lists: dict[str, int] = {}
        for setting in block.settings():
            indexed = _INDEXED.match(setting.key)
            if indexed is None:
                document.keys.append(FlatKey(setting.key, setting))
            elif indexed.group(1) in lists:
                at = lists[indexed.group(1)]
                document.keys[at] = _joined(document.keys[at], setting)
            else:
                lists[indexed.group(1)] = len(document.keys)
                document.keys.append(FlatKey(indexed.group(1), setting))
        result.faults.extend(block.faults)
        result.documents.append(document)
        start = following
    return result


def _joined(key: FlatKey, more: Setting) -> FlatKey:
    """A list that is written as name[0], name[1]: one value, which has no single place to be edited in."""
    value = f"{key.setting.value or ''},{more.value or ''}"
    resolved = key.setting.resolved and more.resolved
    return replace(key, setting=key.setting._replace(value=value, span=None, resolved=resolved))


def with_value(setting: Setting, key: str, value: str | None, *, resolved: bool) -> Setting:
    """The setting with another key and value (dataclasses.replace takes five times as long)."""
    return Setting(
        key, value, setting.origin, setting.written, setting.span, setting.key_span, resolved, setting.file,
        setting.default_of,
    )  # fmt: skip


def with_key(setting: Setting, key: str) -> Setting:
    """The setting under another key."""
    return with_value(setting, key, setting.value, resolved=setting.resolved)


def _flatten(
    file: SourceFile, node: Node, prefix: str, parents: tuple[tuple[Node, Span], ...], depth: int
) -> Iterator[FlatKey]:
    if depth > _DEEPEST or not isinstance(node, yaml.MappingNode):
        return
    for pair in _own_and_merged(node):
        place = Span(pair.key_node.start_mark.index, pair.key_node.end_mark.index)
        # Spring: a key in brackets belongs to the name before it; other names are joined by dots.
        name = prefix.removesuffix(".") + pair.key if pair.key.startswith("[") else prefix + pair.key
        chain = (*parents, (node, place))
        if is_mapping(pair.value):
            yield from _flatten(file, pair.value, f"{name}.", chain, depth + 1)
        elif not any(is_mapping(item) for item in items(pair.value)):
            yield FlatKey(name, setting_of(file, name, pair), chain)


def _own_and_merged(node: yaml.MappingNode) -> Iterator[Pair]:
    """The pairs of a mapping; what a merge key brings gives way to the mapping's own keys."""
    if not any(key.value == "<<" for key, _ in node.value):
        yield from pairs(node)
        return
    own = {id(key) for key, _ in node.value}
    names = {str(key.value) for key, _ in node.value}
    for pair in pairs(node):
        if id(pair.key_node) in own or pair.key not in names:
            yield pair
