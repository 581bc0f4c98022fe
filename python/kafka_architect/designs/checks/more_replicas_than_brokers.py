"""DSN007: more replicas than brokers, or more in-sync replicas than replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN007",
    "more-replicas-than-brokers",
    severity=Severity.ERROR,
    summary=(
        "The replication factor exceeds the number of brokers, or min.insync.replicas the replication factor."
    ),
    why=(
        "A broker holds at most one replica of a partition: creation fails with "
        "InvalidReplicationFactorException. With min.insync.replicas above the replication factor every "
        "write with acks=all fails with NotEnoughReplicasException; with both equal, losing any broker "
        "blocks writes."
    ),
    sources=("https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas",),
    bad="""\
name: shop
platform: {brokers: 2}
topics:
  orders: {key: orderId, replication_factor: 3}
""",
    good="""\
name: shop
platform: {brokers: 3}
topics:
  orders: {key: orderId, replication_factor: 3}
""",
)
def more_replicas_than_brokers(design: Design) -> Iterator[Problem]:
    """Compare replicas with brokers, and both numbers of replicas."""
    brokers = design.platform.brokers
    for topic in design.topics.values():
        replicas, in_sync = int(topic.replication_factor), int(topic.min_insync_replicas)
        if brokers is not None and replicas > brokers:
            yield Problem(
                topic.name,
                f"replication factor {replicas} with {brokers} brokers: the topic cannot be created",
                f"add brokers, or use a replication factor of {brokers}",
            )
        if in_sync > replicas:
            yield Problem(
                topic.name,
                f"min.insync.replicas={in_sync} with a replication factor of {replicas}: every write with "
                "acks=all fails",
                f"use min_insync_replicas: {max(1, replicas - 1)}",
            )
