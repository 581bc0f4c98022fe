"""Which configurations of a run belong together: a name such as kafka:9092 means something only there.

A repository often holds several systems: samples with a compose file each, alternatives beside one another,
a developer's broker. Files that declare servers begin worlds; files that contradict each other (the same
service, the same node id) are of different ones. Other files belong to the nearest world whose project they
are in, and to none where two are as near: then nothing is concluded from either.
"""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.role import SERVERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.effective import EffectiveConfig

    Parts = tuple[str, ...]

# Folders that hold what runs the project above them.
_DEPLOYMENTS = frozenset(
    {"compose", "deploy", "deployment", "dev", "docker", "docker-compose", "infra", "local", ".devcontainer"}
)
# Dialects with a file for each server; in others the name of a configuration is that of a service or cluster.
_FILE_FOR_EACH = frozenset({"properties", "msk", "env"})
_SOURCES = "src"


class _Declaring(NamedTuple):
    """A file that declares servers: what would contradict another file of the same cluster."""

    folder: Parts
    names: frozenset[str]
    one_of_several: bool

    def fits(self, other: _Declaring) -> bool:
        """Whether both may declare servers of one cluster."""
        if self.names & other.names:
            return False
        if self.folder == other.folder:
            return True
        return self.one_of_several and other.one_of_several and self.folder[:-1] == other.folder[:-1]


class _World:
    def __init__(self, path: str, first: _Declaring) -> None:
        self.files = {path: first}

    def takes(self, other: _Declaring) -> bool:
        return all(one.fits(other) for one in self.files.values())

    def nearness(self, folder: Parts) -> int:
        """How much of the path a file has in common with the world; -1 outside of its project."""
        return max(_nearness(one.folder, folder) for one in self.files.values())


def worlds(configs: Iterable[EffectiveConfig]) -> Iterator[tuple[EffectiveConfig, ...]]:
    """The configurations of each world, in their order; all of them where at most one declares servers."""
    by_file: dict[str, list[EffectiveConfig]] = {}
    for config in configs:
        by_file.setdefault(config.application.path, []).append(config)
    declared = _declared(by_file)
    if len(declared) < 2:
        yield tuple(config for found in by_file.values() for config in found)
        return
    members: dict[object, list[EffectiveConfig]] = {}
    for path, found in by_file.items():
        members.setdefault(_world_of(path, declared) or _module(path), []).extend(found)
    yield from map(tuple, members.values())


def _declared(by_file: dict[str, list[EffectiveConfig]]) -> list[_World]:
    found: list[_World] = []
    for path, configs in by_file.items():
        servers = [one for one in configs if one.role in SERVERS]
        if not servers:
            continue
        declaring = _declaring(path, servers)
        world = next((one for one in found if one.takes(declaring)), None)
        if world is None:
            found.append(_World(path, declaring))
        else:
            world.files[path] = declaring
    return found


def _declaring(path: str, servers: list[EffectiveConfig]) -> _Declaring:
    several = all(one.configuration.dialect in _FILE_FOR_EACH for one in servers)
    if several:
        ids = (one.text("node.id") or one.text("broker.id") for one in servers)
        names = {f"id {number}" for number in ids if number and number != "-1"}
    else:
        names = {one.configuration.name.partition("/")[0] for one in servers}  # of Strimzi the cluster
    return _Declaring(_folder(path), frozenset(names), several)


def _world_of(path: str, declared: list[_World]) -> _World | None:
    own = next((world for world in declared if path in world.files), None)
    if own is not None:
        return own
    folder = _folder(path)
    near = [(world.nearness(folder), world) for world in declared]
    best = max(nearness for nearness, _ in near)
    nearest = [world for nearness, world in near if nearness == best]
    return nearest[0] if best >= 0 and len(nearest) == 1 else None


def _nearness(declaring: Parts, folder: Parts) -> int:
    project = declaring
    while project and project[-1].lower() in _DEPLOYMENTS:
        project = project[:-1]
    if folder[: len(project)] != project:
        return -1
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(declaring, folder, strict=False)))


def _module(path: str) -> Parts:
    """The folder of a file, or the one above its sources: clients of one program."""
    return tuple(takewhile(lambda part: part != _SOURCES, _folder(path)))


def _folder(path: str) -> Parts:
    return PurePosixPath(path.replace("\\", "/")).parent.parts
