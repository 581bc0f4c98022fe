"""TOP023: kafka refuses the topic's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.topic_names import refusal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP023",
    "name-illegal",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC],
    profile="dev",
    summary="Kafka rejects the topic name.",
    why=(
        "A name consists of 1 to 249 ASCII letters, digits, periods, underscores and hyphens, and is neither "
        '"." nor "..", because it becomes the name of a directory. Any other name is rejected with '
        "InvalidTopicException."
    ),
    sources=["clients/src/main/java/org/apache/kafka/common/internals/Topic.java (validate)"],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        '  topicName: "orders/created"\n'
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  topicName: orders.created\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    dialect="topic.yaml",
)
def name_illegal(config: EffectiveConfig) -> Iterator[Problem]:
    """Ask as Kafka asks."""
    name = config.attribute_text(attributes.TOPIC_NAME)
    reason = None if name is None else refusal(name)
    if reason is not None:
        yield config.problem(
            config.attribute(attributes.TOPIC_NAME), f"Kafka rejects the topic name {name!r}: {reason}"
        )
