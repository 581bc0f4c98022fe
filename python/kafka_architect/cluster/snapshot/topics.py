"""Topics: partitions with their replicas, offsets and sizes, and what was configured."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.snapshot.asking import batches, error_name
from kafka_architect.cluster.snapshot.configs import topic_configs
from kafka_architect.snapshot.model import Partition, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.snapshot.model import Value

    TopicPartition = tuple[str, int]

_MOST_ATTEMPTS = 4
_BACKOFF_S = 0.25  # a new leader is known everywhere within some tenths of a second
LATEST, EARLIEST = -1, -2  # ListOffsetsRequest's timestamps


def metadata(asking: Asking, names: Sequence[str] | None = None) -> Any:
    """Brokers and topics with their partitions as a broker knows them; of some topics, or of all."""
    from kafka.protocol.metadata import MetadataRequest

    kind = MetadataRequest.MetadataRequestTopic
    wanted = None if names is None else [kind(name=name) for name in names]
    return asking.send(MetadataRequest(topics=wanted, allow_auto_topic_creation=False))


def leaders(found: Any) -> dict[TopicPartition, int]:
    """The leader of each partition that has one."""
    return {
        (topic.name, partition.partition_index): partition.leader_id
        for topic in found.topics
        for partition in topic.partitions
        if partition.leader_id >= 0
    }


def offsets(asking: Asking, led: dict[TopicPartition, int], which: int) -> dict[TopicPartition, int]:
    """The earliest or latest offset of each partition, asked of its leader; leaders may move meanwhile."""
    found: dict[TopicPartition, int] = {}
    wanted, failed = dict(led), {}
    for attempt in range(_MOST_ATTEMPTS):
        failed = _ask_leaders(asking, wanted, which, found)
        if not failed or attempt == _MOST_ATTEMPTS - 1:
            break
        time.sleep(_BACKOFF_S)
        names = sorted({topic for topic, _ in failed})
        with asking.attempt("offsets"):
            now = leaders(metadata(asking, names))
            wanted = {key: now[key] for key in failed if key in now}
    by_error = Counter(failed.values())
    for error, count in sorted(by_error.items()):
        one = min(key for key, its in failed.items() if its == error)
        asking.lack("offsets", f"{count} partitions, {one[0]}-{one[1]} among them: {error}")
    return found


def _ask_leaders(
    asking: Asking, led: dict[TopicPartition, int], which: int, found: dict[TopicPartition, int]
) -> dict[TopicPartition, str]:
    """Put offsets into `found`; the partitions whose leader answered with an error."""
    from kafka.protocol.consumer import ListOffsetsRequest

    by_leader: dict[int, list[TopicPartition]] = {}
    for key, leader in led.items():
        by_leader.setdefault(leader, []).append(key)
    failed: dict[TopicPartition, str] = {}
    for leader, keys in sorted(by_leader.items()):
        for batch in batches(keys):
            topics: dict[str, list[tuple[int, int]]] = {}
            for topic, partition in batch:
                topics.setdefault(topic, []).append((partition, which))
            request = ListOffsetsRequest(
                isolation_level=0,
                topics=[_offsets_topic(name, partitions) for name, partitions in topics.items()],
                min_version=1,
            )
            with asking.attempt("offsets", f"broker {leader}"):
                for topic in asking.send(request, leader).topics:
                    for one in topic.partitions:
                        key = (topic.name, one.partition_index)
                        if one.error_code:
                            failed[key] = error_name(one.error_code)
                        else:
                            found[key] = one.offset
    return failed


def _offsets_topic(name: str, partitions: list[tuple[int, int]]) -> Any:
    from kafka.protocol.consumer import ListOffsetsRequest

    topic = ListOffsetsRequest.ListOffsetsTopic
    kind = topic.ListOffsetsPartition
    return topic(
        name=name, partitions=[kind(partition_index=number, timestamp=which) for number, which in partitions]
    )


def topics(
    asking: Asking,
    found: Any,
    earliest: dict[TopicPartition, int],
    latest: dict[TopicPartition, int],
    sizes: dict[tuple[str, int, int], int],
) -> list[Topic]:
    """All topics by name, with the parts that were read of them."""
    configs: dict[str, dict[str, Value]] = {}
    names = sorted(topic.name for topic in found.topics if not topic.error_code)
    with asking.attempt("topic configurations"):
        configs = topic_configs(asking, names)
    made = []
    for topic in sorted(found.topics, key=lambda one: str(one.name)):
        if topic.error_code:
            asking.lack("topics", f"{topic.name}: {error_name(topic.error_code)}")
            continue
        made.append(
            Topic(
                name=topic.name,
                internal=bool(topic.is_internal),
                partitions=[
                    _partition(topic.name, one, earliest, latest, sizes)
                    for one in sorted(topic.partitions, key=lambda one: int(one.partition_index))
                ],
                config=dict(sorted(configs.get(topic.name, {}).items())),
            )
        )
    return made


def _partition(
    topic: str,
    found: Any,
    earliest: dict[TopicPartition, int],
    latest: dict[TopicPartition, int],
    sizes: dict[tuple[str, int, int], int],
) -> Partition:
    number = found.partition_index
    replicas = list(found.replica_nodes)
    bytes_ = [sizes.get((topic, number, broker)) for broker in replicas]
    return Partition(
        partition=number,
        leader=found.leader_id if found.leader_id >= 0 else None,
        replicas=replicas,
        isr=sorted(found.isr_nodes),
        offline=sorted(found.offline_replicas or []),
        earliest=earliest.get((topic, number)),
        latest=latest.get((topic, number)),
        bytes=bytes_ if any(one is not None for one in bytes_) else [],
    )
