"""Maps of Kafka's dotted keys, wherever they are in a YAML or JSON document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.formats.json_tree import json_file
from kafka_architect.validation.dialects.formats.json_writer import JsonWriter
from kafka_architect.validation.dialects.formats.yaml_tree import (
    is_mapping,
    is_sequence,
    items,
    pairs,
    setting_of,
    yaml_file,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting, Writer
    from kafka_architect.validation.dialects.formats.yaml_tree import YamlFile
    from kafka_architect.validation.source_file import SourceFile

_MOST_NODES = 50_000


@dataclass(frozen=True, slots=True)
class KeyMap:
    """A map of which a key has a dot and a plain value; `name` is the nearest key around it."""

    name: str
    mapping: Node
    parent: Node | None
    keys: frozenset[str]


def is_json(file: SourceFile) -> bool:
    """Whether a file is JSON by its name, else YAML."""
    return ".json" in file.path.lower().rsplit("/", 1)[-1]


def tree_of(file: SourceFile) -> YamlFile:
    """The documents of a JSON or YAML file."""
    return json_file(file) if is_json(file) else yaml_file(file)


def key_maps(document: Node) -> Iterator[KeyMap]:
    """The maps of a document, in its order; anchors are looked at once."""
    waiting: list[tuple[str, Node, Node | None]] = [("", document, None)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_NODES:
        name, node, parent = waiting.pop()
        if id(node) in seen:
            continue
        if is_mapping(node):
            seen.add(id(node))
            found = list(pairs(node))
            keys = frozenset(pair.key for pair in found if not is_mapping(pair.value))
            if any("." in key for key in keys):
                yield KeyMap(name, node, parent, keys)
            waiting.extend((pair.key, pair.value, node) for pair in reversed(found))
        elif is_sequence(node):
            seen.add(id(node))
            waiting.extend((name, item, parent) for item in reversed(list(items(node))))


def settings_of(file: SourceFile, mapping: Node) -> Iterator[Setting]:
    """The plain values of a map, under the keys as they are written."""
    for pair in pairs(mapping):
        if is_mapping(pair.value) or any(is_mapping(item) for item in items(pair.value)):
            continue
        yield setting_of(file, pair.key, pair)


def writer_of(file: SourceFile, mapping: Node) -> Writer:
    """What edits a map of this file."""
    return JsonWriter(file, mapping) if is_json(file) else YamlMapWriter(file, mapping)
