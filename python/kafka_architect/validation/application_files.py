"""Files that configure one application together: application.yml and application-prod.yml beside it.

Spring Boot, Quarkus and Micronaut read a profile's own file over the one for all profiles. Where YAML and
.properties stand in one folder, Spring lets .properties win, and Quarkus YAML. Sources: "Profile Specific
Files" in Spring Boot's reference documentation; "Profile aware files" in Quarkus' configuration guide, and
the ordinals of its ApplicationYamlConfigSourceLoader (255) and ApplicationPropertiesConfigSourceLoader (250);
"The Environment" in Micronaut's guide.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kafka_architect.validation.source_file import SourceFile

    Applications = Mapping[SourceFile, tuple[SourceFile, ...]]

_OF_QUARKUS = ("mp.messaging", "quarkus.", "quarkus:")
_NAME = re.compile(r"(application|bootstrap)(?:-([A-Za-z0-9_.+-]+?))?\.(ya?ml|properties)")


def applications(files: Iterable[SourceFile]) -> Applications:
    """Each file of an application that has several, with all of them: the first is read first."""
    found: dict[tuple[str, str], list[SourceFile]] = {}
    for file in files:
        named = _named(file.path)
        if named is not None:
            found.setdefault((str(PurePath(file.path).parent), named[0]), []).append(file)
    groups = [tuple(sorted(group, key=_rank(group))) for group in found.values() if len(group) > 1]
    return {file: group for group in groups for file in group}


def may_be_of_an_application(path: str) -> bool:
    """Whether a file has the name of one that configures an application with others: application-prod.yml."""
    return _named(path) is not None


def profile_of_file(path: str) -> str | None:
    """The profile that a file is for by its name: application-prod.yml."""
    named = _named(path)
    return None if named is None else named[1]


def files_below(file: SourceFile, application: tuple[SourceFile, ...]) -> list[SourceFile]:
    """The files of the application that a file adds to, the lowest first."""
    if not application:
        return []
    profile, rank = profile_of_file(file.path), _rank(application)
    return [
        one for one in application if rank(one) < rank(file) and profile_of_file(one.path) in (None, profile)
    ]


def files_above(file: SourceFile, application: tuple[SourceFile, ...]) -> list[SourceFile]:
    """The files of the application that add to a file, or to a profile of it."""
    profile, rank = profile_of_file(file.path), _rank(application)
    return [
        one for one in application if rank(one) > rank(file) and profile in (None, profile_of_file(one.path))
    ]


def _rank(application: Collection[SourceFile]) -> Callable[[SourceFile], tuple[bool, bool]]:
    """What a file of the application is sorted by: the one that wins comes last."""
    quarkus = any(word in one.lower_text for one in application for word in _OF_QUARKUS)
    winner = (".yml", ".yaml") if quarkus else (".properties",)
    return lambda file: (profile_of_file(file.path) is not None, file.path.endswith(winner))


@lru_cache(maxsize=4096)
def _named(path: str) -> tuple[str, str | None] | None:
    found = _NAME.fullmatch(os.path.basename(path))  # noqa: PTH119 - asked of every file, and five times as fast
    return None if found is None else (found[1], found[2])
