"""DUR020: more in-sync replicas wanted than there are replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.durability.replicas import replicas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "DUR020",
    "min-insync-replicas-above-replication-factor",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.TOPIC],
    summary="min.insync.replicas exceeds the replication factor: it counts as the number of replicas.",
    why=(
        "Since 3.7 a partition never requires more in-sync replicas than it has: with one replica "
        "min.insync.replicas=2 counts as 1, and acks=all is satisfied by a single replica although the file "
        "says two. With several replicas every one of them has to be in sync, and losing any broker blocks "
        "writes. Before 3.7 every write with acks=all failed."
    ),
    sources=[
        "https://issues.apache.org/jira/browse/KAFKA-19726",
        "core/src/main/scala/kafka/cluster/Partition.scala (effectiveMinIsr; KAFKA-15583)",
    ],
    bad="--- server.properties\nnode.id=1\ndefault.replication.factor=1\nmin.insync.replicas=2\n",
    good="--- server.properties\nnode.id=1\ndefault.replication.factor=3\nmin.insync.replicas=2\n",
    dialect="server.properties",
)
@each_cluster
def min_insync_replicas_above_replication_factor(system: System) -> Iterator[Problem]:
    """As DUR006, where there are not even as many."""
    for config, least, factor in replicas_of(system):
        if least > factor:
            yield config.problem(
                "min.insync.replicas",
                f"min.insync.replicas={least} with {count(factor, 'replica')} counts as {factor}; raise the "
                f"replication factor to {least + 1}, or lower this to {max(1, factor - 1)}",
                fix=config.fix_set("min.insync.replicas", str(max(1, factor - 1)))
                if config.explicit("min.insync.replicas")
                else None,
            )
