"""CNT012: two Connect clusters that keep their state in the same topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


_TOPICS = ("config.storage.topic", "offset.storage.topic", "status.storage.topic")


@system_rule(
    "CNT012",
    "connect-clusters-share-topics",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_WORKER],
    profile="dev",
    summary="Two Connect clusters store configurations, offsets or status in the same topic.",
    why=(
        "Workers with different group.id values are different Connect clusters. If they share a config "
        "topic, each of them starts the connectors of both, so every source writes each record twice; if "
        "they share an offset or status topic, they overwrite each other's positions and states. Workers "
        "with the same group.id but different topics disagree about which connectors exist."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#connect_running (group.id and the three topics identify "
        "a cluster)",
        "connect-runtime, KafkaConfigBackingStore",
    ],
    bad=(
        "--- connect-a.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- connect-b.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-b\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status"
    ),
    good=(
        "--- connect-a.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- connect-b.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-b\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-b-configs\n"
        "offset.storage.topic=connect-b-offsets\n"
        "status.storage.topic=connect-b-status"
    ),
    dialect="connect-a.properties",
)
def connect_clusters_share_topics(system: System) -> Iterator[Problem]:
    """Each worker against the first that uses its topic and the first of its group, once for each key."""
    first_of_topic: dict[tuple[str | None, str, str], EffectiveConfig] = {}
    first_of_group: dict[tuple[str | None, str, str], EffectiveConfig] = {}
    for worker in system.of(Role.CONNECT_WORKER):
        group, servers = worker.text("group.id"), worker.text("bootstrap.servers")
        for key in _TOPICS:
            topic = worker.text(key)
            if group is None or topic is None:
                continue
            fellow = first_of_group.setdefault((servers, group, key), worker)
            stranger = first_of_topic.setdefault((servers, key, topic), worker)
            if fellow.text(key) != topic:
                yield worker.problem(
                    key,
                    f"{key}={topic}, but {fellow.configuration.name} of the same cluster {group} has "
                    f"{fellow.text(key)}: all workers of a cluster must use the same topics",
                )
            elif stranger.text("group.id") != group:
                yield worker.problem(
                    key,
                    f"{key}={topic} is also the topic of the Connect cluster {stranger.text('group.id')} "
                    f"({stranger.configuration.name}): use separate topics for each cluster",
                )
