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
_LITERAL = re.compile(r"[A-Za-z0-9_-]+")


def _apart(flow: Flow, back: Flow) -> bool:
    """Whether the two copy different topics, as far as names without wildcards tell."""
    names = [(one.text("topics") or ".*").split(",") for one in (flow, back)]
    cleaned = [{name.strip() for name in some} for some in names]
    literal = all(_LITERAL.fullmatch(name.replace(".", "")) for some in cleaned for name in some)
    return literal and not cleaned[0] & cleaned[1]


def _ring(edges: set[tuple[str, str]]) -> list[str]:
    """The clusters of a ring of three or more, in order; empty where there is none."""
    for start in sorted({source for source, _ in edges}):
        paths = [[start]]
        while paths:
            path = paths.pop()
            for source, target in sorted(edges):
                if source != path[-1]:
                    continue
                if target == start and len(path) > 2:
                    return path
                if target not in path:
                    paths.append([*path, target])
    return []


@rule(
    "MMK001",
    "mirror-loop",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    profile="dev",
    summary=("Clusters mirror each other with IdentityReplicationPolicy: every record goes round for ever."),
    why=(
        "IdentityReplicationPolicy keeps the topic's name, so MirrorMaker cannot see that a record came "
        "from the cluster it is about to copy it to. With flows in both directions, or in a ring, each "
        "record returns and is copied again until the disks are full. DefaultReplicationPolicy puts the "
        "source's alias before the name and stops there."
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
    """Clusters mirror each other with IdentityReplicationPolicy: every record goes round for ever."""
    edges = [
        flow for flow in flows(config) if (flow.text("replication.policy.class") or "").endswith(_IDENTITY)
    ]
    for number, flow in enumerate(edges):
        for back in edges[number + 1 :]:
            if (back.source, back.target) == (flow.target, flow.source) and not _apart(flow, back):
                yield config.problem(
                    back.key_of("replication.policy.class"),
                    f"{flow.name} and {back.name} both keep topic names (IdentityReplicationPolicy): "
                    "records are "
                    "copied to and fro without end; switch one direction off, give the two different "
                    "topics, or "
                    "use DefaultReplicationPolicy",
                )
    ring = _ring({(flow.source, flow.target) for flow in edges})
    if len(ring) > 2:
        yield config.problem(
            edges[0].key_of("replication.policy.class"),
            f"{'->'.join([*ring, ring[0]])} is a ring that keeps topic names (IdentityReplicationPolicy): "
            "records "
            "go round without end",
        )
