"""Dialects: the ways in which people write Kafka configurations, one module each.

A module has NAME, `recognises(file)` and `read(file, role)`. The first in the table that recognises a file
reads it. Readers never raise on what a file holds: what cannot be read becomes a fault.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from kafka_architect.validation.application_files import files_below
from kafka_architect.validation.dialects.formats.properties_fit import fits_properties
from kafka_architect.validation.knowledge.librdkafka_keys import mentions_librdkafka

if TYPE_CHECKING:
    from collections.abc import Callable

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


class ApplicationDialect(Dialect, Protocol):
    """A dialect of applications, whose profiles may have files of their own."""

    def read_application(
        self, file: SourceFile, role: Role | None, application: tuple[SourceFile, ...]
    ) -> Reading:
        """Read a file over those that it adds to. `application` has all files, the first to be read first."""


_YAML = (".yml", ".yaml")
_PROPERTIES = (".properties", ".conf", ".cfg", ".config", ".txt", ".properties.template", ".properties.j2")


class _Entry(NamedTuple):
    """A dialect of the table: its module is imported only for files that it may recognise.

    `endings` are of the file's name ("" = any). `words`: one of them must be in the text, in any case, or
    else the file is none of this dialect's; nothing is imported to find that out. `mark` tells it where
    words do not.
    """

    module: str
    endings: tuple[str, ...]
    words: tuple[str, ...] = ()
    mark: Callable[[str], bool] | None = None

    def may_be(self, file: SourceFile) -> bool:
        """Whether the dialect is worth importing for a file of such a name."""
        if self.mark is not None and not self.mark(file.text):
            return False
        return not self.words or any(word in file.lower_text for word in self.words)


# The more specific first.
_TABLE: tuple[_Entry, ...] = (
    _Entry("cluster_snapshot", (".json",), ("kafka-architect-cluster",)),
    _Entry("connect_json", (".json", ".json.j2", ".json.tmpl")),
    _Entry("logged", (".log", ".out", ".txt"), ("config values:",)),
    _Entry("python.source", (".py",), ("kafka",)),
    _Entry("source.jvm", (".java", ".kt", ".kts", ".scala", ".groovy"), ("kafka",)),
    _Entry(
        "source.javascript",
        (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"),
        ("kafka", "broker.list"),
    ),
    _Entry("source.go", (".go",), ("kafka", "sarama", "franz-go")),
    _Entry("source.csharp", (".cs",), ("kafka",)),
    _Entry("source.dotted", (".rs", ".rb", ".php", ".c", ".cc", ".cpp"), ("kafka",)),
    _Entry("spring.cloud_stream", (*_YAML, ".properties"), ("spring",)),
    _Entry("spring.boot", (*_YAML, ".properties"), ("spring",)),
    _Entry("quarkus", (*_YAML, ".properties"), ("messaging",)),
    _Entry("micronaut", _YAML, ("kafka:",)),
    _Entry("micronaut", (".properties",), ("kafka.producers", "kafka.consumers", "kafka.streams")),
    _Entry("hocon", (".conf", ".hocon", ".conf.template", ".conf.j2"), ("kafka", "bootstrap.servers")),
    _Entry("librdkafka", (*_PROPERTIES, ".ini", ".json", ".json.j2"), mark=mentions_librdkafka),
    _Entry("terraform.resources", (".tf",), ("kafka", "msk", "confluent_")),
    _Entry("strimzi.resources", _YAML, ("strimzi",)),
    _Entry("helm.values", _YAML, ("kafka",)),
    _Entry("containers.compose", _YAML, ("kafka",)),
    _Entry("containers.kubernetes", _YAML, ("apiversion",)),
    _Entry("msk", (".txt", ".properties", ".conf", ".cfg")),
    _Entry("containers.env", (".env", "env_file", ""), ("kafka_", "connect_", "spring")),
    _Entry("prefixed.lines", _PROPERTIES, ("kafka", "bootstrap.servers")),
    _Entry("properties", (*_PROPERTIES, "")),
    # What no framework or image owns.
    _Entry("librdkafka", _YAML, mark=mentions_librdkafka),
    _Entry("plain_yaml", (*_YAML, ".json", ".json.j2")),
)

_PROPERTIES_POSITION = [entry.module for entry in _TABLE].index("properties")


def find_dialect(file: SourceFile) -> Dialect | None:
    """The dialect that a file is written in, None where no one recognises it."""
    position = _position(file)
    return None if position is None else _dialect(position)


def read_file(
    file: SourceFile, role: Role | None, application: tuple[SourceFile, ...] = ()
) -> Reading | None:
    """Read a file in its dialect; None where no one recognises it.

    `application` has all files of the same application, the first to be read first. A profile's file may say
    too little to be recognised by itself, or less than all: then it is read in the dialect of those below it.
    """
    own = _position(file)
    if own is None and role is not None and not file.name.lower().endswith(known_endings()):
        # The user says what it is, and its name (/dev/stdin, server.properties.bak) says nothing else.
        if not fits_properties(file.text, file.name):
            return None
        return _dialect(_PROPERTIES_POSITION).read(file, role)
    faulty: Reading | None = None
    lower = {_position(one) for one in files_below(file, application)}
    for position in sorted(one for one in lower if one is not None and (own is None or one < own)):
        reading = _read(_dialect(position), file, role, application)
        if reading is not None and reading.configurations:
            return reading
        if reading is not None and reading.faults:
            faulty = reading  # it belongs to the application, and cannot be read
    if own is None:
        return faulty
    dialect = _dialect(own)
    reading = _read(dialect, file, role, application) if application else None
    return dialect.read(file, role) if reading is None else reading


def _read(
    dialect: Dialect, file: SourceFile, role: Role | None, application: tuple[SourceFile, ...]
) -> Reading | None:
    if not hasattr(dialect, "read_application"):
        return None
    return cast("ApplicationDialect", dialect).read_application(file, role, application)


def _position(file: SourceFile) -> int | None:
    for position in _positions_by_name(file.name.lower()):
        if _TABLE[position].may_be(file) and _dialect(position).recognises(file):
            return position
    return None


@lru_cache(maxsize=10_000)
def _positions_by_name(name: str) -> tuple[int, ...]:
    return tuple(position for position, entry in enumerate(_TABLE) if name.endswith(entry.endings))


@cache
def _dialect(position: int) -> Dialect:
    return cast("Dialect", import_module(f"{__name__}.{_TABLE[position].module}"))


@cache
def known_endings() -> tuple[str, ...]:
    """The endings of files that a search through a folder looks into."""
    return tuple(sorted({ending for entry in _TABLE for ending in entry.endings if ending}))
