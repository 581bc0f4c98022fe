"""TOP015: the topic's name has both periods and underscores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.topic_names import is_internal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP015",
    "name-mixes-period-and-underscore",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The topic name contains both periods and underscores.",
    why=(
        "Metric names replace periods with underscores, so orders.created and orders_created share one "
        "metric. Kafka therefore rejects a topic whose name differs from an existing one only in that, and "
        "kafka-topics.sh warns about such names. Use only one of the two throughout a cluster, preferably "
        "periods between levels and hyphens within them."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/common/internals/Topic.java (hasCollisionChars)",
        "tools/src/main/java/org/apache/kafka/tools/TopicCommand.java",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: shop.orders-created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  topicName: shop.orders_created\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: shop.orders-created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    dialect="topic.yaml",
)
def name_mixes_period_and_underscore(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at names that people chose."""
    name = config.attribute_text(attributes.TOPIC_NAME)
    if name is None or is_internal(name) or not ("." in name and "_" in name):
        return
    suggestion = name.replace("_", "-")
    yield config.problem(
        config.attribute(attributes.TOPIC_NAME),
        f"topic {name}: metrics replace '.' with '_', so it collides with {name.replace('.', '_')} and "
        f"other spellings; {suggestion} avoids that",
    )
