"""CLU020: brokers run different Kafka versions."""

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
    "CLU020",
    "brokers-of-different-versions",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Brokers run different Kafka versions.",
    why=(
        "During a rolling upgrade that is as it should be; afterwards a broker was forgotten. Until "
        "all run the same version the metadata version cannot be raised, new features stay off, and "
        "clients see what the oldest offers."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#upgrade",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "version": "4.3"},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092, "version": "4.1"}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "version": "4.3"},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092, "version": "4.3"}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def brokers_of_different_versions(system: System) -> Iterator[Problem]:
    """Compare the versions that the brokers' APIs tell."""
    for state in states(system):
        by_version: dict[str, list[int]] = {}
        for broker in state.snapshot.brokers:
            if broker.version is not None:
                by_version.setdefault(broker.version, []).append(broker.id)
        if len(by_version) > 1:
            told = "; ".join(
                f"{version}: brokers {numbers(ids)}" for version, ids in sorted(by_version.items())
            )
            yield state.of_cluster(
                f"brokers run {len(by_version)} Kafka versions ({told}): finish the upgrade"
            )
