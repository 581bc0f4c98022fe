"""Which Kafka versions the catalogue holds, and which of them stands for another version."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kafka_architect.errors import InputError
from kafka_architect.validation.catalogue.storage import FOLDER

DEFAULT_VERSION = "4.3.1"

# Of 4.4.0 Maven Central serves the broker and the clients only: no Streams, Connect, MirrorMaker.
PARTIAL_VERSIONS = frozenset({"4.4.0"})

_NUMBER = re.compile(r"[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?")


class VersionMatch(NamedTuple):
    """The catalogue that stands for a version, and what to tell the user about it."""

    version: str
    exact: bool  # of the same minor version
    note: str  # empty when exact


@cache
def known_versions() -> tuple[str, ...]:
    """The versions that the catalogue holds, oldest first."""
    names = [file.stem for file in FOLDER.glob("[0-9]*.json")]
    return tuple(sorted(names, key=_numbers))


def resolve_version(version: str) -> str:
    """The catalogue meant by `4`, `4.3` or `4.3.0`: of the same minor version, whichever patch.

    A major version alone means its newest complete catalogue. Raises InputError for any other version.
    """
    found = _NUMBER.fullmatch(str(version).strip())
    if found is not None:
        major, minor = found[1], found[2]
        fitting = [
            known
            for known in known_versions()
            if (known.split(".")[:2] == [major, minor])
            or (minor is None and known.split(".")[0] == major and known not in PARTIAL_VERSIONS)
        ]
        if fitting:
            return fitting[-1]
    known = ", ".join(known_versions())
    raise InputError(f"expected a Kafka version of {known} (or a prefix such as 4 or 4.3), found {version!r}")


def match_version(version: str | None) -> VersionMatch:
    """The catalogue nearest to an image's version: the newest that is not newer, or the oldest."""
    if version is None:
        return VersionMatch(DEFAULT_VERSION, False, f"Kafka version unknown, assuming {DEFAULT_VERSION}")
    found = _NUMBER.match(version.strip())
    if found is None:
        note = f"{version!r} is not a Kafka version, assuming {DEFAULT_VERSION}"
        return VersionMatch(DEFAULT_VERSION, False, note)
    wanted = (int(found[1]), int(found[2] or 0) if found[2] or int(found[1]) < 4 else 10**6)
    older = [known for known in known_versions() if _numbers(known)[:2] <= wanted]
    if found[2] is None and older:
        older = [known for known in older if known not in PARTIAL_VERSIONS]
    chosen = older[-1] if older else known_versions()[0]
    if found[2] is not None and _numbers(chosen)[:2] == wanted:
        return VersionMatch(chosen, True, "")
    note = f"Kafka {found[0].lstrip('vV')} is checked as {chosen}, the nearest known version"
    return VersionMatch(chosen, False, note)


def nearest_version(version: str | None) -> str:
    """The catalogue nearest to a version, without the note; see `match_version`."""
    return match_version(version).version


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
