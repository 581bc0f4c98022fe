"""CLU003: partitions have fewer in-sync replicas than replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import numbers, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "CLU003",
    "under-replicated",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Partitions have fewer in-sync replicas than replicas.",
    why=(
        "The missing replicas have not caught up for replica.lag.time.max.ms: their broker is down, "
        "slow, or still copying. Each further failure brings the partition nearer to being unwritable "
        "or lost. For some minutes after a restart it is normal; partitions that stay so point to the "
        "brokers that most of them miss."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#monitoring",
        "https://kafka.apache.org/documentation/#brokerconfigs_replica.lag.time.max.ms",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2, 3], "isr": [1, 3]}, {"partition": 1, "leader": 3, "replicas": [2, 3, 1], '
        '"isr": [3, 1]}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2, 3], "isr": [1, 2, 3]}, {"partition": 1, "leader": 2, "replicas": [2, 3, 1], '
        '"isr": [2, 3, 1]}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def under_replicated(system: System) -> Iterator[Problem]:
    """Compare in-sync replicas with replicas, where acks=all still has enough."""
    for state in states(system):
        for topic, config in state.topics:
            least = config.integer("min.insync.replicas") or 1
            behind = [one for one in topic.partitions if least <= len(one.isr) < len(one.replicas)]
            if behind:
                missing = {broker for one in behind for broker in one.replicas if broker not in one.isr}
                yield state.of_topic(
                    topic.name,
                    f"{len(behind)} of {len(topic.partitions)} partitions are under-replicated "
                    f"({numbers(one.partition for one in behind)}): replicas on brokers "
                    f"{numbers(missing)} are not in "
                    "sync; look whether these brokers are down, or cannot keep up",
                )
