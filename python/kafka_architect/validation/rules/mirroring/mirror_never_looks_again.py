"""MMK009: new topics or groups are not noticed until a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_REFRESHES = {"refresh.topics.enabled": "topics and partitions", "refresh.groups.enabled": "consumer groups"}


@rule(
    "MMK009",
    "mirror-never-looks-again",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2, Role.CONNECT_SOURCE],
    summary="Topics, partitions or groups created later are not mirrored (refresh disabled).",
    why=(
        "Every ten minutes, refresh.topics.enabled detects new topics and added partitions, and "
        "refresh.groups.enabled detects new groups. If disabled, anything created after startup is missing "
        "on the target: a topic, or some of the keys of a topic whose partition count was increased."
    ),
    sources=[
        "connect-mirror, MirrorSourceConfig (refresh.topics.enabled), MirrorCheckpointConfig "
        "(refresh.groups.enabled)"
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "refresh.topics.enabled=false"
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
def mirror_never_looks_again(config: EffectiveConfig) -> Iterator[Problem]:
    """Topics, partitions or groups created later are not mirrored (refresh disabled)."""
    for key in config.settings:
        for refresh, what in _REFRESHES.items():
            if (key == refresh or key.endswith(f".{refresh}")) and config.boolean(key) is False:
                yield config.problem(
                    key,
                    f"{key}=false: {what} created after startup are not mirrored until MirrorMaker restarts",
                    fix=config.fix_set(key, "true"),
                )
