"""DSN024: every broker must be up for writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN024",
    "losing-one-broker-blocks-writes",
    severity=Severity.WARNING,
    summary="min.insync.replicas equals the replication factor: losing any broker blocks writes.",
    why=(
        "With acks=all a write requires min.insync.replicas in-sync replicas. If that is all of them, "
        "restarting one broker, for an upgrade for example, makes writes fail with "
        "NotEnoughReplicasException. With one fewer, acknowledged records still survive the loss of a broker."
    ),
    sources=("https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId, replication_factor: 3, min_insync_replicas: 3}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId, replication_factor: 3}
""",
)
def losing_one_broker_blocks_writes(design: Design) -> Iterator[Problem]:
    """Compare both numbers where there is more than one replica."""
    for topic in design.topics.values():
        replicas = topic.replication_factor.value
        if replicas > 1 and topic.min_insync_replicas.value == replicas:
            yield Problem(
                topic.name,
                f"min.insync.replicas and replication factor are both {replicas:.0f}: losing any broker "
                "blocks writes",
                f"use min_insync_replicas: {replicas - 1:.0f}",
            )
