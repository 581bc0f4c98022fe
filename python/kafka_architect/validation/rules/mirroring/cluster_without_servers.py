"""MMK005: a cluster whose brokers are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.mirrors import flows
from kafka_architect.validation.rules.mirroring.flows import clusters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.source_file import Span


def _place(config: EffectiveConfig) -> Span | None:
    setting = config.explicit("clusters")
    return setting.key_span if setting is not None else None


@rule(
    "MMK005",
    "cluster-without-servers",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    profile="dev",
    summary="`clusters` names a cluster that has no bootstrap.servers.",
    why=(
        "Every alias requires <alias>.bootstrap.servers (a single bootstrap.servers for all of them makes "
        "both ends the same cluster). Without it MirrorMaker's clients have no address to connect to: before "
        "4.2 a worker falls back to localhost:9092; since 4.2 the key has no default there either."
    ),
    sources=[
        "connect-mirror, MirrorClientConfig (bootstrap.servers has no default)",
        "connect-runtime, WorkerConfig (bootstrap.servers, default localhost:9092 before 4.2)",
    ],
    bad=(
        "clusters=east, west\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "emit.heartbeats.enabled=false"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
)
def cluster_without_servers(config: EffectiveConfig) -> Iterator[Problem]:
    """`clusters` names a cluster that has no bootstrap.servers."""
    if not config.complete or config.explicit("bootstrap.servers") is not None:
        return
    # From 4.2 on MirrorMaker refuses a target without servers: CST047 says so.
    refused = {target for _, target in flows(config)} if config.version >= (4, 2) else set()
    for alias in sorted(clusters_of(config) - refused):
        if config.explicit(f"{alias}.bootstrap.servers") is None:
            yield config.problem(
                f"{alias}.bootstrap.servers",
                f"clusters contains {alias}, but {alias}.bootstrap.servers is not set: MirrorMaker cannot "
                "connect to it",
                span=_place(config),
            )
