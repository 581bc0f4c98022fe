"""Clients in another program's .properties file, behind whatever prefix it has for them.

Flume (`a1.sinks.k1.kafka.producer.linger.ms`), Debezium Server (`debezium.sink.kafka.producer.`), the schema
history of an embedded Debezium, Maxwell and Canal (`kafka.`), Camel, an application's own keys. What the
program adds is not known: a client is judged by what is written, and a value with a unit may be converted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Reading
from kafka_architect.validation.dialects import properties
from kafka_architect.validation.dialects.formats.flat_keys import with_key
from kafka_architect.validation.dialects.formats.placeholders import with_default
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.prefixed.groups import groups, role_and_client
from kafka_architect.validation.knowledge.neighbours import neighbour
from kafka_architect.validation.recognise import tells_of_kafka

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "prefixed-properties"
_WITH_UNIT = re.compile(r"-?[\d.]++\s*+[a-zA-Z]++")


def recognises(file: SourceFile) -> bool:
    """By a client behind a prefix, in a file that neither Kafka nor a known program reads."""
    if not properties.recognises(file):
        return False
    block = PropertiesBlock(file)
    values = {setting.key: setting.value for setting in block.settings()}
    if tells_of_kafka(values, file.path) or neighbour(values, file.path) is not None:
        return False
    return any(True for _ in _clients(file, block, list(block.settings())))


def read(file: SourceFile, role: Role | None) -> Reading:
    """A client for each prefix; where the user says what the file is, it is that as a whole."""
    if role is not None:
        return properties.read(file, role)
    block = PropertiesBlock(file)
    settings = list(block.settings())
    return Reading(list(_clients(file, block, settings)), block.faults)


def _clients(file: SourceFile, block: PropertiesBlock, settings: list[Setting]) -> Iterator[Configuration]:
    for group in groups([setting.key for setting in settings]):
        told = role_and_client(group, {key: settings[place].value for place, key in group.keys.items()})
        if told is None or not group.prefix:
            continue
        role, client = told
        made = Configuration(
            role, f"{file.name}: {group.prefix}", file, NAME, client, complete=False, owned=False,
            writer=_Prefixed(block, f"{group.prefix}."),
        )  # fmt: skip
        for place, key in group.keys.items():
            setting = with_key(with_default(settings[place]), key)
            if _WITH_UNIT.fullmatch((setting.value or "").strip()):
                setting = setting._replace(resolved=False)
            made.put(setting)
        if block.templated:
            made.repeats.clear()
        made.span = next(iter(made.settings.values())).key_span
        yield made


class _Prefixed:
    """Writes a client's keys with their prefix."""

    def __init__(self, block: PropertiesBlock, prefix: str) -> None:
        self._block, self._prefix = block, prefix

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place."""
        return self._block.replace(setting, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the line."""
        return self._block.remove(setting)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key behind the prefix."""
        return self._block.rename(setting, self._prefix + key)

    def add(self, key: str, value: str) -> Edit | None:
        """Nothing is added: where the client's lines end, another's may begin."""
