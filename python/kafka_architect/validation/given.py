"""What a validation is given: paths, texts or settings, and whose they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from kafka_architect.errors import InputError
from kafka_architect.snapshot.model import Snapshot
from kafka_architect.validation.coverage import hint
from kafka_architect.validation.given_settings import are_settings, client_of, settings_reading
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.search import find_files
from kafka_architect.validation.source_file import SourceFile
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.validation.configuration import Reading

    Source = str | Path | Snapshot | Iterable[str | Path | Snapshot | SourceFile] | Mapping[str, Any]

_MOST_NAMED = 3  # of the paths in which nothing was read


class Given(NamedTuple):
    """What is checked: the files, those of them that were named, and what needs no reading any more."""

    files: list[SourceFile]
    wanted: frozenset[SourceFile]
    readings: Mapping[SourceFile, Reading] = MappingProxyType({})
    sources: tuple[str, ...] = ()  # as messages name them


def given_of(source: Source, role: Role | str | None, client: Client | str | None, exclude: object) -> Given:
    """What `source` stands for.

    Raises:
        InputError: if it is nothing that can be checked.
        SourceError: if a path cannot be read.
    """
    if isinstance(exclude, str) or not isinstance(exclude, Iterable):
        raise InputError(f"exclude: expected several patterns, found {exclude!r}; write ({exclude!r},)")
    if isinstance(source, Mapping):
        if source and are_settings(source):
            file, reading = settings_reading(source, *reader_of(role, client))
            return Given([file], frozenset({file}), {file: reading})
        files = _texts(source)
        return Given(files, frozenset(files))
    paths = [source] if isinstance(source, (str, os.PathLike, Snapshot)) else source
    _check_paths(paths)
    paths = list(paths)
    clusters = dict(_cluster_reading(one) for one in paths if isinstance(one, Snapshot))
    files, wanted = find_files([one for one in paths if not isinstance(one, Snapshot)], tuple(exclude))
    return Given(
        [*files, *clusters],
        wanted | clusters.keys(),
        clusters,
        tuple(
            one.path if isinstance(one, SourceFile) else str(getattr(one, "bootstrap", one)) for one in paths
        ),
    )


def _cluster_reading(snapshot: Snapshot) -> tuple[SourceFile, Reading]:
    from kafka_architect.validation.dialects.cluster_snapshot import cluster_reading

    return cluster_reading(snapshot)


def _check_paths(source: object) -> None:
    if isinstance(source, (bytes, bytearray)) or not isinstance(source, Iterable):
        found = type(source).__name__
        raise InputError(f"expected a path, several paths, or a dict of file name -> text, found {found}")
    if hasattr(source, "read"):
        raise InputError("expected paths, found an open file; give its path, or {name: file.read()}")


def _texts(source: Mapping[Any, Any]) -> list[SourceFile]:
    files = []
    for name, text in source.items():
        if not isinstance(text, str):
            raise InputError(f"{name}: expected the text of a file, found {type(text).__name__}")
        # A byte order mark is a character of what Python reads as UTF-8; in a file it is none of the text.
        files.append(SourceFile(str(name), text.removeprefix("\ufeff")))
    return files


# `librdkafka` is whose code reads the file rather than a role, but it is what users think of first.
_LIBRDKAFKA = {
    "librdkafka": None,
    "librdkafka-producer": Role.PRODUCER,
    "librdkafka-consumer": Role.CONSUMER,
}
ROLE_NAMES = (*(str(role) for role in Role), *_LIBRDKAFKA)


def reader_of(role: Role | str | None, client: Client | str | None) -> tuple[Role | None, Client | None]:
    """Role and client by their names; a role may name its client too."""
    wanted = None if client is None else client_of(client)
    if role is None:
        return None, wanted
    name = str(role)
    if name in _LIBRDKAFKA:
        if wanted not in (None, Client.LIBRDKAFKA):
            raise InputError(
                f"role {name!r} does not exist for client {str(wanted)!r}; specify one of its roles"
            )
        return _LIBRDKAFKA[name], Client.LIBRDKAFKA
    try:
        return Role(name), wanted
    except ValueError:
        known = f"expected one of {', '.join(ROLE_NAMES)}{did_you_mean(name, ROLE_NAMES)}"
        raise InputError(f"unknown role {name!r}; {known}") from None


def nothing_read(given: Given) -> str:
    """The message where no configuration was found in all that was given."""
    if not given.files and not given.sources:
        return "nothing to check: no files given; pass --allow-empty (allow_empty=True) to allow that"
    count = len(given.files)
    where = ", ".join(given.sources[:_MOST_NAMED]) or "the texts"
    more = f" and {len(given.sources) - _MOST_NAMED} more" if len(given.sources) > _MOST_NAMED else ""
    return (
        f"nothing to check: no Kafka configuration in {where}{more} ({count:,} "
        f"{'file' if count == 1 else 'files'} checked{hint(given.files)}); specify a file with its --role, "
        "or pass --allow-empty (allow_empty=True) to allow that"
    )
