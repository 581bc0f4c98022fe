"""Connect JSON: connectors as the REST API takes them and as files have them, and workers.

`{"name": ..., "config": {...}}` (POST /connectors), the bare map (PUT /connectors/NAME/config), lists of
either, and what holds them at any depth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Fault, Reading
from kafka_architect.validation.dialects.formats.json_tree import json_file
from kafka_architect.validation.dialects.formats.json_writer import JsonWriter
from kafka_architect.validation.dialects.formats.placeholders import with_default
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    is_mapping,
    is_sequence,
    items,
    pairs,
    setting_of,
    span_of,
    text_of,
)
from kafka_architect.validation.recognise import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "connect-json"
_MARK = re.compile(
    r'"(?:connector\.class|offset\.storage\.|config\.storage\.|bootstrap\.servers"|plugin\.path")'
)
_CONNECTOR = "connector.class"
_WORKER = ("offset.storage.topic", "offset.storage.file.filename", "config.storage.topic", "plugin.path")


def recognises(file: SourceFile) -> bool:
    """By a key that only Connect has, in what begins like JSON."""
    return file.text.lstrip()[:1] in ("{", "[") and _MARK.search(file.text) is not None


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each connector and worker."""
    tree = json_file(file)
    reading = Reading(faults=list(tree.faults))
    for document in tree.documents:
        for name, mapping in _maps(document):
            _read_map(file, role, name, mapping, reading)
    return reading


def _maps(document: Node) -> Iterator[tuple[str | None, Node]]:
    """The maps that configure something, with the names that stand around them, in the order of the file."""
    waiting: list[tuple[str | None, Node]] = [(None, document)]
    while waiting:
        name, node = waiting.pop()
        if is_mapping(node):
            keys = {pair.key for pair in pairs(node)}
            if _CONNECTOR in keys or (name is None and keys & {*_WORKER, "bootstrap.servers"}):
                yield name, node
                continue
            outer = text_of(child(node, "name"))
            below = [
                (pair.key if pair.key != "config" else outer or name, pair.value) for pair in pairs(node)
            ]
            waiting.extend(reversed(below))
        elif is_sequence(node):
            waiting.extend((name, item) for item in reversed(list(items(node))))


def _read_map(file: SourceFile, role: Role | None, name: str | None, mapping: Node, reading: Reading) -> None:
    found = list(pairs(mapping))
    keys = {pair.key for pair in found}
    known = role or role_of(keys, file.path, connector_class=text_of(child(mapping, _CONNECTOR)) or "")
    if known is None:
        return
    own = text_of(child(mapping, "name"))
    configuration = Configuration(
        known,
        own or name or file.name,
        file,
        NAME,
        writer=JsonWriter(file, mapping),
        span=span_of(mapping),
    )
    for pair in found:
        setting = with_default(setting_of(file, pair.key, pair))
        if is_mapping(pair.value) or is_sequence(pair.value):
            fault = (
                f"the value of {pair.key} is not a string: Connect rejects the request; write it as a string"
            )
            reading.faults.append(Fault(fault, pair.value.start_mark.index))
            continue
        configuration.put(setting)
    reading.configurations.append(configuration)
