"""Topics that are new, renamed, removed, or owned by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.difference.tools import tools

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.difference.state import State, TopicState


def renamed(old: State, new: State) -> dict[str, str]:
    """New name -> old name, for topics that are the same but for the name.

    Several of one identity (the levels of a retry) are the same in their order, if there are as many.
    """
    gone, come = _lacking(old.topics, new.topics), _lacking(new.topics, old.topics)
    return {
        now: was
        for identity, names in come.items()
        if len(names) == len(gone.get(identity, ()))
        for now, was in zip(names, gone[identity], strict=True)
    }


def topic_changes(old: State, new: State, names: Mapping[str, str]) -> Iterator[Change]:
    """What becomes of each topic as a whole. `names` is what `renamed` tells."""
    for name, topic in new.topics.items():
        if name in names:
            yield _renamed(old.topics[names[name]], topic)
        elif name not in old.topics:
            yield Change(
                subject=name,
                kind="topic-added",
                risk=Risk.SAFE,
                after=_counts(topic),
                because="A new topic; nothing uses it yet.",
                steps=("Create it before its producers start, so that no client auto-creates it.",),
            )
    if not old.owns:
        return
    for name, topic in old.topics.items():
        if name not in new.topics and name not in names.values():
            yield _removed(topic)


def not_owned(old: State, new: State) -> tuple[str, ...]:
    """Topics that only `old` has and that nobody said are ours."""
    return () if old.owns else tuple(name for name in old.topics if name not in new.topics)


def _lacking(
    topics: Mapping[str, TopicState], others: Mapping[str, TopicState]
) -> dict[tuple[str, ...], list[str]]:
    """The topics that the others lack, by their identity."""
    found: dict[tuple[str, ...], list[str]] = {}
    for one in topics.values():
        if one.name not in others and one.identity:
            found.setdefault(one.identity, []).append(one.name)
    return found


def _renamed(old: TopicState, new: TopicState) -> Change:
    return Change(
        subject=new.name,
        kind="topic-renamed",
        risk=Risk.RECREATING,
        what="name",
        before=old.name,
        after=new.name,
        because="Kafka cannot rename a topic: it is created under the new name, empty, and the records and "
        "the offsets of groups stay with the old one.",
        steps=(
            f"Create {new.name}; let its consumers read both topics.",
            f"Move the producers to {new.name}, all of them before any consumer leaves {old.name}; order "
            "across the two is not kept: let the groups reach the end of the old one first where it matters.",
            f"Where old records are needed under the new name: copy {old.name} before the producers move.",
            f"Move ACLs, schemas, alerts and mirrors to the new name; delete {old.name} after its retention.",
        ),
        tools=tools("topic-renamed"),
    )


def _removed(old: TopicState) -> Change:
    return Change(
        subject=old.name,
        kind="topic-removed",
        risk=Risk.LOSING_DATA,
        before=_counts(old),
        because="The topic is no longer in the specification: deleting it loses its records.",
        steps=(
            f"Stop the producers of {old.name}; let its groups reach the end.",
            "Wait for its retention, or archive it; then delete it, its ACLs and its schema subjects.",
        ),
        tools=tools("topic-removed"),
    )


def _counts(topic: TopicState) -> str:
    partitions = "?" if topic.partitions is None else topic.partitions
    replicas = "?" if topic.replicas is None else topic.replicas
    return f"{partitions} partitions, {replicas} replicas"
