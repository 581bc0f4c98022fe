"""MirrorMaker 2: the settings of a mirror whose defaults lose or shrink what is mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.topic import Kind, Setting
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

IDENTITY: Final = "org.apache.kafka.connect.mirror.IdentityReplicationPolicy"
PREFIXED: Final = "org.apache.kafka.connect.mirror.DefaultReplicationPolicy"
# Each region makes its own.
_OWN: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})
SOURCE: Final = "https://kafka.apache.org/documentation/#georeplication"


def mirrored(names: Sequence[str], path: tuple[str | int, ...], draft: Draft) -> list[TopicDraft]:
    """The topics that an option names; without names all but retries, dead letters and internal ones."""
    if names:
        return draft.topics_of(names, path)
    return [one for one in draft.topics.values() if one.kind not in _OWN]


def refuse_stricter_promises(topics: Iterable[TopicDraft], lag_s: float) -> None:
    """A mirror is asynchronous: it loses up to its lag.

    Raises:
        InputError: A topic promises to lose less.
    """
    for one in topics:
        promises = None if one.channel is None else one.channel.stream.promises
        if promises is not None and promises.rpo is not None and promises.rpo < lag_s:
            raise InputError(
                f"{one.name} promises an RPO of {promises.rpo:g} s, but mirroring is asynchronous and "
                "loses up to "
                f"its lag, {lag_s:g} s; raise promises.rpo, lower longest_lag, or use a stretched cluster "
                "(RPO 0)"
            )


def mirror_settings(policy: str, replicas: int, lag_s: float, topics: int) -> tuple[Setting, ...]:
    """The settings of `source->target`: replicas, offsets of groups, how often they are synced."""
    interval = max(1, min(60, round(lag_s)))
    rows = (
        ("replication.policy.class", policy, "how mirrored topics are named"),
        ("replication.factor", str(replicas), "mirrored topics get 2 replicas by default"),
        ("sync.group.offsets.enabled", "true", "groups find their offsets in the target; off by default"),
        ("sync.group.offsets.interval.seconds", str(interval), "how old they may be"),
        ("emit.checkpoints.interval.seconds", str(interval), "how often offsets are translated"),
        ("offset.lag.max", "0", "offset syncs without slack; 100 by default: more is read again"),
        ("tasks.max", str(max(2, min(16, 2 * topics))), "how many tasks copy; one by default"),
        ("sync.topic.acls.enabled", "false", "write permissions are not copied: grant them in the target"),
        ("refresh.topics.interval.seconds", "60", "how soon new topics and partitions are mirrored"),
    )
    return tuple(
        Setting(key=key, value=value, because=because, source=SOURCE) for key, value, because in rows
    )
