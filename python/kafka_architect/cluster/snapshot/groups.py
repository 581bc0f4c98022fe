"""Consumer groups: state, members with what they are assigned, committed offsets and lag, configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.snapshot.asking import batches, check, error_name
from kafka_architect.cluster.snapshot.configs import group_configs
from kafka_architect.cluster.snapshot.newer_groups import NEWER, newer_members, share_offsets
from kafka_architect.snapshot.model import Committed, Group, Member

if TYPE_CHECKING:
    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.cluster.snapshot.topics import TopicPartition
    from kafka_architect.snapshot.model import Value

_AT_ONCE = 100  # groups; each may have members and offsets by the hundred
_CLASSIC = ("", "classic")


def groups(asking: Asking, broker_ids: list[int], latest: dict[TopicPartition, int]) -> list[Group]:
    """All groups that brokers coordinate, by name."""
    listed = _listed(asking, broker_ids)
    names = sorted(listed)
    by_node: dict[int, list[str]] = {}
    for name in names:
        by_node.setdefault(listed[name][0], []).append(name)
    members: dict[str, list[Member]] = {}
    committed: dict[str, list[Committed]] = {}
    for node, own in by_node.items():
        for batch in batches(own, _AT_ONCE):
            with asking.attempt("members", f"groups of broker {node}"):
                classic = [name for name in batch if _type(listed[name][1]) in _CLASSIC]
                members.update(_members(asking, node, classic))
            for kind in NEWER:
                with asking.attempt("members", f"{kind} groups of broker {node}"):
                    its = [name for name in batch if _type(listed[name][1]) == kind]
                    members.update(newer_members(asking, node, kind, its))
            shared = [name for name in batch if _type(listed[name][1]) == "share"]
            with asking.attempt("committed offsets", f"share groups of broker {node}"):
                committed.update(share_offsets(asking, node, shared, latest))
            with asking.attempt("committed offsets", f"groups of broker {node}"):
                read = [name for name in batch if name not in shared]
                committed.update(_committed(asking, node, read, latest))
    newer = [name for name in names if _type(listed[name][1]) not in _CLASSIC]
    unknown = sorted({_type(listed[name][1]) for name in newer} - set(NEWER))
    if unknown:
        asking.lack("members", f"groups of the type {', '.join(unknown)}: this type is not known")
    configs: dict[str, dict[str, Value]] = {}
    if newer:  # nothing can be set on classic groups
        with asking.attempt("group configurations"):
            configs = group_configs(asking, newer)
    return [
        Group(
            name=name,
            state=getattr(listed[name][1], "group_state", "") or "",
            type=_type(listed[name][1]),
            protocol=listed[name][1].protocol_type or "",
            coordinator=listed[name][0],
            members=members.get(name),
            committed=committed.get(name, []),
            config=dict(sorted(configs.get(name, {}).items())),
        )
        for name in names
    ]


def _listed(asking: Asking, broker_ids: list[int]) -> dict[str, tuple[int, Any]]:
    from kafka.protocol.admin import ListGroupsRequest

    listed: dict[str, tuple[int, Any]] = {}
    for broker in broker_ids:
        with asking.attempt("groups", f"broker {broker}"):
            response = asking.send(ListGroupsRequest(min_version=0), broker)
            check(response.error_code)
            listed.update({one.group_id: (broker, one) for one in response.groups})
    return listed


def _type(listed: Any) -> str:
    return (getattr(listed, "group_type", "") or "").lower()


def _members(asking: Asking, node: int, names: list[str]) -> dict[str, list[Member]]:
    from kafka.protocol.admin import DescribeGroupsRequest

    if not names:
        return {}
    response = asking.send(DescribeGroupsRequest(groups=names, include_authorized_operations=False), node)
    found = {}
    for group in response.groups:
        if group.error_code:
            asking.lack("members", f"group {group.group_id}: {error_name(group.error_code)}")
        else:
            found[group.group_id] = [_member(one) for one in group.members]
    return found


def _member(member: Any) -> Member:
    return Member(
        id=member.member_id,
        client_id=member.client_id or "",
        host=(member.client_host or "").removeprefix("/"),
        instance_id=getattr(member, "group_instance_id", None) or None,
        assigned=_assigned(member.member_assignment),
    )


def _assigned(assignment: Any) -> dict[str, list[int]]:
    """Partitions by topic; none where the bytes are not those of a consumer (Connect has its own)."""
    import struct

    from kafka.protocol.consumer.metadata import ConsumerProtocolAssignment

    if not assignment:
        return {}
    try:
        read = ConsumerProtocolAssignment.decode(bytes(assignment))
        return {str(one.topic): sorted(one.partitions) for one in read.assigned_partitions}
    except (struct.error, ValueError, IndexError, AttributeError):
        return {}


def _committed(
    asking: Asking, node: int, names: list[str], latest: dict[TopicPartition, int]
) -> dict[str, list[Committed]]:
    from kafka.protocol.consumer import OffsetFetchRequest

    found: dict[str, list[Committed]] = {}
    kind = OffsetFetchRequest.OffsetFetchRequestGroup
    if not names:
        return found
    if asking.admin._manager.broker_version_data.api_version(OffsetFetchRequest) >= 8:
        request = OffsetFetchRequest(
            groups=[kind(group_id=name, topics=None) for name in names], min_version=8, max_version=8
        )
        answers = {group.group_id: group for group in asking.send(request, node).groups}
    else:  # before Kafka 3.0: one group at a time
        answers = {
            name: asking.send(
                OffsetFetchRequest(group_id=name, topics=None, min_version=2, max_version=7), node
            )
            for name in names
        }
    for name, answer in answers.items():
        if answer.error_code:
            asking.lack("committed offsets", f"group {name}: {error_name(answer.error_code)}")
            continue
        found[name] = sorted(
            (
                _offset(topic.name, one, latest)
                for topic in answer.topics
                for one in topic.partitions
                if one.committed_offset >= 0 and not one.error_code
            ),
            key=lambda one: (one.topic, one.partition),
        )
    return found


def _offset(topic: str, partition: Any, latest: dict[TopicPartition, int]) -> Committed:
    number, offset = partition.partition_index, partition.committed_offset
    end = latest.get((topic, number))
    # The end was read before: a group that has gone on since is not ahead of it.
    lag = None if end is None else max(0, end - offset)
    return Committed(topic=topic, partition=number, offset=offset, lag=lag)
