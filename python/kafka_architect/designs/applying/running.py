"""Topics of a running cluster as the difference compares them: by the values in force, whatever set them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kafka_architect.designs.difference.state import State, TopicState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Snapshot, Topic

# Decides what other settings mean, whether or not the design sets it.
_ALWAYS = ("cleanup.policy",)


def running_state(snapshot: Snapshot, design: Design, name: str) -> State:
    """The topics that the design names; no other is looked at."""
    complete = not snapshot.lacks("topic configurations")
    brokers = len(snapshot.brokers) or None
    topics = {
        topic.name: _topic(topic, snapshot, design, complete=complete)
        for topic in snapshot.topics
        if topic.name in design.topics and topic.partitions
    }
    return State(name=name, owns=False, topics=topics, brokers=brokers)


def _topic(topic: Topic, snapshot: Snapshot, design: Design, *, complete: bool) -> TopicState:
    keys = [one.key for one in design.topics[topic.name].settings]
    return TopicState(
        name=topic.name,
        partitions=len(topic.partitions),
        replicas=replicas_of(topic),
        settings=effective(topic, snapshot, [*keys, *_ALWAYS]) if complete else {},
        complete=complete,
    )


def replicas_of(topic: Topic) -> int:
    """The replication factor: the least of the partitions, which have more while they are moved."""
    return min(len(one.replicas) for one in topic.partitions)


def effective(topic: Topic, snapshot: Snapshot, keys: Iterable[str]) -> dict[str, str]:
    """The values that hold: set on the topic or by brokers, else Kafka's defaults of the cluster's version.

    A key is missing where neither is known.
    """
    known = topic_defaults(snapshot.kafka_version)
    found = {}
    for key in keys:
        value = topic.config.get(key)
        if value is not None and value.value is not None:
            found[key] = value.value
        elif value is None and key in known:
            found[key] = known[key]
    return found


def set_on_topic(topic: Topic) -> dict[str, str]:
    """What was set on the topic itself."""
    return {
        key: value.value
        for key, value in topic.config.items()
        if value.source == "dynamic" and value.value is not None
    }


def was_never_written(topic: Topic) -> bool:
    """Whether no partition ever had a record; unknown is no."""
    return bool(topic.partitions) and all(one.latest == 0 for one in topic.partitions)


@cache
def topic_defaults(version: str | None) -> dict[str, str]:
    """Kafka's defaults of topic configurations, of the nearest version that the catalogue holds."""
    from kafka_architect.validation.catalogue import key_catalogue
    from kafka_architect.validation.catalogue.versions import match_version
    from kafka_architect.validation.role import Client, Role

    catalogue = key_catalogue(match_version(version).version, Role.TOPIC, Client.JAVA)
    found = [(key, catalogue.get(key)) for key in catalogue.keys()]  # noqa: SIM118 - not a mapping
    return {key: one.default for key, one in found if one is not None and one.default is not None}
