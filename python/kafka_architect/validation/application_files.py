"""Files that configure one application together: application.yml and application-prod.yml beside it.

Spring Boot, Quarkus and Micronaut read a profile's own file over the one for all profiles, and .properties
over YAML of the same folder. Sources: "Profile Specific Files" in Spring Boot's reference documentation,
"Profile aware files" in Quarkus' configuration guide, "The Environment" in Micronaut's guide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.validation.source_file import SourceFile

    Applications = Mapping[SourceFile, tuple[SourceFile, ...]]

_NAME = re.compile(r"(application|bootstrap)(?:-([A-Za-z0-9_.+-]+?))?\.(ya?ml|properties)")


def applications(files: Iterable[SourceFile]) -> Applications:
    """Each file of an application that has several, with all of them: the first is read first."""
    found: dict[tuple[str, str], list[SourceFile]] = {}
    for file in files:
        named = _named(file.path)
        if named is not None:
            found.setdefault((str(PurePath(file.path).parent), named[0]), []).append(file)
    groups = [tuple(sorted(group, key=_rank)) for group in found.values() if len(group) > 1]
    return {file: group for group in groups for file in group}


def profile_of_file(path: str) -> str | None:
    """The profile that a file is for by its name: application-prod.yml."""
    named = _named(path)
    return None if named is None else named[1]


def files_below(file: SourceFile, application: Iterable[SourceFile]) -> list[SourceFile]:
    """The files of the application that a file adds to, the lowest first."""
    profile, rank = profile_of_file(file.path), _rank(file)
    return [one for one in application if _rank(one) < rank and profile_of_file(one.path) in (None, profile)]


def files_above(file: SourceFile, application: Iterable[SourceFile]) -> list[SourceFile]:
    """The files of the application that add to a file, or to a profile of it."""
    profile, rank = profile_of_file(file.path), _rank(file)
    return [one for one in application if _rank(one) > rank and profile in (None, profile_of_file(one.path))]


def _rank(file: SourceFile) -> tuple[bool, bool]:
    return profile_of_file(file.path) is not None, file.path.endswith(".properties")


@lru_cache(maxsize=4096)
def _named(path: str) -> tuple[str, str | None] | None:
    found = _NAME.fullmatch(PurePath(path).name)
    return None if found is None else (found[1], found[2])
