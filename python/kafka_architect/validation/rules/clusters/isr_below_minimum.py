"""CLU002: partitions have fewer in-sync replicas than min.insync.replicas."""

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
    "CLU002",
    "isr-below-minimum",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Partitions have fewer in-sync replicas than min.insync.replicas.",
    why=(
        "Producers with acks=all, the default, get NotEnoughReplicasException for these partitions "
        "until a replica has caught up; consumers read on. Bring the missing brokers back, or wait "
        "for the followers to catch up; a lower min.insync.replicas lets producers go on, with fewer "
        "copies of what they write."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_min.insync.replicas",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2, 3], "isr": [1]}, {"partition": 1, "leader": 2, "replicas": [2, 3, 1], "isr": '
        '[2, 3, 1]}], "config": {"min.insync.replicas": {"value": "2", "source": "dynamic"}}}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2, 3], "isr": [1, 3]}, {"partition": 1, "leader": 2, "replicas": [2, 3, 1], '
        '"isr": [2, 3, 1]}], "config": {"min.insync.replicas": {"value": "2", "source": '
        '"dynamic"}}}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def isr_below_minimum(system: System) -> Iterator[Problem]:
    """Compare the in-sync replicas with what acks=all needs."""
    for state in states(system):
        for topic, config in state.topics:
            least = config.integer("min.insync.replicas")
            if least is None:
                continue
            short = [one for one in topic.partitions if one.leader is not None and len(one.isr) < least]
            if short:
                missing = {broker for one in short for broker in one.replicas if broker not in one.isr}
                lacking = (
                    f"brokers {numbers(missing)} are missing" if missing else "there are no more replicas"
                )
                yield state.of_topic(
                    topic.name,
                    f"{len(short)} of {len(topic.partitions)} partitions have fewer than "
                    f"min.insync.replicas={least} in-sync replicas "
                    f"({numbers(one.partition for one in short)}): "
                    f"writes with acks=all fail; {lacking}",
                )
