"""TOP001: the topic has one partition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.topic_names import needs_one_partition
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP001",
    "single-partition",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The topic has one partition.",
    why=(
        "A partition is read by one consumer of a group and has one leader. A topic with one partition never "
        "has more than one active consumer per group, and its throughput is limited to that of one broker, "
        "about 10 MB/s for a typical consumer. Adding partitions later moves keys to other partitions, which "
        "breaks per-key order: it is cheaper to start with a few."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#intro_concepts_and_terms",
        "https://www.confluent.io/blog/how-choose-number-topics-partitions-kafka-cluster/",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 1\n"
        "  replicas: 3"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    dialect="topic.yaml",
)
def single_partition(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the number of partitions; topics that must have one are left out."""
    partitions = config.attribute(attributes.PARTITIONS)
    if partitions is None or config.attribute_integer(attributes.PARTITIONS) != 1:
        return
    if needs_one_partition(config.attribute_text(attributes.TOPIC_NAME) or ""):
        return
    yield config.problem(
        partitions,
        "one partition: only one consumer of a group can read this topic, and adding partitions later moves "
        "keys to other partitions; start with at least 3",
    )
