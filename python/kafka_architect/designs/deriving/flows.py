"""A topic of a design as a flow that clients are tuned for; None where its rate or size is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.topic import Kind
from kafka_architect.designs.tuning.load import LARGEST_MESSAGE, FlowLoad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.contributing.contribution import GroupDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.specification.quantities import Rate

# Failed records are few, and their topics have no rate of their own.
_QUIET: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER})


def flow_of(
    topic: Topic, groups: Iterable[GroupDraft], draft: Draft, platform: Platform, *, client: str = "java"
) -> FlowLoad | None:
    """The flow of a topic to these groups: the strictest of their latencies, the fewest consumers.

    `client` is what its producers are written with: java or librdkafka.
    """
    rate = topic.load.peak_messages_per_s or topic.load.average_messages_per_s
    size = topic.load.message_bytes
    if topic.kind in _QUIET or not rate or not size or size > LARGEST_MESSAGE:
        return None
    readers = list(groups)
    latencies = [one for group in readers if (one := _latency_s(topic, group, draft)) is not None]
    instances = [one.instances for one in readers if one.instances is not None]
    lags = [one.lag_objective_s for one in readers if one.lag_objective_s is not None]
    stream = None if (channel := draft.topics[topic.name].channel) is None else channel.stream
    handled = _records_per_s(None if stream is None else stream.handling, size)
    far = draft.replica_round_trip_s
    return FlowLoad(
        rate=rate,
        message_bytes=size,
        partitions=int(topic.partitions),
        latency=f"{min(latencies):.15g} s" if latencies else None,
        producers=sum(_instances(name, draft) for name in topic.senders) or 1,
        consumers=min(instances, default=1),
        brokers=platform.brokers or platform.zones,
        replication_factor=int(topic.replication_factor),
        keyed=bool(topic.key),
        client=client,
        processing=None if handled is None else f"{1 / handled:.15g} s",
        cross_region=f"{far:.15g} s" if far else None,
        crosses="replicas",
        lag_objective=f"{min(lags):.15g} s" if lags else None,
    )


def _instances(service: str, draft: Draft) -> int:
    application = draft.applications.get(service)
    return 1 if application is None else application.service.instances or 1


def _latency_s(topic: Topic, group: GroupDraft, draft: Draft) -> float | None:
    """What is promised: of the service's own promise and the stream's, the service's."""
    application = draft.applications.get(group.service)
    own = None if application is None else application.service.promises
    channel = draft.topics[topic.name].channel
    stream = None if channel is None else channel.stream.promises
    for promises in (own, stream):
        if promises is not None and promises.latency is not None and promises.latency > 0:
            return float(promises.latency)
    return None


def _records_per_s(handling: Rate | None, message_bytes: float) -> float | None:
    """What one consumer handles per second."""
    if handling is None:
        return None
    per_s = handling.average if handling.average is not None else handling.peak
    if not per_s:
        return None
    return per_s / message_bytes if handling.in_bytes else per_s
