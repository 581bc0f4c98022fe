"""Groups whose protocol is the brokers' own: consumer (KIP-848), share (KIP-932) and streams (KIP-1071).

Brokers know what each member has, so nothing of a client's is decoded. A member of a streams group has tasks,
which are partitions of the topics that its part of the topology reads; standby tasks keep copies of state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.snapshot.asking import error_name
from kafka_architect.snapshot.model import Committed, Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.cluster.snapshot.topics import TopicPartition

NEWER = ("consumer", "share", "streams")


def newer_members(asking: Asking, node: int, kind: str, names: Sequence[str]) -> dict[str, list[Member]]:
    """The members of groups of one of the kinds `NEWER`, which a broker coordinates.

    Raises:
        KafkaError: The broker has no such request (`Asking.attempt` tells it).
    """
    from kafka_architect.cluster.snapshot import messages

    if not names:
        return {}
    request, least = {
        "consumer": (messages.ConsumerGroupDescribeRequest, 0),
        "share": (messages.ShareGroupDescribeRequest, 1),  # 0 was an early access
        "streams": (messages.StreamsGroupDescribeRequest, 0),
    }[kind]
    asked = request(group_ids=list(names), include_authorized_operations=False, min_version=least)
    found = {}
    for group in asking.send(asked, node).groups:
        if group.error_code:
            asking.lack("members", f"group {group.group_id}: {error_name(group.error_code)}")
            continue
        sources = _source_topics(group) if kind == "streams" else {}
        found[group.group_id] = [_member(one, kind, sources) for one in group.members]
    return found


def share_offsets(
    asking: Asking, node: int, names: Sequence[str], latest: dict[TopicPartition, int]
) -> dict[str, list[Committed]]:
    """Where share groups are: the first offset that may still be delivered, and how many are to be.

    Before Kafka 4.2 (KIP-1226) brokers do not tell the lag: then it is that up to the partition's end, which
    counts records that were acknowledged out of order too.
    """
    from kafka_architect.cluster.snapshot.messages import DescribeShareGroupOffsetsRequest

    if not names:
        return {}
    kind = DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup
    request = DescribeShareGroupOffsetsRequest(groups=[kind(group_id=name, topics=None) for name in names])
    found = {}
    for group in asking.send(request, node).groups:
        if group.error_code:
            asking.lack("committed offsets", f"group {group.group_id}: {error_name(group.error_code)}")
            continue
        found[group.group_id] = sorted(
            (
                _start(topic.topic_name, one, latest)
                for topic in group.topics
                for one in topic.partitions
                if one.start_offset >= 0 and not one.error_code
            ),
            key=lambda one: (one.topic, one.partition),
        )
    return found


def _start(topic: str, partition: Any, latest: dict[TopicPartition, int]) -> Committed:
    number, offset = partition.partition_index, partition.start_offset
    told, end = getattr(partition, "lag", -1), latest.get((topic, number))
    lag = told if told is not None and told >= 0 else None if end is None else max(0, end - offset)
    return Committed(topic=topic, partition=number, offset=offset, lag=lag)


def _source_topics(group: Any) -> dict[str, list[str]]:
    """The topics that each part of the topology reads; none where it is not initialised."""
    parts = getattr(group.topology, "subtopologies", None) or ()
    return {
        one.subtopology_id: [*one.source_topics, *(topic.name for topic in one.repartition_source_topics)]
        for one in parts
    }


def _member(member: Any, kind: str, sources: dict[str, list[str]]) -> Member:
    assigned: dict[str, set[int]] = {}
    standby = 0
    if kind == "streams":
        for topic, partitions in _read_by(member.assignment.active_tasks, sources):
            assigned.setdefault(topic, set()).update(partitions)
        standby = sum(
            len(one.partitions) for one in (*member.assignment.standby_tasks, *member.assignment.warmup_tasks)
        )
    else:
        for one in member.assignment.topic_partitions:
            assigned.setdefault(str(one.topic_name), set()).update(one.partitions)
    return Member(
        id=member.member_id,
        client_id=member.client_id or "",
        host=(member.client_host or "").removeprefix("/"),
        instance_id=getattr(member, "instance_id", None) or None,
        assigned={topic: sorted(partitions) for topic, partitions in sorted(assigned.items())},
        standby_tasks=standby,
    )


def _read_by(tasks: Iterable[Any], sources: dict[str, list[str]]) -> Iterable[tuple[str, list[int]]]:
    for task in tasks:
        for topic in sources.get(task.subtopology_id, ()):
            yield topic, task.partitions
