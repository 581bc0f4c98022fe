"""The Kafka clusters of a world: what compares brokers compares those of one cluster.

Strimzi's resources name theirs; other servers are of one cluster where they have a member of the metadata
quorum, or of the ZooKeeper ensemble, in common.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from kafka_architect.validation.role import SERVERS, Role
from kafka_architect.validation.system import System

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

    SystemCheck = Callable[[System], Iterator[Problem]]

_QUORUM = ("controller.quorum.bootstrap.servers", "controller.quorum.voters", "zookeeper.connect")


def each_cluster(check: SystemCheck) -> SystemCheck:
    """A rule of the system, asked of each cluster by itself: its servers and the topics declared for it."""

    @wraps(check)
    def of_each(system: System) -> Iterator[Problem]:
        for cluster in clusters(system):
            yield from check(cluster)

    return of_each


def clusters(system: System) -> tuple[System, ...]:
    """The clusters of a world; all of it where its servers are of one, or one does not say which.

    Topics that do not say which of several clusters they are of are left out.
    """
    servers = [config for config in system.configs if config.role in SERVERS]
    if len(servers) < 2:
        return (system,)
    groups: list[tuple[set[str], list[EffectiveConfig]]] = []
    for server in servers:
        members = _members(server)
        if not members:
            return (system,)
        joined = [server]
        others = []
        for known, found in groups:
            if known & members:
                members |= known
                joined = found + joined
            else:
                others.append((known, found))
        groups = [*others, (members, joined)]
    if len(groups) < 2:
        return (system,)
    return tuple(
        System(tuple(config for config in system.configs if config in found or _is_for(config, members)))
        for members, found in groups
    )


def _members(server: EffectiveConfig) -> set[str]:
    """What identifies the cluster of a server: its name, or the addresses of those that keep its metadata."""
    named = server.configuration.cluster
    if named is not None:
        return {_name(named)}
    return {
        address.rpartition("@")[2].partition("/")[0].lower()
        for key in _QUORUM
        if server.explicit(key) is not None
        for address in server.items(key) or ()
        if address
    }


def _is_for(config: EffectiveConfig, members: set[str]) -> bool:
    named = config.configuration.cluster
    return config.role is Role.TOPIC and named is not None and _name(named) in members


def _name(cluster: str) -> str:
    return f"the cluster {cluster}"  # no address looks like it
