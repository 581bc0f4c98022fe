"""MMK014: nothing shows whether a flow is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import clusters_of, flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "MMK014",
    "mirror-heartbeats-off",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    summary="Heartbeats are disabled: nothing shows whether a flow without traffic is alive.",
    why=(
        "MirrorMaker writes one record per second to the topic heartbeats on the source and replicates it "
        "like any other. Its age on the target is the replication lag of the flow, and RemoteClusterUtils "
        "uses it to find upstream clusters. Without heartbeats a stalled flow looks like one without traffic."
    ),
    sources=["KIP-382", "connect-mirror, MirrorHeartbeatConfig (emit.heartbeats.enabled, default true)"],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "emit.heartbeats.enabled=false"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10"
    ),
)
def mirror_heartbeats_off(config: EffectiveConfig) -> Iterator[Problem]:
    """Heartbeats are disabled: nothing shows whether a flow without traffic is alive."""
    for flow in flows(config):
        key = flow.key_of("emit.heartbeats.enabled")
        if flow.boolean("emit.heartbeats.enabled") is False:
            yield config.problem(
                key,
                f"{key}=false: without heartbeats you cannot tell whether {flow.name} is alive, or how far "
                "it lags",
                # With heartbeats every cluster is a target, and MirrorMaker refuses one without servers.
                fix=config.fix_set(key, "true") if _all_reachable(config) else None,
            )


def _all_reachable(config: EffectiveConfig) -> bool:
    return config.explicit("bootstrap.servers") is not None or all(
        config.explicit(f"{alias}.bootstrap.servers") is not None for alias in clusters_of(config)
    )
