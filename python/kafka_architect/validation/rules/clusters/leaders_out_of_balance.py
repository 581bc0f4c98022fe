"""CLU004: a broker leads many more partitions than the others."""

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

_MOST_OVER = 1.2
_FEWEST_MORE = 5


@system_rule(
    "CLU004",
    "leaders-out-of-balance",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A broker leads many more partitions than the others.",
    why=(
        "The leader of a partition does its work: all produce requests, most fetches, and the copies "
        "for followers. A broker with more leaders than its share is the first that is full. After a "
        "restart leaders stay where they went until they are elected back: "
        "auto.leader.rebalance.enable does that every five minutes. Where the preferred replicas "
        "themselves are uneven, only a reassignment helps."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#basic_ops_leader_balancing",
        "KIP-460",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092}\n'
        " ],\n"
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[2, 1], "isr": [1, 2]}, {"partition": 1, "leader": 1, "replicas": [2, 1], "isr": [1, '
        '2]}, {"partition": 2, "leader": 1, "replicas": [2, 1], "isr": [1, 2]}, {"partition": '
        '3, "leader": 1, "replicas": [2, 1], "isr": [1, 2]}, {"partition": 4, "leader": 1, '
        '"replicas": [2, 1], "isr": [1, 2]}, {"partition": 5, "leader": 1, "replicas": [2, 1], '
        '"isr": [1, 2]}, {"partition": 6, "leader": 1, "replicas": [2, 1], "isr": [1, 2]}, '
        '{"partition": 7, "leader": 1, "replicas": [2, 1], "isr": [1, 2]}, {"partition": 8, '
        '"leader": 1, "replicas": [2, 1], "isr": [1, 2]}, {"partition": 9, "leader": 1, '
        '"replicas": [2, 1], "isr": [1, 2]}, {"partition": 10, "leader": 1, "replicas": [2, '
        '1], "isr": [1, 2]}, {"partition": 11, "leader": 1, "replicas": [2, 1], "isr": [1, 2]}]}\n'
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
        '[1, 2], "isr": [1, 2]}, {"partition": 1, "leader": 2, "replicas": [2, 1], "isr": [2, '
        '1]}, {"partition": 2, "leader": 1, "replicas": [1, 2], "isr": [1, 2]}, {"partition": '
        '3, "leader": 2, "replicas": [2, 1], "isr": [2, 1]}, {"partition": 4, "leader": 1, '
        '"replicas": [1, 2], "isr": [1, 2]}, {"partition": 5, "leader": 2, "replicas": [2, 1], '
        '"isr": [2, 1]}, {"partition": 6, "leader": 1, "replicas": [1, 2], "isr": [1, 2]}, '
        '{"partition": 7, "leader": 2, "replicas": [2, 1], "isr": [2, 1]}, {"partition": 8, '
        '"leader": 1, "replicas": [1, 2], "isr": [1, 2]}, {"partition": 9, "leader": 2, '
        '"replicas": [2, 1], "isr": [2, 1]}, {"partition": 10, "leader": 1, "replicas": [1, '
        '2], "isr": [1, 2]}, {"partition": 11, "leader": 2, "replicas": [2, 1], "isr": [2, 1]}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def leaders_out_of_balance(system: System) -> Iterator[Problem]:
    """Count leaders by broker, and how many of them are not where they belong."""
    for state in states(system):
        leaders = Counter(
            one.leader for topic, _ in state.topics for one in topic.partitions if one.leader is not None
        )
        brokers = state.snapshot.brokers
        if len(brokers) < 2:
            continue
        mean = sum(leaders.values()) / len(brokers)
        for broker in brokers:
            own = leaders[broker.id]
            if own <= mean * _MOST_OVER or own - mean < _FEWEST_MORE:
                continue
            moved = sum(
                one.leader == broker.id != one.replicas[0]
                for topic, _ in state.topics
                for one in topic.partitions
                if one.replicas
            )
            cure = (
                f"{moved} of them belong elsewhere: kafka-leader-election.sh --election-type preferred "
                "--all-topic-partitions moves them"
                if moved
                else "it is the preferred leader of them all: reassign replicas"
            )
            yield state.of_broker(
                broker,
                f"leads {own} partitions, {own / mean:.1f} times the mean of {mean:.0f} per broker; {cure}",
            )
