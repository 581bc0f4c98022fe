"""CLU008: a broker keeps a replication throttle although nothing is being moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEYS = (
    "leader.replication.throttled.rate",
    "follower.replication.throttled.rate",
    "replica.alter.log.dirs.io.max.bytes.per.second",
)


@system_rule(
    "CLU008",
    "broker-throttle-left-on",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A broker keeps a replication throttle although nothing is being moved.",
    why=(
        "The throttled rate is meant for the time of a reassignment. Left on, it also holds back "
        "replicas that a topic marks as throttled and that catch up after a restart, so that "
        "partitions stay under-replicated. kafka-reassign-partitions.sh --verify removes it at the "
        "end of a move, kafka-configs.sh --delete-config at any time."
    ),
    sources=[
        "KIP-73",
        "https://kafka.apache.org/documentation/#rep-throttle",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "config": '
        '{"leader.replication.throttled.rate": {"value": "1000000", "source": "dynamic"}}}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "config": {"num.io.threads": {"value": '
        '"16", "source": "dynamic"}}}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def broker_throttle_left_on(system: System) -> Iterator[Problem]:
    """Look for throttles where no reassignment runs."""
    for state in states(system):
        if state.snapshot.reassignments or state.snapshot.lacks("reassignments"):
            continue
        for broker in state.snapshot.brokers:
            for key in _KEYS:
                value = broker.config.get(key)
                if value is not None and value.source != "default" and value.value is not None:
                    yield state.of_broker(
                        broker,
                        f"{key}={value.value} is still set although no partition is being moved: "
                        "replicas that catch "
                        "up are held back; delete it with kafka-configs.sh --delete-config",
                        key,
                    )
