"""MMK001: clusters that copy to each other under unchanged topic names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.rules.mirroring.flows import Flow


_IDENTITY = "IdentityReplicationPolicy"
# A name, in which people leave dots unescaped, and what a regular expression begins with.
_LITERAL = re.compile(r"(?:[A-Za-z0-9_.-]|\\[.-])+")
_BEGINNING = re.compile(r"(?:(?:[A-Za-z0-9_-]|\\[.-])(?![*?{]))*")


def _apart(flow: Flow, back: Flow) -> bool:
    """Whether the two copy different topics, as far as names and their beginnings tell."""
    return all(_differ(one, other) for one in _patterns(flow) for other in _patterns(back))


def _patterns(flow: Flow) -> set[str]:
    return {one.strip() for one in (flow.text("topics") or ".*").split(",")}


def _differ(one: str, other: str) -> bool:
    """Whether no name can match both."""
    if _LITERAL.fullmatch(one) and _LITERAL.fullmatch(other):
        return one.replace("\\", "") != other.replace("\\", "")
    first, second = _beginning(one), _beginning(other)
    return not first.startswith(second) and not second.startswith(first)


def _beginning(pattern: str) -> str:
    found = None if "|" in pattern else _BEGINNING.match(pattern)
    return "" if found is None else found[0].replace("\\", "")


def _ring(edges: list[Flow]) -> list[str]:
    """The clusters of a ring of three or more that one name passes, in order; empty where there is none."""
    for first in edges:
        paths = [[first]]
        while paths:
            path = paths.pop()
            for flow in edges:
                if flow.source != path[-1].target or any(_apart(flow, one) for one in path):
                    continue
                if flow.target == first.source and len(path) > 1:
                    return [one.source for one in (*path, flow)]
                if flow.target not in {one.source for one in path}:
                    paths.append([*path, flow])
    return []


@rule(
    "MMK001",
    "mirror-loop",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    profile="dev",
    summary="Clusters mirror each other with IdentityReplicationPolicy: records loop endlessly.",
    why=(
        "IdentityReplicationPolicy keeps the topic name, so MirrorMaker cannot tell that a record originated "
        "in the cluster it is about to copy it to. With flows in both directions, or in a ring, each record "
        "returns and is copied again until the disks are full. DefaultReplicationPolicy prefixes the topic "
        "name with the source alias, which breaks the cycle."
    ),
    sources=[
        "https://issues.apache.org/jira/browse/KAFKA-9726",
        "connect-mirror, IdentityReplicationPolicy, MirrorSourceConnector.isCycle",
        "https://kafka.apache.org/documentation/#georeplication-flows",
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "west->east.enabled=true\n"
        "replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "west->east.enabled=true"
    ),
)
def mirror_loop(config: EffectiveConfig) -> Iterator[Problem]:
    """Clusters mirror each other with IdentityReplicationPolicy: records loop endlessly."""
    edges = [
        flow for flow in flows(config) if (flow.text("replication.policy.class") or "").endswith(_IDENTITY)
    ]
    for number, flow in enumerate(edges):
        for back in edges[number + 1 :]:
            if (back.source, back.target) == (flow.target, flow.source) and not _apart(flow, back):
                yield config.problem(
                    back.key_of("replication.policy.class"),
                    f"{flow.name} and {back.name} both keep topic names (IdentityReplicationPolicy): "
                    "records loop between the clusters endlessly; disable one direction, give the two flows "
                    "different topics, or use DefaultReplicationPolicy",
                )
    ring = _ring(sorted(edges, key=lambda one: (one.source, one.target)))
    if len(ring) > 2:
        yield config.problem(
            edges[0].key_of("replication.policy.class"),
            f"{'->'.join([*ring, ring[0]])} is a ring that keeps topic names (IdentityReplicationPolicy): "
            "records loop endlessly",
        )
