"""CLU021: the metadata version is older than the brokers."""

from __future__ import annotations

import re
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
    "CLU021",
    "metadata-version-behind",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="The metadata version is older than the brokers.",
    why=(
        "An upgrade ends with kafka-features.sh upgrade --release-version: until then brokers behave "
        "as the older version does, and new features stay off. Once it is raised a downgrade is not "
        "always possible, so that people wait some days, and then forget."
    ),
    sources=[
        "KIP-584",
        "KIP-778",
        "https://kafka.apache.org/documentation/#upgrade",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "kafka_version": "4.3",\n'
        ' "metadata_version": "4.1-IV1",\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "version": "4.3"}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "kafka_version": "4.3",\n'
        ' "metadata_version": "4.3-IV0",\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "version": "4.3"}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def metadata_version_behind(system: System) -> Iterator[Problem]:
    """Compare the finalized metadata.version with the oldest broker."""
    for state in states(system):
        told, runs = state.snapshot.metadata_version, state.snapshot.kafka_version
        if told is None or runs is None:
            continue
        level, version = _numbers(told), _numbers(runs)
        if level is not None and version is not None and level < version:
            yield state.of_cluster(
                f"metadata.version is {told} while all brokers run {runs}: kafka-features.sh upgrade "
                f"--release-version {runs} ends the upgrade"
            )


def _numbers(version: str) -> tuple[int, int] | None:
    """Major and minor of 4.1-IV1."""
    found = re.match(r"(\d+)\.(\d+)", version)
    return None if found is None else (int(found[1]), int(found[2]))
