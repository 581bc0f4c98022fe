"""BRK027: the metric that tells of under-replicated partitions is filtered out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.patterns import matches_whole
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_METRIC = "kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions"


@rule(
    "BRK027",
    "under-replication-not-exported",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The metric for under-replicated partitions is filtered out.",
    why=(
        "kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions must be 0: any other value means "
        "that a follower lags or a broker is down, and that the next failure may lose data. With "
        "metrics.jmx.exclude or metrics.jmx.include set so that it is not exported, no alert can fire. "
        "UnderMinIsrPartitionCount and OfflinePartitionsCount belong to the same alert."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#monitoring",
        "KIP-544",
        "server-common/src/main/java/org/apache/kafka/server/metrics/KafkaYammerMetrics.java",
    ],
    bad="node.id=1\nmetrics.jmx.exclude=kafka\\\\.server:.*",
    good="node.id=1\nmetrics.jmx.exclude=kafka\\\\.log:.*",
)
def under_replication_not_exported(config: EffectiveConfig) -> Iterator[Problem]:
    """Ask both filters as Kafka does: the whole name must match."""
    for key, hides in (("metrics.jmx.exclude", True), ("metrics.jmx.include", False)):
        setting, pattern = config.explicit(key), config.text(key)
        if setting is None or not pattern or not runs_broker(config):
            continue
        if matches_whole(pattern, _METRIC) is hides:
            yield config.problem(
                setting,
                f"{key}={setting.shown} hides UnderReplicatedPartitions, which must be 0, with an alert on "
                "any other value; export it",
            )
