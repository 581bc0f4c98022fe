"""CLU001: partitions have no leader."""

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
    "CLU001",
    "partitions-offline",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Partitions have no leader.",
    why=(
        "A partition without a leader accepts no writes and serves no reads: producers wait until "
        "delivery.timeout.ms and fail, consumers wait. It happens when every broker with an in-sync replica "
        "is down. Start these brokers; unclean leader election makes the partition available with an older "
        "replica, and loses the records that only the others have."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#design_uncleanleader",
        "KIP-966",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "replicas": [1, 2], "isr": '
        '[], "offline": [1, 2]}, {"partition": 1, "leader": 2, "replicas": [2, 3], "isr": [2, '
        "3]}]}\n"
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1, 2], "isr": [1, 2]}, {"partition": 1, "leader": 2, "replicas": [2, 3], "isr": [2, '
        "3]}]}\n"
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def partitions_offline(system: System) -> Iterator[Problem]:
    """Look for partitions without a leader."""
    for state in states(system):
        for topic, _ in state.topics:
            offline = [one for one in topic.partitions if one.leader is None]
            if offline:
                brokers = {broker for one in offline for broker in one.offline or one.replicas}
                yield state.of_topic(
                    topic.name,
                    f"{len(offline)} of {len(topic.partitions)} partitions have no leader "
                    f"({numbers(one.partition for one in offline)}): nothing can be written to or read "
                    "from them; "
                    f"their replicas are on brokers {numbers(brokers)}: start these",
                )
