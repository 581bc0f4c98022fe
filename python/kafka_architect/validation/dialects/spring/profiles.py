"""Profiles of an application configuration: which documents make up the base and which each profile adds.

Spring Boot 2.4 and later: `spring.config.activate.on-profile`; before: `spring.profiles`. The value is a list
of names; an expression (`!prod`, `a & b`) is a profile of its own here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.validation.application_files import files_above, files_below, profile_of_file
from kafka_architect.validation.dialects.formats.flat_keys import flat_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kafka_architect.validation.dialects.formats.flat_keys import FlatDocument, FlatKey
    from kafka_architect.validation.source_file import SourceFile

_ACTIVATION = frozenset({"spring.config.activate.onprofile", "spring.profiles"})


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to start the application: documents, the later of which win."""

    profile: str | None
    documents: tuple[FlatDocument, ...]
    complete: bool = True  # False where a file that is not seen, or a profile, adds to it

    @property
    def last(self) -> FlatDocument:
        """The document that new keys go into: the profile's own."""
        return self.documents[-1]


# The same names come back in every document and file.
@lru_cache(maxsize=8192)
def uniform(name: str) -> str:
    """A name as relaxed binding compares it: lower case, without hyphens and underscores."""
    return name.lower().replace("-", "").replace("_", "")


def variants(
    file: SourceFile, application: tuple[SourceFile, ...], concerns: Callable[[FlatKey], bool]
) -> list[Variant]:
    """The base and each profile on top of it; of a file for a profile, both on top of the files below it.

    Documents that say nothing that `concerns` the dialect are left out. A profile of the file that has a file
    of its own is read with that one.
    """
    own = profile_of_file(file.path)
    concerned = [document for document in flat_file(file).documents if any(map(concerns, document.keys))]
    base, profiles = _by_profile(concerned)
    above = {profile_of_file(one.path) for one in files_above(file, application) if _speaks(one, concerns)}
    below: list[FlatDocument] = []
    lower = files_below(file, application)
    for one in lower:
        # All of it: the application's name stands in the base though nothing of Kafka does.
        shared, of_profiles = _by_profile(flat_file(one).documents)
        below.extend(shared)
        below.extend(of_profiles.get(own or "", ()))
    # A profile's own file adds to application.yml: without it, what is missing may be there.
    seen = own is None or any(profile_of_file(one.path) is None for one in lower)
    found = []
    if base:
        found.append(Variant(None, (*below, *base), seen and not profiles and not above))
    for name, documents in profiles.items():
        if name not in above:
            found.append(Variant(name, (*below, *base, *documents), seen and own not in above))
    return found


def _speaks(file: SourceFile, concerns: Callable[[FlatKey], bool]) -> bool:
    if "kafka" not in file.lower_text:
        return False
    return any(concerns(key) for document in flat_file(file).documents for key in document.keys)


def _by_profile(
    documents: Iterable[FlatDocument],
) -> tuple[list[FlatDocument], dict[str, list[FlatDocument]]]:
    """The documents for all profiles, and those for each."""
    base: list[FlatDocument] = []
    profiles: dict[str, list[FlatDocument]] = {}
    for document in documents:
        names = _activation(document)
        if not names:
            base.append(document)
        for name in names:
            profiles.setdefault(name, []).append(document)
    return base, profiles


def _activation(document: FlatDocument) -> tuple[str, ...]:
    for key in document.keys:
        if uniform(key.name) in _ACTIVATION and key.setting.value:
            return tuple(name.strip() for name in key.setting.value.split(",") if name.strip())
    return ()
