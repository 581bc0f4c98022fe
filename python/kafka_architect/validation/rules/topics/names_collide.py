"""TOP025: two topics differ only in period and underscore: Kafka refuses the second."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.topic_names import metric_name
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "TOP025",
    "names-collide",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC],
    profile="dev",
    summary="Two topic names differ only in periods and underscores: Kafka rejects the second.",
    why=(
        "Metric names replace periods with underscores, so both topics would share the same metrics. The "
        'controller rejects the second with InvalidTopicException ("collides with existing topic").'
    ),
    sources=[
        "metadata/src/main/java/org/apache/kafka/controller/ReplicationControlManager.java "
        "(validateNewTopicNames)",
        "clients/src/main/java/org/apache/kafka/common/internals/Topic.java (hasCollision)",
    ],
    bad=(
        "--- topics.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: a\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  topicName: shop.orders\n"
        "  partitions: 6\n"
        "  replicas: 3\n"
        "---\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: b\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  topicName: shop_orders\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    good=(
        "--- topics.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: a\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  topicName: shop.orders\n"
        "  partitions: 6\n"
        "  replicas: 3\n"
        "---\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: b\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  topicName: shop.payments\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    dialect="topics.yaml",
)
def names_collide(system: System) -> Iterator[Problem]:
    """Look at the topics of each folder: another folder may be for another cluster."""
    first: dict[tuple[str, str], str] = {}
    for topic in system.topics:
        name = topic.attribute_text(attributes.TOPIC_NAME)
        if not name:
            continue
        earlier = first.setdefault((str(PurePath(topic.file.path).parent), metric_name(name)), name)
        if earlier != name:
            yield topic.problem(
                topic.attribute(attributes.TOPIC_NAME),
                f"topic {name} collides with {earlier}: they differ only in '.' and '_', and Kafka rejects "
                "the one created later",
            )
