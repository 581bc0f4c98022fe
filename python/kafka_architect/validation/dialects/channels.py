"""Clients whose keys stand behind a prefix among flat keys: channels of Quarkus, ids of Micronaut.

Keys for all clients come first, then the client's own. A key that is Kafka's by meaning but not by name
(linger-ms) is a loss: the frameworks hand it on as it is, and Kafka ignores it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kafka_architect.validation.application_files import files_below
from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, Origin, Setting
from kafka_architect.validation.dialects.formats.flat_keys import flat_file, with_key
from kafka_architect.validation.dialects.formats.flat_writer import writer_of
from kafka_architect.validation.dialects.spring.values import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.validation.dialects.formats.flat_keys import FlatDocument, FlatKey
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a client's keys are: the documents, the prefix of new keys, and the dialect's name.

    New keys go into the last document; those before it are of files that it adds to.
    """

    documents: tuple[FlatDocument, ...]
    below: str
    dialect: str


def documents_below(file: SourceFile, application: tuple[SourceFile, ...]) -> tuple[FlatDocument, ...]:
    """The documents of the application's files that a file adds to."""
    return tuple(document for one in files_below(file, application) for document in flat_file(one).documents)


class NamedKeys(list["tuple[str, FlatKey]"]):
    """Keys by their names, asked for prefixes again and again: one for each of thousands of channels."""

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        return sorted((name, place) for place, (name, _) in enumerate(self))

    def behind(self, prefix: str) -> list[tuple[str, FlatKey]]:
        """The keys behind a prefix, without it, in their order."""
        names = self._sorted
        places = []
        for at in range(bisect_left(names, (prefix, len(self))), len(names)):
            name, place = names[at]
            if not name.startswith(prefix):
                break
            places.append(place)
        return [(self[place][0][len(prefix) :], self[place][1]) for place in sorted(places)]


def prefixed_keys(keys: Iterable[tuple[str, FlatKey]], prefix: str) -> list[tuple[str, FlatKey]]:
    """The keys behind a prefix, without it."""
    if isinstance(keys, NamedKeys):
        return keys.behind(prefix)
    return [(name[len(prefix) :], key) for name, key in keys if name.startswith(prefix) and name != prefix]


def channel_configuration(
    place: Place,
    role: Role,
    name: str,
    framework: Mapping[str, str],
    levels: list[list[tuple[str, FlatKey]]],
) -> Configuration:
    """A client of the keys of several levels, the last of which wins."""
    found = Configuration(role, name, place.documents[-1].file, place.dialect)
    found.writer = writer_of(place.documents, lambda key: place.below + key)
    for key, value in framework.items():
        found.settings[key] = Setting(key, value, Origin.FRAMEWORK)
    catalogue = key_catalogue(DEFAULT_VERSION, role)
    for level, keys in enumerate(levels):
        own = level == len(levels) - 1
        for rest, flat in keys:
            setting = resolve(flat.setting)
            if catalogue.get(rest) is not None or (own and "." in rest and "-" not in rest):
                found.settings[rest] = with_key(setting, rest)
            elif own:
                dotted = _CAMEL.sub(".", rest).lower().replace("-", ".").replace("_", ".")
                if dotted != rest and catalogue.get(dotted) is not None:
                    reason = "it is passed on under this name, which is not a Kafka key: it has no effect"
                    found.losses.append(Loss(with_key(setting, dotted), reason, dotted, f"write {dotted}"))
        if own and keys:
            first = keys[0][1].setting
            found.file, found.span = first.file or found.file, first.key_span
    return found
