"""Files of `key=value`: server.properties, producer.properties, connect-distributed.properties and the like."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Reading
from kafka_architect.validation.dialects.properties_block import PropertiesBlock
from kafka_architect.validation.recognise import role_of
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "properties"
_ENDINGS = (".properties", ".conf", ".cfg", ".config", ".txt", ".properties.template", ".properties.j2")


def recognises(file: SourceFile) -> bool:
    """By the name alone: the format has no other mark."""
    return PurePath(file.path).name.lower().endswith(_ENDINGS)


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration, of the role that keys and file name tell."""
    block = PropertiesBlock(file)
    settings = list(block.settings())
    found = role_of({setting.key for setting in settings}, file.path) if role is None else role
    reading = Reading(faults=block.faults)
    if found is not None:
        configuration = Configuration(
            found, PurePath(file.path).name, file, NAME, writer=block, span=Span(0, 0)
        )
        for setting in settings:
            configuration.put(setting)
        reading.configurations.append(configuration)
    return reading
