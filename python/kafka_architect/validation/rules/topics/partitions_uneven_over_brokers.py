"""TOP018: the number of partitions is no multiple of the number of brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import broker_count
from kafka_architect.validation.knowledge.topic_names import is_internal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_MOST_OVER = 1.1


@system_rule(
    "TOP018",
    "partitions-uneven-over-brokers",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="The partition count is not a multiple of the number of brokers.",
    why=(
        "Leaders are assigned to brokers in turn. Four partitions on three brokers give one broker twice the "
        "traffic of the others, and that broker limits the throughput of the topic. With a multiple the load "
        "is even. The rule reports cases where the most loaded broker has a tenth more than its share."
    ),
    sources=[
        "metadata/src/main/java/org/apache/kafka/metadata/placement/StripedReplicaPlacer.java",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
    ],
    bad=(
        "--- server-1.properties\n"
        "node.id=1\n"
        "--- server-2.properties\n"
        "node.id=2\n"
        "--- server-3.properties\n"
        "node.id=3\n"
        "--- topic.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 4\n"
        "  replicas: 3"
    ),
    good=(
        "--- server-1.properties\n"
        "node.id=1\n"
        "--- server-2.properties\n"
        "node.id=2\n"
        "--- server-3.properties\n"
        "node.id=3\n"
        "--- topic.yaml\n"
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
    dialect="server-1.properties",
)
@each_cluster
def partitions_uneven_over_brokers(system: System) -> Iterator[Problem]:
    """Deal the leaders of each topic out, and look at the fullest broker."""
    brokers = broker_count(system)
    if not brokers or brokers == 1:
        return
    for topic in system.topics:
        partitions = topic.attribute_integer(attributes.PARTITIONS)
        if (
            partitions is None
            or partitions <= 1
            or is_internal(topic.attribute_text(attributes.TOPIC_NAME) or "")
        ):
            continue
        most = -(-partitions // brokers)
        if most * brokers <= partitions * _MOST_OVER:
            continue
        fewest = partitions // brokers
        yield topic.problem(
            topic.attribute(attributes.PARTITIONS),
            f"{partitions} partitions on {brokers} brokers: some lead {most}, others {fewest}; "
            f"{most * brokers} would be even",
        )
