"""Configurations of librdkafka: `.conf` and INI files, JSON and YAML maps, known by keys no Java client has.

librdkafka takes aliases (metadata.broker.list, queue.buffering.max.ms): they arrive under Apache Kafka's
names. Keys of topics (`default.topic.config`, `topic.config`) count like the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Reading
from kafka_architect.validation.dialects.formats.flat_keys import with_key
from kafka_architect.validation.dialects.formats.key_maps import key_maps, settings_of, tree_of, writer_of
from kafka_architect.validation.dialects.formats.placeholders import with_default
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.formats.properties_fit import fits_properties
from kafka_architect.validation.dialects.formats.yaml_tree import child, is_mapping
from kafka_architect.validation.knowledge.librdkafka_keys import (
    ALIASES,
    TELLING,
    concerns,
    is_librdkafka,
    librdkafka_roles,
    mentions_librdkafka,
)
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting, Writer
    from kafka_architect.validation.dialects.formats.key_maps import KeyMap
    from kafka_architect.validation.source_file import SourceFile

NAME = "librdkafka"
_TREES = (".json", ".json.j2", ".yml", ".yaml")
_TOPIC_MAPS = ("default.topic.config", "topic.config", "default_topic_config")
# INI files, as Confluent's Python examples read them with configparser.
_SECTION = re.compile(r"^\[([^\]\r\n]+)\][ \t]*\r?$", re.MULTILINE)
_SHARED_SECTIONS = frozenset({"", "default", "kafka", "global", "common", "client"})


def recognises(file: SourceFile) -> bool:
    """By a key that only librdkafka has, in a map that no Java client could read."""
    if not mentions_librdkafka(file.text):
        return False
    if file.path.lower().endswith(_TREES):
        return any(_is_map_of_ours(file, each) for each in _maps(file))
    if not all(fits_properties(file.text[span.start : span.end]) for _, span in _sections(file.text)):
        return False
    return is_librdkafka({one.key: one.value for one in PropertiesBlock(file).settings()}, file.path)


def read(file: SourceFile, role: Role | None) -> Reading:
    """A producer, a consumer, or both where one map serves both."""
    if file.path.lower().endswith(_TREES):
        return _read_tree(file, role)
    return _read_lines(file, role)


def _maps(file: SourceFile) -> Iterator[KeyMap]:
    for document in tree_of(file).documents:
        yield from key_maps(document)


def _is_map_of_ours(file: SourceFile, found: KeyMap) -> bool:
    if TELLING.isdisjoint(found.keys):
        return False
    return is_librdkafka({one.key: one.value for one in settings_of(file, found.mapping)})


def _read_tree(file: SourceFile, role: Role | None) -> Reading:
    reading = Reading(faults=list(tree_of(file).faults))
    for found in _maps(file):
        if found.name in _TOPIC_MAPS or not (role is not None or _is_map_of_ours(file, found)):
            continue
        settings = list(settings_of(file, found.mapping))
        for name in _TOPIC_MAPS:
            inner = child(found.mapping, name)
            if is_mapping(inner) and inner is not None:
                settings.extend(settings_of(file, inner))
        name = found.name or file.name
        writer = writer_of(file, found.mapping)
        for configuration in _configurations(file, role, name, ([], settings), writer):
            if found.parent is not None and role is None:  # a map of a program's own file
                configuration.complete = configuration.owned = False
            reading.configurations.append(configuration)
    return reading


def _read_lines(file: SourceFile, role: Role | None) -> Reading:
    """Lines of key=value; under INI headers each section has the keys of the shared ones too."""
    reading = Reading()
    shared: list[Setting] = []
    whole: PropertiesBlock | None = None
    sections: list[tuple[str, PropertiesBlock, list[Setting]]] = []
    for name, span in _sections(file.text):
        block = PropertiesBlock(file, span, java=False)
        settings = list(block.settings())
        reading.faults.extend(block.faults)
        if name.lower() not in _SHARED_SECTIONS:
            sections.append((name, block, settings))
        elif settings:
            shared.extend(settings)
            whole = block
    label = file.name
    if not sections and whole is not None:
        reading.configurations.extend(_configurations(file, role, label, (shared, []), whole))
    for name, block, settings in sections:
        both = (shared, settings)
        reading.configurations.extend(_configurations(file, role, f"{label} [{name}]", both, block))
    return reading


def _sections(text: str) -> Iterator[tuple[str, Span]]:
    """The sections of an INI file; what stands before the first header has the name ""."""
    start, name = 0, ""
    for header in _SECTION.finditer(text):
        yield name, Span(start, header.start())
        start, name = header.end(), header.group(1)
    yield name, Span(start, len(text))


def _configurations(
    file: SourceFile,
    role: Role | None,
    name: str,
    settings: tuple[list[Setting], list[Setting]],
    writer: Writer,
) -> Iterator[Configuration]:
    """The clients that read these settings: those that several share, and their own, which win."""
    shared, own = settings
    keys = {setting.key for setting in (*shared, *own)}
    if not keys:
        return
    told = librdkafka_roles(keys, name)
    roles = (role,) if role is not None else told or (Role.PRODUCER,)
    for each in roles:
        label = f"{name}: {each}" if len(roles) > 1 else name
        configuration = Configuration(each, label, file, NAME, Client.LIBRDKAFKA, writer=writer)
        configuration.complete = bool(told) or role is not None
        configuration.span = (own or shared)[0].key_span
        for setting in shared:
            _put(configuration, setting, alone=len(roles) == 1)
        inherited = dict(configuration.settings)
        configuration.settings.clear()
        for setting in own:
            _put(configuration, setting, alone=len(roles) == 1)
        configuration.settings = inherited | configuration.settings
        yield configuration


def _put(configuration: Configuration, setting: Setting, *, alone: bool) -> None:
    if alone or concerns(configuration.role, setting.key):
        configuration.put(with_key(with_default(setting), ALIASES.get(setting.key, setting.key)))
