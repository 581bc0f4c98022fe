"""What of an action does not hold in a snapshot; nothing once it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.applying.acls import acl_text
from kafka_architect.designs.applying.running import effective, replicas_of
from kafka_architect.designs.applying.step import AddAcls, AddPartitions, Configure, CreateTopic, SetQuotas
from kafka_architect.designs.difference.settings import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.applying.step import Action
    from kafka_architect.snapshot.model import Snapshot, Topic


def missing(action: Action, snapshot: Snapshot) -> list[str]:
    """Each part that is not as the action makes it, with what is there instead."""
    return list(_missing(action, snapshot))


def _missing(action: Action, snapshot: Snapshot) -> Iterator[str]:
    match action:
        case CreateTopic():
            topic = _topic(snapshot, action.topic)
            if topic is None:
                yield f"the topic {action.topic}"
                return
            yield from _count("partitions", len(topic.partitions), action.partitions)
            yield from _count("replicas", replicas_of(topic), action.replication_factor)
            yield from _settings(action.settings, effective(topic, snapshot, action.settings))
        case AddPartitions():
            topic = _topic(snapshot, action.topic)
            yield from _count("partitions", len(topic.partitions) if topic else 0, action.partitions)
        case Configure(resource="topic"):
            topic = _topic(snapshot, action.name)
            now = {} if topic is None else effective(topic, snapshot, action.settings)
            yield from _settings(action.settings, now)
        case Configure():
            found = next((one.config for one in snapshot.groups if one.name == action.name), {})
            yield from _settings(
                action.settings, {key: one.value for key, one in found.items() if one.value is not None}
            )
        case SetQuotas():
            values = next((one.values for one in snapshot.quotas if one.entity == {"user": action.user}), {})
            for key, value in action.values.items():
                if values.get(key) != value:
                    yield f"{key}={value:.0f} (found {values.get(key)})"
        case AddAcls():
            yield from (acl_text(one) for one in action.acls if one not in snapshot.acls)


def _topic(snapshot: Snapshot, name: str) -> Topic | None:
    return next((one for one in snapshot.topics if one.name == name and one.partitions), None)


def _count(what: str, found: int, wanted: int) -> Iterator[str]:
    if found != wanted:
        yield f"{wanted} {what} (found {found})"


def _settings(wanted: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for key, value in wanted.items():
        if key not in now or canonical(key, now[key]) != canonical(key, value):
            yield f"{key}={value} (found {now.get(key)})"
