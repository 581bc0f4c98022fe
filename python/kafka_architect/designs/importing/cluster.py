"""cluster: a running cluster, or the document that `kafka-architect snapshot` wrote of it.

Topics with what was set on them; what brokers set for all topics is the brokers'. Who may write or read a
topic by name sends or receives it; a member of a group that is assigned a topic has no name that a
specification knows, so that groups alone make no service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.snapshot import FORMAT, parse_snapshot

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.snapshot.model import Acl, Quota, Snapshot, Topic

NAME = "cluster"
_START = 500
_SENDS, _RECEIVES = frozenset({"write", "all"}), frozenset({"read", "all"})
_USER = "User:"


def recognises(source: Source) -> bool:
    """By its format, at the beginning."""
    return not source.is_folder and FORMAT in source.text[:_START]


def read(sources: list[Source]) -> Imported:
    """Every topic but the internal ones, and the services that access rules name."""
    found = Found(format=NAME)
    for source in sources:
        _cluster(found, parse_snapshot(source.text, name=source.name), source.name)
    return found.imported()


def _cluster(found: Found, snapshot: Snapshot, where: str) -> None:
    known = not snapshot.lacks("topic configurations")
    for topic in snapshot.topics:
        if topic.internal:
            found.left_out.append(f"{topic.name}: a topic of Kafka itself")
        elif topic.partitions:
            _topic(found, topic, where)
            if known:
                found.complete.add(topic.name)
            else:
                found.ask(topic.name, "What is configured for it?", f"topics.{topic.name}.config")
    for acl in snapshot.acls:
        _acl(found, acl)
    for quota in snapshot.quotas:
        found.left_out.append(f"a quota of {_entity(quota)}")
    for missing in snapshot.unavailable:
        found.left_out.append(f"{missing.what} were not read: {missing.why}")


def _topic(found: Found, topic: Topic, where: str) -> None:
    found.topic(topic.name, where)
    found.count(topic.name, "partitions", len(topic.partitions), where)
    replicas = {len(one.replicas) for one in topic.partitions}
    # While partitions are moved they have more replicas than they will have.
    found.count(topic.name, "replication_factor", min(replicas), where)
    for key, value in topic.config.items():
        if value.source == "dynamic" and value.value is not None:
            found.setting(topic.name, key, value.value, where)


def _acl(found: Found, acl: Acl) -> None:
    if acl.resource_type != "topic" or acl.permission != "allow":
        return
    if acl.pattern != "literal" or acl.resource == "*" or not acl.principal.startswith(_USER):
        found.left_out.append(f"{acl.principal}: a permission for {acl.pattern} {acl.resource}")
        return
    if acl.resource not in found.topics:
        found.left_out.append(
            f"{acl.principal}: a permission for the topic {acl.resource}, which the cluster does not have"
        )
        return
    service = acl.principal.removeprefix(_USER)
    if acl.operation in _SENDS:
        found.uses(service, "sends", acl.resource)
    if acl.operation in _RECEIVES:
        found.uses(service, "receives", acl.resource)
    if acl.operation in _SENDS | _RECEIVES:
        found.service(service).setdefault("principal", acl.principal)


def _entity(quota: Quota) -> str:
    return ", ".join(f"{kind} {name or '(default)'}" for kind, name in sorted(quota.entity.items()))


__all__ = ["NAME", "read", "recognises"]
