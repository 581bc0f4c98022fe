"""CLU009: a group has committed an offset before the first record that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import by_topic, numbers, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "CLU009",
    "group-lost-records",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A group has committed an offset before the first record that is left.",
    why=(
        "Retention or compaction has removed records that the group had not read. When it reads the "
        "partition again it gets OFFSET_OUT_OF_RANGE and follows auto.offset.reset: latest skips everything "
        "up to now, earliest begins at the oldest remaining record. Either way the group has lost the "
        "removed records. Retention must exceed the longest outage of its consumers."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#consumerconfigs_auto.offset.reset",
        "https://kafka.apache.org/documentation/#topicconfigs_retention.ms",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 500, "latest": 900}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": 200, '
        '"lag": 700}]}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 500, "latest": 900}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": 900, '
        '"lag": 0}]}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def group_lost_records(system: System) -> Iterator[Problem]:
    """Compare committed offsets with the first that is still there."""
    for state in states(system):
        for group in state.snapshot.groups:
            for topic, committed in by_topic(group.committed).items():
                lost = {}
                for one in committed:
                    partition = state.partitions.get((topic, one.partition))
                    if (
                        partition is not None
                        and partition.earliest is not None
                        and one.offset < partition.earliest
                    ):
                        lost[one.partition] = partition.earliest - one.offset
                if lost:
                    yield state.of_group(
                        group,
                        f"{sum(lost.values()):,} records of {topic} were removed before the group read them "
                        f"(partitions {numbers(lost)}): when it reads there again, auto.offset.reset "
                        "decides where it "
                        "goes on; keep records for longer, or bring the group back sooner",
                    )
