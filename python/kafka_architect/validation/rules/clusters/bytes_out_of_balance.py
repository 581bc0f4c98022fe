"""CLU005: a broker stores many more bytes than the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_MOST_OVER = 1.3
_FEWEST_MORE = 1_000_000_000  # bytes; less fills no disk


@system_rule(
    "CLU005",
    "bytes-out-of-balance",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A broker stores many more bytes than the others.",
    why=(
        "The fullest disk decides when the cluster is full: a broker whose log directory has no space "
        "left stops. Partitions are dealt out by number, not by size, so that a few large ones can "
        "fill one broker while others have room. Reassign large partitions, or give their topics more "
        "partitions where the order of keys allows it."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#basic_ops_cluster_expansion",
        "https://github.com/linkedin/cruise-control",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092}\n'
        " ],\n"
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "bytes": [9000000000]}, {"partition": 1, "leader": 2, "replicas": '
        '[2], "isr": [2], "bytes": [1000000000]}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092}\n'
        " ],\n"
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "bytes": [5000000000]}, {"partition": 1, "leader": 2, "replicas": '
        '[2], "isr": [2], "bytes": [4000000000]}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def bytes_out_of_balance(system: System) -> Iterator[Problem]:
    """Add up the sizes of replicas by broker."""
    for state in states(system):
        stored: Counter[int] = Counter()
        for topic, _ in state.topics:
            for one in topic.partitions:
                for broker_id, size in zip(one.replicas, one.bytes, strict=False):
                    stored[broker_id] += size or 0
        brokers = state.snapshot.brokers
        if len(brokers) < 2 or state.snapshot.lacks("log directories"):
            continue
        mean = sum(stored.values()) / len(brokers)
        for broker in brokers:
            own = stored[broker.id]
            if own > mean * _MOST_OVER and own - mean >= _FEWEST_MORE:
                yield state.of_broker(
                    broker,
                    f"stores {own / 1e9:,.1f} GB, {own / mean:.1f} times the mean of {mean / 1e9:,.1f} "
                    "GB per broker: "
                    "its disks are full first; move large partitions away",
                )
