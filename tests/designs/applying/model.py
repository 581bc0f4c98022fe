"""Designs and clusters for tests of plans, and what a cluster is after a plan was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kafka_architect.designs.applying.step import AddAcls, AddPartitions, Configure, CreateTopic, SetQuotas
from kafka_architect.designs.model.client import Acl as Permission
from kafka_architect.designs.model.client import Group as DesignedGroup
from kafka_architect.designs.model.client import Quota as DesignedQuota
from kafka_architect.designs.model.design import Design, Platform
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.topic import Kind, Setting
from kafka_architect.designs.model.topic import Topic as Designed
from kafka_architect.snapshot.model import Acl, Broker, Group, Partition, Quota, Snapshot, Topic, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.applying.step import Action, ApplyPlan


def number(value: float, unit: str = "partitions") -> Figure:
    return Figure.given(value, unit=unit, because="a test")


def settings(values: Mapping[str, str]) -> tuple[Setting, ...]:
    return tuple(Setting(key=key, value=value, because="a test") for key, value in values.items())


def designed(
    name: str, partitions: int = 6, replicas: int = 3, *, key: tuple[str, ...] = ("id",), **config: str
) -> Designed:
    return Designed(
        name=name,
        kind=Kind.EVENTS,
        made_by="event-flow",
        key=key,
        partitions=number(partitions),
        replication_factor=number(replicas, "replicas"),
        min_insync_replicas=number(1, "replicas"),
        settings=settings({key.replace("_", "."): value for key, value in config.items()}),
    )


def design(*topics: Designed, platform: str = "apache", **parts: Any) -> Design:
    return Design(
        name="shop", platform=Platform(kind=platform), topics={one.name: one for one in topics}, **parts
    )


def permission(principal: str, operation: str, topic: str, **parts: Any) -> Permission:
    return Permission(principal=principal, operation=operation, resource="topic", name=topic, **parts)


def quota(principal: str, producer: float | None = None, consumer: float | None = None) -> DesignedQuota:
    return DesignedQuota(
        principal=principal,
        producer_bytes_per_s=None if producer is None else number(producer, "bytes/s"),
        consumer_bytes_per_s=None if consumer is None else number(consumer, "bytes/s"),
    )


def group(name: str, **config: str) -> DesignedGroup:
    values = {key.replace("_", "."): value for key, value in config.items()}
    return DesignedGroup(name=name, service="mail", topics=(), kind="share", settings=settings(values))


def running(name: str, partitions: int = 6, replicas: int = 3, *, records: int = 100, **config: str) -> Topic:
    """A topic of a cluster; `records` in each partition, ever."""
    return Topic(
        name=name,
        partitions=[
            Partition(partition=one, replicas=list(range(1, replicas + 1)), latest=records)
            for one in range(partitions)
        ],
        config={key.replace("_", "."): Value(value=value, source="dynamic") for key, value in config.items()},
    )


def cluster(*topics: Topic, brokers: int = 3, **parts: Any) -> Snapshot:
    return Snapshot(
        format="kafka-architect-cluster",
        version=1,
        bootstrap="kafka-1:9092",
        cluster_id="c",
        kafka_version="4.3",
        brokers=[Broker(id=one, host="h", port=9092) for one in range(1, brokers + 1)],
        topics=list(topics),
        **parts,
    )


def acl(principal: str, operation: str, topic: str, **parts: Any) -> Acl:
    shape = {
        "host": "*",
        "permission": "allow",
        "resource_type": "topic",
        "resource": topic,
        "pattern": "literal",
    }
    return Acl(principal=principal, operation=operation, **(shape | parts))


def after(plan: ApplyPlan, snapshot: Snapshot) -> Snapshot:
    """The cluster once every step that is ready was made, by what the requests mean in Kafka."""
    for step in plan.ready:
        assert step.action is not None
        snapshot = _made(step.action, snapshot)
    return snapshot


def _made(action: Action, snapshot: Snapshot) -> Any:
    match action:
        case CreateTopic():
            assert action.topic not in {one.name for one in snapshot.topics}
            made = running(action.topic, action.partitions, action.replication_factor, records=0)
            return _with(snapshot, topics=[*snapshot.topics, _configured(made, action.settings)])
        case AddPartitions():
            return _with(
                snapshot,
                topics=[_grown(one, action) if one.name == action.topic else one for one in snapshot.topics],
            )
        case Configure(resource="topic"):
            return _with(
                snapshot,
                topics=[
                    _configured(one, action.settings) if one.name == action.name else one
                    for one in snapshot.topics
                ],
            )
        case Configure():
            there = {one.name: one for one in snapshot.groups}
            old = there.get(action.name, Group(name=action.name))
            return _with(
                snapshot, groups=[*(there | {action.name: _configured(old, action.settings)}).values()]
            )
        case SetQuotas():
            others = [one for one in snapshot.quotas if one.entity != {"user": action.user}]
            old_values = next(
                (one.values for one in snapshot.quotas if one.entity == {"user": action.user}), {}
            )
            made_quota = Quota(entity={"user": action.user}, values=old_values | action.values)
            return _with(snapshot, quotas=[*others, made_quota])
        case AddAcls():
            return _with(snapshot, acls=[*snapshot.acls, *action.acls])


def _with(part: Any, **values: Any) -> Any:
    return msgspec.structs.replace(part, **values)


def _grown(topic: Topic, action: AddPartitions) -> Topic:
    assert len(topic.partitions) == action.before < action.partitions
    more = range(action.before, action.partitions)
    added = [Partition(partition=one, replicas=topic.partitions[0].replicas, latest=0) for one in more]
    grown: Topic = _with(topic, partitions=[*topic.partitions, *added])
    return grown


def _configured(part: Any, values: dict[str, str]) -> Any:
    set_ = {key: Value(value=value, source="dynamic") for key, value in values.items()}
    return _with(part, config=part.config | set_)
