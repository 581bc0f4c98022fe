"""CLU018: a log directory of a broker is offline."""

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


@system_rule(
    "CLU018",
    "log-directory-offline",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A log directory of a broker is offline.",
    why=(
        "The broker met an input/output error and stopped using this directory; the other replicas of its "
        "partitions continue. The directory comes back only with a restart of the broker, after the disk "
        "was repaired or replaced. With a single log directory the broker itself stops."
    ),
    sources=[
        "KIP-112",
        "KIP-858",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "log_dirs": [{"path": "/data/1"}, '
        '{"path": "/data/2", "error": "KafkaStorageError"}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "log_dirs": [{"path": "/data/1"}, '
        '{"path": "/data/2"}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def log_directory_offline(system: System) -> Iterator[Problem]:
    """Look for directories that the broker cannot read."""
    for state in states(system):
        for broker in state.snapshot.brokers:
            for one in broker.log_dirs:
                if one.error:
                    yield state.of_broker(
                        broker,
                        f"log directory {one.path} is offline ({one.error}): its replicas are gone from "
                        "this broker; "
                        "replace the disk, and restart the broker",
                    )
