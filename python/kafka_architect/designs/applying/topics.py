"""Steps of topics: created, given partitions, configured; what only an operator may do is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.applying.running import replicas_of, set_on_topic, was_never_written
from kafka_architect.designs.applying.step import (
    AddPartitions,
    Configure,
    CreateTopic,
    Standing,
    Step,
    standing_of,
)
from kafka_architect.designs.difference.change import Change, Risk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.designs.difference.state import TopicState
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.snapshot.model import Snapshot
    from kafka_architect.snapshot.model import Topic as Running

_MIN_ISR: Final = "min.insync.replicas"
# Dangerous only for records that are there.
_ABOUT_STORED: Final = frozenset({"cleanup.policy", "retention.ms", "retention.bytes", "delete.retention.ms"})
_EMPTY: Final = "Nothing was ever written to the topic."


def created(topic: Topic, change: Change, snapshot: Snapshot) -> Step:
    """A topic that the cluster does not have."""
    replicas = int(topic.replication_factor)
    action = CreateTopic(
        topic=topic.name,
        partitions=int(topic.partitions),
        replication_factor=replicas,
        settings={one.key: one.value for one in topic.settings},
    )
    step = Step(kind="create-topic", subject=topic.name, changes=(_plain(change),), action=action)
    brokers = len(snapshot.brokers)
    if brokers and brokers < replicas:
        why = (
            f"The topic requires {replicas} brokers, and the cluster has {brokers}: add brokers, or state "
            "another replication_factor for this environment."
        )
        return replace(step, standing=Standing.OPERATOR, why=why)
    return step


def altered(
    topic: Topic, state: TopicState, running: Running, changes: Iterable[Change], allowed: frozenset[Risk]
) -> Iterator[Step]:
    """A topic that the cluster has: what the difference found, without what the design does not set."""
    keys = {one.key for one in topic.settings}
    found = [_plain(one) for one in changes if one.kind != "setting" or one.what in keys]
    if was_never_written(running):
        found = [_of_an_empty_topic(one) for one in found]
    settings = [one for one in found if one.kind == "setting"]
    settings += _without_known_value(topic, state)
    for change in found:
        if change.kind == "partitions":
            yield _partitions(topic, change, len(running.partitions), allowed)
        elif change.kind == "replication-factor":
            yield Step(
                kind="change-replicas",
                subject=topic.name,
                changes=(change,),
                standing=Standing.OPERATOR,
                why="A reassignment copies data between brokers and is not made here: follow the steps.",
            )
    yield from _settings(topic, running, settings, allowed)


def kept(topic: Topic, running: Running) -> str:
    """What was set on the topic that the design does not set, and that stays."""
    own = {one.key for one in topic.settings}
    others = [f"{key}={value}" for key, value in sorted(set_on_topic(running).items()) if key not in own]
    return f"{topic.name}: not in the specification, left unchanged: {', '.join(others)}" if others else ""


def _partitions(topic: Topic, change: Change, before: int, allowed: frozenset[Risk]) -> Step:
    if change.risk is Risk.RECREATING:
        return Step(
            kind="remove-partitions",
            subject=topic.name,
            changes=(change,),
            standing=Standing.OPERATOR,
            why="Topics are never deleted or recreated here: follow the steps.",
        )
    standing, why = standing_of([change], allowed)
    action = AddPartitions(topic=topic.name, before=before, partitions=int(topic.partitions))
    return Step(
        kind="add-partitions",
        subject=topic.name,
        changes=(change,),
        action=action,
        standing=standing,
        why=why,
    )


def _settings(
    topic: Topic, running: Running, changes: list[Change], allowed: frozenset[Risk]
) -> Iterator[Step]:
    """One step for what is made, one for what is refused, one for what has to wait for replicas."""
    waiting = [one for one in changes if _has_to_wait(one, running)]
    together: dict[tuple[Standing, str], list[Change]] = {}
    for change in changes:
        if change not in waiting:
            together.setdefault(standing_of([change], allowed), []).append(change)
    if waiting:
        why = (
            f"More than the {replicas_of(running)} replicas of each partition: writes with acks=all would "
            "fail until the reassignment is complete. Apply again after it."
        )
        together[Standing.OPERATOR, why] = waiting
    in_order = sorted(together.items(), key=lambda one: one[0][0] is not Standing.READY)
    for (standing, why), found in in_order:
        yield Step(
            kind="configure-topic",
            subject=topic.name,
            changes=tuple(found),
            action=Configure(
                resource="topic", name=topic.name, settings={one.what: one.after or "" for one in found}
            ),
            standing=standing,
            why=why,
        )


def _has_to_wait(change: Change, running: Running) -> bool:
    after = change.after or ""
    return change.what == _MIN_ISR and after.isdecimal() and int(after) > replicas_of(running)


def _without_known_value(topic: Topic, state: TopicState) -> Iterator[Change]:
    """Settings of which neither a value nor a default is known: they are set."""
    if not state.complete:
        return
    for one in topic.settings:
        if one.key not in state.settings:
            yield Change(
                subject=topic.name,
                kind="setting",
                risk=Risk.REVERSIBLE,
                what=one.key,
                after=one.value,
                because="The broker uses the value from then on.",
            )


def _of_an_empty_topic(change: Change) -> Change:
    if change.kind == "partitions" and change.risk is Risk.ORDER_BREAKING:
        because = f"{_EMPTY} It cannot be undone: Kafka does not remove partitions."
        return replace(change, risk=Risk.SAFE, because=because, steps=(), figures={})
    if change.what in _ABOUT_STORED and change.risk is Risk.LOSING_DATA:
        return replace(change, risk=Risk.REVERSIBLE, because=f"{_EMPTY} {change.because}", steps=())
    return change


def _plain(change: Change) -> Change:
    """Without what other tools would do with it."""
    return replace(change, tools={})
