"""MMK007: group offsets to be synced, and the part that does it switched off."""

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


@rule(
    "MMK007",
    "offset-sync-without-checkpoints",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    profile="dev",
    summary="sync.group.offsets.enabled=true has no effect: checkpoints or offset syncs are disabled.",
    why=(
        "The checkpoint connector translates offsets and writes them for the groups. With "
        "emit.checkpoints.enabled=false it gets no tasks, and with emit.offset-syncs.enabled=false (3.9 and "
        "later) it has no offset syncs to translate with: no group is ever synced."
    ),
    sources=["connect-mirror, MirrorCheckpointConnector.taskConfigs", "KIP-545", "KIP-1031"],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "emit.checkpoints.enabled=false"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true"
    ),
)
def offset_sync_without_checkpoints(config: EffectiveConfig) -> Iterator[Problem]:
    """sync.group.offsets.enabled=true has no effect: checkpoints or offset syncs are disabled."""
    for flow in flows(config):
        if not flow.boolean("sync.group.offsets.enabled"):
            continue
        for needed in ("emit.checkpoints.enabled", "emit.offset-syncs.enabled"):
            if flow.boolean(needed) is False:
                key = flow.key_of(needed)
                yield config.problem(
                    key,
                    f"{key}=false: {flow.name} cannot translate offsets, so sync.group.offsets.enabled=true "
                    "has no effect",
                    fix=config.fix_set(key, "true"),
                )
