"""Profiles of an application configuration: which documents make up the base and which each profile adds.

Spring Boot 2.4 and later: `spring.config.activate.on-profile`; before: `spring.profiles`. The value is a list
of names; an expression (`!prod`, `a & b`) is a profile of its own here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kafka_architect.validation.dialects.flat_keys import FlatDocument, FlatKey

_ACTIVATION = frozenset({"spring.config.activate.onprofile", "spring.profiles"})
_NAMED = re.compile(r"(?:application|bootstrap)-([A-Za-z0-9_.+-]+?)\.(?:ya?ml|properties)$")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to start the application: documents, the later of which win."""

    profile: str | None
    documents: tuple[FlatDocument, ...]

    @property
    def last(self) -> FlatDocument:
        """The document that new keys go into: the profile's own."""
        return self.documents[-1]


# The same names come back in every document and file.
@lru_cache(maxsize=8192)
def uniform(name: str) -> str:
    """A name as relaxed binding compares it: lower case, without hyphens and underscores."""
    return name.lower().replace("-", "").replace("_", "")


def profile_of_file(path: str) -> str | None:
    """The profile that a file is for by its name: application-prod.yml."""
    found = _NAMED.search(PurePath(path).name)
    return found.group(1) if found else None


def variants(
    documents: Iterable[FlatDocument], concerns: Callable[[FlatKey], bool]
) -> tuple[list[Variant], bool]:
    """The base and each profile on top of it, and whether a profile adds to what the base says.

    A variant without a document that `concerns` Kafka is left out.
    """
    base: list[FlatDocument] = []
    profiles: dict[str, list[FlatDocument]] = {}
    for document in documents:
        names = _activation(document)
        if not any(concerns(key) for key in document.keys):
            continue
        if not names:
            base.append(document)
        for name in names:
            profiles.setdefault(name, []).append(document)
    found = [Variant(None, tuple(base))] if base else []
    found.extend(Variant(name, (*base, *own)) for name, own in profiles.items())
    return found, bool(profiles)


def _activation(document: FlatDocument) -> tuple[str, ...]:
    for key in document.keys:
        if uniform(key.name) in _ACTIVATION and key.setting.value:
            return tuple(name.strip() for name in key.setting.value.split(",") if name.strip())
    return ()
