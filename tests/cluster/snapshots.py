"""Snapshots for tests that need no broker."""

from __future__ import annotations

from typing import Any

from kafka_architect.snapshot import Snapshot, parse_snapshot, snapshot_text
from kafka_architect.snapshot.model import Broker, Partition, Topic, Value

GB = 10**9


def snapshot(**parts: Any) -> Snapshot:
    """A snapshot with some parts; the rest is empty."""
    return Snapshot(format="kafka-architect-cluster", version=1, **parts)


def reread(taken: Snapshot) -> Snapshot:
    """What a file of it holds."""
    return parse_snapshot(snapshot_text(taken), name="cluster.json")


def brokers(count: int = 3, **parts: Any) -> list[Broker]:
    """Brokers of Kafka 4.3, each in a rack of its own."""
    return [
        Broker(id=number, host=f"kafka-{number}", port=9092, rack=f"z{number}", version="4.3", **parts)
        for number in range(1, count + 1)
    ]


def topic(name: str, partitions: int = 6, *, replicas: int = 3, brokers: int = 3, **parts: Any) -> Topic:
    """A topic whose replicas are dealt out one by one; `parts` are its partitions' own."""
    made = []
    for number in range(partitions):
        on = [(number + copy) % brokers + 1 for copy in range(replicas)]
        made.append(Partition(partition=number, leader=on[0], replicas=on, isr=sorted(on), **parts))
    return Topic(
        name=name, partitions=made, config={"retention.ms": Value(value="604800000", source="dynamic")}
    )
