"""MMK003: MirrorMaker's own topics with fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.copies import more_copies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_KEYS = (
    "offset-syncs.topic.replication.factor",
    "checkpoints.topic.replication.factor",
    "heartbeats.topic.replication.factor",
    "config.storage.replication.factor",
    "offset.storage.replication.factor",
    "status.storage.replication.factor",
)


@rule(
    "MMK003",
    "mirror-state-below-three-replicas",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2, Role.CONNECT_SOURCE],
    summary=(
        "MirrorMaker's internal topics (offset syncs, checkpoints, heartbeats, Connect's three) get fewer "
        "than three replicas."
    ),
    why=(
        "They record how far each topic has been replicated and how offsets translate. With one replica, "
        "losing a disk makes MirrorMaker copy everything again, and consumer groups lose their translated "
        "offsets exactly when a failover needs them. The example file that ships with Kafka sets them to 1, "
        "for a single broker."
    ),
    sources=[
        "connect-mirror, MirrorSourceConfig, MirrorCheckpointConfig, MirrorHeartbeatConfig (default 3)",
        "config/connect-mirror-maker.properties",
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "offset-syncs.topic.replication.factor=1"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "offset-syncs.topic.replication.factor=3"
    ),
)
def mirror_state_below_three_replicas(config: EffectiveConfig) -> Iterator[Problem]:
    """MirrorMaker's own topics with fewer than three replicas."""
    for key in config.settings:
        if not key.endswith(_KEYS):
            continue
        replicas = config.integer(key)
        if replicas is not None and 0 < replicas < 3:
            copies = "one copy" if replicas == 1 else "two copies"
            cure, fix = more_copies(config, key, replicas)
            yield config.problem(
                key,
                f"{key}={replicas}: only {copies} of MirrorMaker's replication progress; {cure}",
                fix=fix,
            )
