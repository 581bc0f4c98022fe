"""compare: everything that differs between two states, the most dangerous first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.difference.change import Difference
from kafka_architect.designs.difference.clients import client_changes
from kafka_architect.designs.difference.partitions import key_changes, partition_changes
from kafka_architect.designs.difference.replication import replication_changes
from kafka_architect.designs.difference.schemas import schema_changes
from kafka_architect.designs.difference.settings import setting_changes
from kafka_architect.designs.difference.topics import not_owned, renamed, topic_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.difference.change import Change
    from kafka_architect.designs.difference.state import State, TopicState


def compare(old: State, new: State) -> Difference:
    """The changes that make `old` what `new` describes.

    What one side does not know is not compared; `not_compared` lists it. Topics of an `old` that was
    imported and that `new` does not own are left alone: `not_owned` lists them.
    """
    names = renamed(old, new)
    changes = list(topic_changes(old, new, names))
    for before, after in _pairs(old, new, names):
        changes += [
            *partition_changes(before, after),
            *key_changes(before, after),
            *replication_changes(before, after, new.brokers or old.brokers),
            *setting_changes(before, after),
        ]
    if old.design is not None and new.design is not None:
        changes += [*schema_changes(old.design, new.design, names), *client_changes(old.design, new.design)]
    return Difference(
        old=old.name,
        new=new.name,
        changes=tuple(sorted(changes, key=_danger)),
        not_owned=not_owned(old, new),
        not_compared=tuple(_unknown(old, new, names)),
    )


def _danger(change: Change) -> int:
    return -change.risk.rank


def _pairs(old: State, new: State, names: Mapping[str, str]) -> Iterator[tuple[TopicState, TopicState]]:
    for name, topic in new.topics.items():
        before = old.topics.get(names.get(name, name))
        if before is not None:
            yield before, topic


def _unknown(old: State, new: State, names: Mapping[str, str]) -> Iterator[str]:
    for before, after in _pairs(old, new, names):
        for side, topic in ((old, before), (new, after)):
            missing = [
                what
                for what, value in (("partitions", topic.partitions), ("replication factor", topic.replicas))
                if value is None
            ]
            if not topic.complete:
                missing.append("settings that it does not state")
            if missing:
                yield f"{topic.name}: {', '.join(missing)} ({side.name} does not say)"
