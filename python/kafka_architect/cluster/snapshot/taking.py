"""Taking a snapshot of a cluster: subject by subject, read only, whatever is refused left out and told."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.snapshot import access, brokers, groups, topics, transactions
from kafka_architect.cluster.snapshot.asking import Asking, reason
from kafka_architect.documents.head import head
from kafka_architect.errors import ClusterError
from kafka_architect.snapshot.model import Sample, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.cluster.snapshot.topics import TopicPartition


def take_snapshot(
    admin: Any,
    *,
    bootstrap: str = "",
    samples: int = 1,
    interval_s: float = 30.0,
    progress: Callable[[str], None] = lambda _: None,
    pause: Callable[[float], None] = time.sleep,
) -> Snapshot:
    """Everything that a cluster tells of itself; nothing is written to it.

    Args:
        admin: A connected KafkaAdminClient of kafka-python; its request_timeout_ms bounds each request.
        bootstrap: The address that was asked, for the document.
        samples: How often offsets and sizes are read; two tell how fast partitions grow.
        interval_s: Seconds between two samples.
        progress: Is told what is being read.
        pause: Waits between samples.

    Raises:
        ClusterError: The cluster does not even tell its brokers and topics.
    """
    from kafka.errors import KafkaError

    asking = Asking(admin)
    earlier = []
    try:
        for number in range(samples - 1):
            progress(f"sample {number + 1} of {samples}")
            earlier.append(_sample(asking))
            pause(interval_s)
        progress("topics")
        found = topics.metadata(asking)
    except KafkaError as error:
        raise ClusterError(
            f"{bootstrap or 'the cluster'}: cannot read its topics: {reason(error)}"
        ) from error
    broker_ids = sorted(one.node_id for one in found.brokers)
    progress("sizes on disk")
    sizes = brokers.log_sizes(asking, broker_ids)
    progress("offsets")
    led = topics.leaders(found)
    earliest = topics.offsets(asking, led, topics.EARLIEST)
    taken_ms = _now_ms()
    latest = topics.offsets(asking, led, topics.LATEST)
    progress("brokers")
    told = brokers.cluster(asking)
    all_brokers = brokers.brokers(asking, found, sizes.folders)
    progress("groups")
    all_groups = groups.groups(asking, broker_ids, latest)
    progress("configurations of topics")
    all_topics = topics.topics(asking, found, earliest, latest, sizes.sizes)
    progress("transactions")
    versions = sorted({one.version for one in all_brokers if one.version}, key=_numbers)
    return Snapshot(
        **head("cluster"),
        bootstrap=bootstrap,
        taken_ms=taken_ms,
        cluster_id=told.cluster_id,
        kafka_version=versions[0] if versions else None,  # while brokers are upgraded: what all of them know
        metadata_version=told.metadata_version,
        features=told.features,
        controller=told.controller,
        brokers=all_brokers,
        topics=all_topics,
        groups=all_groups,
        quotas=access.quotas(asking),
        acls=access.acls(asking),
        reassignments=access.reassignments(asking),
        transactions=transactions.transactions(asking, broker_ids),
        producers=transactions.open_producers(asking, led),
        samples=earlier,
        unavailable=asking.unavailable,
    )


def _sample(asking: Asking) -> Sample:
    found = topics.metadata(asking)
    sizes = brokers.log_sizes(asking, sorted(one.node_id for one in found.brokers)).sizes
    led = topics.leaders(found)
    at_ms = _now_ms()
    latest = topics.offsets(asking, led, topics.LATEST)
    ends: dict[str, list[int | None]] = {}
    led_bytes: dict[str, list[int | None]] = {}
    for topic in found.topics:
        for one in sorted(topic.partitions, key=lambda one: int(one.partition_index)):
            key: TopicPartition = (topic.name, one.partition_index)
            ends.setdefault(topic.name, []).append(latest.get(key))
            led_bytes.setdefault(topic.name, []).append(sizes.get((*key, led.get(key, -1))))
    return Sample(at_ms=at_ms, latest=ends, bytes=led_bytes)


def _now_ms() -> int:
    return int(time.time() * 1000)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
