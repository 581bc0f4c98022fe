"""CLU006: replicas of a partition share a rack although there are others."""

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
    "CLU006",
    "replicas-share-rack",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Replicas of a partition share a rack although there are others.",
    why=(
        "Racks represent availability zones: the loss of one takes all replicas in it offline. Kafka "
        "spreads replicas over racks when a topic is created, but not when racks are configured later, when "
        "a topic was created with a manual assignment, or after a reassignment that ignored racks."
    ),
    sources=[
        "KIP-36",
        "https://kafka.apache.org/documentation/#basic_ops_racks",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "rack": "a"},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092, "rack": "a"},\n'
        '  {"id": 3, "host": "kafka-3", "port": 9092, "rack": "b"}\n'
        " ],\n"
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2], "isr": [1, 2]}, {"partition": 1, "leader": 2, "replicas": [2, 3], "isr": [2, '
        "3]}]}\n"
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "rack": "a"},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092, "rack": "a"},\n'
        '  {"id": 3, "host": "kafka-3", "port": 9092, "rack": "b"}\n'
        " ],\n"
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 3], "isr": [1, 3]}, {"partition": 1, "leader": 2, "replicas": [2, 3], "isr": [2, '
        "3]}]}\n"
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def replicas_share_rack(system: System) -> Iterator[Problem]:
    """Compare the racks of each partition with those that there are."""
    for state in states(system):
        racks = {one.id: one.rack for one in state.snapshot.brokers if one.rack is not None}
        if len(racks) < len(state.snapshot.brokers) or len(set(racks.values())) < 2:
            continue
        possible = len(set(racks.values()))
        for topic, _ in state.topics:
            sharing = [
                one
                for one in topic.partitions
                if all(broker in racks for broker in one.replicas)
                and len({racks[broker] for broker in one.replicas}) < min(len(one.replicas), possible)
            ]
            if sharing:
                alone = sum(len({racks[broker] for broker in one.replicas}) == 1 for one in sharing)
                lost = f"; losing that rack takes all replicas of {alone} of them" if alone else ""
                yield state.of_topic(
                    topic.name,
                    f"{len(sharing)} of {len(topic.partitions)} partitions have replicas in the same rack "
                    f"({numbers(one.partition for one in sharing)}), with {possible} racks to choose "
                    f"from{lost}; "
                    "reassign them with kafka-reassign-partitions.sh --generate",
                )
