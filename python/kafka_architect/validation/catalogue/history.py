"""What changes for a role between two Kafka versions: computed from both catalogues.

Only the replacements of removed and deprecated keys are written by hand (replacements.json), each with the
KIP or the upgrade note that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.key_catalogue import section_catalogue
from kafka_architect.validation.catalogue.prefixes import SECTIONS
from kafka_architect.validation.catalogue.storage import replacements
from kafka_architect.validation.catalogue.versions import known_versions, resolve_version
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.catalogue.key_definition import KeyDefinition


class ChangeKind(StrEnum):
    """What happened to a key."""

    ADDED = "added"
    REMOVED = "removed"
    DEFAULT = "default"
    BOUNDS = "bounds"  # or whatever else the validator demands
    TYPE = "type"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to use instead of a key: other keys, or another means."""

    keys: tuple[str, ...]
    advice: str
    source: str

    def __str__(self) -> str:
        instead = f"use {' and '.join(self.keys)} instead" if self.keys else ""
        return ": ".join(part for part in (instead, self.advice) if part)


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One change of one key; `before` is None for a new key, `after` for a removed one."""

    key: str
    kind: ChangeKind
    version: str  # of the catalogues, the first one that has it so
    before: KeyDefinition | None
    after: KeyDefinition | None
    replacement: Replacement | None = None


@cache
def changes(since: str, until: str, role: Role) -> tuple[KeyChange, ...]:
    """The changes from one version to a later one, by key and kind; none where the order is reversed."""
    steps = _steps(resolve_version(since), resolve_version(until))
    found: dict[tuple[str, ChangeKind], KeyChange] = {}
    for older, newer in steps:
        for change in _changes(older, newer, role):
            _add(found, change)
    return tuple(change for _, change in sorted(found.items()))


def replacement(key: str, role: Role) -> Replacement | None:
    """What took the place of a key that is removed or deprecated."""
    for line in replacements():
        pattern = line["key"]
        fits = key.startswith(pattern[:-1]) if pattern.endswith("*") else key == pattern
        exact = fits and (key == pattern or not _named(key))
        if exact and set(line["sections"]) & set(_sections(role)):
            return Replacement(tuple(line["new"]), line["advice"], line["source"])
    return None


def removed_in(key: str, role: Role) -> str | None:
    """The first known version without a key that an older one had; None where there is none."""
    known = known_versions()
    holding = [place for place, version in enumerate(known) if _get(key, version, role) is not None]
    return known[holding[-1] + 1] if holding and holding[-1] + 1 < len(known) else None


def added_in(key: str, role: Role) -> str | None:
    """The first known version that has a key which the oldest one did not have."""
    holding = [version for version in known_versions() if _get(key, version, role) is not None]
    return holding[0] if holding and holding[0] != known_versions()[0] else None


def _named(key: str) -> bool:
    return any(line["key"] == key for line in replacements())


def _steps(since: str, until: str) -> list[tuple[str, str]]:
    known = known_versions()
    path = known[known.index(since) : known.index(until) + 1]
    return [*pairwise(path)]


def _sections(role: Role) -> tuple[str, ...]:
    names = SECTIONS[role]
    return tuple(name for name in names if role is not Role.MM2 or name.startswith("mm2"))


def _get(key: str, version: str, role: Role) -> KeyDefinition | None:
    for name in _sections(role):
        definition = section_catalogue(version, name).get(key)
        if definition is not None:
            return definition
    return None


def _keys(version: str, role: Role) -> set[str]:
    return {key for name in _sections(role) for key in section_catalogue(version, name).keys()}  # noqa: SIM118


def _changes(older: str, newer: str, role: Role) -> Iterator[KeyChange]:
    for key in sorted(_keys(older, role) | _keys(newer, role)):
        before, after = _get(key, older, role), _get(key, newer, role)
        for kind in _kinds(before, after):
            instead = replacement(key, role) if kind in {ChangeKind.REMOVED, ChangeKind.DEPRECATED} else None
            yield KeyChange(key, kind, newer, before, after, instead)


def _kinds(before: KeyDefinition | None, after: KeyDefinition | None) -> Iterator[ChangeKind]:
    if before is None or after is None:
        yield ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        return
    if (before.default, before.required) != (after.default, after.required):
        yield ChangeKind.DEFAULT
    if before.valid != after.valid:
        yield ChangeKind.BOUNDS
    if before.type is not after.type:
        yield ChangeKind.TYPE
    if after.deprecated and not before.deprecated:
        yield ChangeKind.DEPRECATED


def _add(found: dict[tuple[str, ChangeKind], KeyChange], change: KeyChange) -> None:
    """Join with an earlier change of the same kind; what was undone in between is no change."""
    place = (change.key, change.kind)
    earlier = found.get(place)
    if change.kind is ChangeKind.REMOVED:
        for kind in ChangeKind:
            gone = found.pop((change.key, kind), None)
            if gone is not None and kind is ChangeKind.ADDED:
                return
    if earlier is not None:
        change = KeyChange(
            change.key, change.kind, change.version, earlier.before, change.after, change.replacement
        )
        if change.before and change.after and change.kind not in _kinds(change.before, change.after):
            del found[place]
            return
    found[place] = change
