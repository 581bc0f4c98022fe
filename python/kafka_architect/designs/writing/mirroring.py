"""Which connector of MirrorMaker 2 reads a setting of a flow, and how many tasks copy its partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Mirror
    from kafka_architect.designs.model.topic import Setting

# MirrorCheckpointConfig and MirrorConnectorConfig of connect-mirror 4.3.
_CHECKPOINT: Final = ("emit.checkpoints.", "refresh.groups.", "sync.group.offsets.", "checkpoints.topic.")
_BOTH: Final = ("replication.policy.", "offset-syncs.topic.location", "enabled")
# Said by topicsPattern and groupsPattern, or by the connectors' own fields.
_ELSEWHERE: Final = frozenset({"topics", "groups", "enabled", "tasks.max"})
_TASKS: Final = 8


def source_settings(mirror: Mirror) -> list[Setting]:
    """What MirrorSourceConnector reads, without topics and groups."""
    return [one for one in _own(mirror) if not one.key.startswith(_CHECKPOINT)]


def checkpoint_settings(mirror: Mirror) -> list[Setting]:
    """What MirrorCheckpointConnector reads, without topics and groups."""
    return [one for one in _own(mirror) if one.key.startswith((*_CHECKPOINT, *_BOTH))]


def _own(mirror: Mirror) -> list[Setting]:
    return [one for one in mirror.settings if one.key not in _ELSEWHERE]


def mirror_tasks(mirror: Mirror, design: Design) -> int:
    """A few tasks for each of two workers, and none without a partition."""
    partitions = sum(int(design.topics[one].partitions) for one in mirror.topics if one in design.topics)
    return max(1, min(_TASKS, partitions))
