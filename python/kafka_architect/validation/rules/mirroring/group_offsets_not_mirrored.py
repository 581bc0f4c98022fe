"""CNT004: consumer groups do not find their position on the other cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "sync.group.offsets.enabled"


@rule(
    "CNT004",
    "group-offsets-not-mirrored",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    summary="A flow replicates records but not consumer group offsets (sync.group.offsets.enabled=false).",
    why=(
        "Offsets differ between the clusters. Without sync.group.offsets.enabled a group that fails over "
        "starts at auto.offset.reset: it rereads everything or skips what it has missed, unless the "
        "application translates offsets itself (RemoteClusterUtils). With it MirrorMaker writes translated "
        "offsets every 60 s for groups that are not active on the target."
    ),
    sources=["KIP-545", "connect-mirror, MirrorCheckpointConfig (sync.group.offsets.enabled, default false)"],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true"
    ),
)
def group_offsets_not_mirrored(config: EffectiveConfig) -> Iterator[Problem]:
    """Consumer groups do not find their position on the other cluster."""
    if not config.complete:
        return
    unsynced = [flow for flow in flows(config) if flow.boolean(_KEY) is False]
    if not unsynced:
        return
    key = unsynced[0].key_of(_KEY)
    yield config.problem(
        key,
        f"{', '.join(flow.name for flow in unsynced)}: {_KEY} is false, so after a failover consumer groups "
        "start at auto.offset.reset and reread everything or skip records; set it to true",
        fix=config.fix_set(key, "true"),
    )
