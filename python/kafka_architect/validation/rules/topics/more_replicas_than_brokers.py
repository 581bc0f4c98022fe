"""TOP031: the topic asks for more replicas than the cluster has brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import declared_brokers
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "TOP031",
    "more-replicas-than-brokers",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC, Role.BROKER],
    profile="dev",
    summary="The replication factor exceeds the number of brokers.",
    why=(
        "Each replica of a partition requires a separate broker. The controller rejects the topic with "
        'InvalidReplicationFactorException ("Unable to replicate the partition ... only N broker(s) are '
        'registered").'
    ),
    sources=[
        "metadata/src/main/java/org/apache/kafka/metadata/placement/StripedReplicaPlacer.java "
        "(throwInvalidReplicationFactorIfTooFewBrokers)"
    ],
    bad=(
        "--- cluster.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaNodePool\n"
        "metadata:\n"
        "  name: brokers\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  replicas: 1\n"
        "  roles: [broker, controller]\n"
        "  storage:\n"
        "    type: persistent-claim\n"
        "    size: 100Gi\n"
        "---\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: main\n"
        "spec:\n"
        "  kafka:\n"
        "    version: 4.1.0\n"
        "    config:\n"
        '      auto.create.topics.enable: "false"\n'
        "---\n"
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
    good=(
        "--- cluster.yaml\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaNodePool\n"
        "metadata:\n"
        "  name: brokers\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  replicas: 3\n"
        "  roles: [broker, controller]\n"
        "  storage:\n"
        "    type: persistent-claim\n"
        "    size: 100Gi\n"
        "---\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: main\n"
        "spec:\n"
        "  kafka:\n"
        "    version: 4.1.0\n"
        "    config:\n"
        '      auto.create.topics.enable: "false"\n'
        "---\n"
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
    dialect="cluster.yaml",
)
@each_cluster
def more_replicas_than_brokers(system: System) -> Iterator[Problem]:
    """Compare with the number of brokers that a file declares: files of single brokers may not be all."""
    told = [number for broker in system.brokers if (number := declared_brokers(broker))]
    if not told:
        return
    brokers = max(told)
    for topic in system.topics:
        replication = topic.attribute_integer(attributes.REPLICATION_FACTOR)
        if replication is not None and replication > brokers:
            yield topic.problem(
                topic.attribute(attributes.REPLICATION_FACTOR),
                f"replication factor {replication} on {count(brokers, 'broker')}: Kafka rejects the topic "
                f"(InvalidReplicationFactorException); lower it, or run {replication} brokers",
            )
