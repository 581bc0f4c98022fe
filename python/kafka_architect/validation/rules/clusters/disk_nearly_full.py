"""CLU019: the volume of a log directory has less than 15% left."""

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

_LEAST = 0.15


@system_rule(
    "CLU019",
    "disk-nearly-full",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="The volume of a log directory has less than 15% left.",
    why=(
        "A broker whose log directory has no space left stops, and its leaders move to others that then "
        "fill faster. Segments are deleted as a whole, some time after they expire, so the last tenth of a "
        "disk can fill within hours of a peak. Shorten retention, move partitions, or add disks and brokers "
        "before that."
    ),
    sources=[
        "KIP-827",
        ""
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html#bestpractices-monitor-disk-space",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "log_dirs": [{"path": "/data", '
        '"total_bytes": 1000000000000, "usable_bytes": 60000000000}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "log_dirs": [{"path": "/data", '
        '"total_bytes": 1000000000000, "usable_bytes": 400000000000}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def disk_nearly_full(system: System) -> Iterator[Problem]:
    """Compare usable with total bytes (Kafka 3.3 and later tell them)."""
    for state in states(system):
        for broker in state.snapshot.brokers:
            for one in broker.log_dirs:
                if (
                    one.total_bytes
                    and one.usable_bytes is not None
                    and one.usable_bytes < one.total_bytes * _LEAST
                ):
                    yield state.of_broker(
                        broker,
                        f"the volume of {one.path} has {one.usable_bytes / one.total_bytes:.0%} left, "
                        f"{one.usable_bytes / 1e9:,.1f} of {one.total_bytes / 1e9:,.1f} GB: the broker "
                        "stops when it is "
                        "full; shorten retention, or add space",
                    )
