"""Dialects: the ways in which people write Kafka configurations, one module each.

A module has NAME, `recognises(file)` and `read(file, role)`. The first in the table that recognises a file
reads it. Readers never raise on what a file holds: what cannot be read becomes a fault.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile


class Dialect(Protocol):
    """What a module of this package offers."""

    NAME: str

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is written in this dialect; quick, and never raises."""

    def read(self, file: SourceFile, role: Role | None) -> Reading:
        """Read it. `role` is what the user says it is; None lets keys and names tell."""


_YAML = (".yml", ".yaml")
_PROPERTIES = (".properties", ".conf", ".cfg", ".config", ".txt", ".properties.template", ".properties.j2")

# The more specific first: module, and the endings of the files that it may recognise ("" = any).
_TABLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("connect_json", (".json", ".json.j2", ".json.tmpl")),
    ("python_source", (".py",)),
    ("spring_cloud_stream", (*_YAML, ".properties")),
    ("spring_boot", (*_YAML, ".properties")),
    ("quarkus", (*_YAML, ".properties")),
    ("micronaut", (*_YAML, ".properties")),
    ("librdkafka", (".properties", ".conf", ".config", ".cfg", ".ini", ".txt", ".json", ".json.j2")),
    ("terraform", (".tf",)),
    ("strimzi", _YAML),
    ("helm", _YAML),
    ("compose", _YAML),
    ("kubernetes", _YAML),
    ("msk", (".txt", ".properties", ".conf", ".cfg")),
    ("env", (".env", "env_file", "")),
    ("properties", (*_PROPERTIES, "")),
    # What no framework or image owns.
    ("librdkafka", _YAML),
    ("plain_yaml", (*_YAML, ".json", ".json.j2")),
)


def find_dialect(file: SourceFile) -> Dialect | None:
    """The dialect that a file is written in, None where no one recognises it."""
    name = PurePath(file.path).name.lower()
    for module, endings in _TABLE:
        if name.endswith(endings):
            dialect = cast("Dialect", import_module(f"{__name__}.{module}"))
            if dialect.recognises(file):
                return dialect
    return None


def known_endings() -> tuple[str, ...]:
    """The endings of files that a search through a folder looks into."""
    return tuple(sorted({ending for _, endings in _TABLE for ending in endings if ending}))
