"""What the platforms of a design fix and limit, each with its source. None and empty: free, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_SERVERLESS_SETTINGS: Final = frozenset(
    {
        "cleanup.policy",
        "compression.type",
        "max.message.bytes",
        "message.timestamp.difference.max.ms",
        "message.timestamp.type",
        "retention.bytes",
        "retention.ms",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """Facts of one platform.

    Attributes:
        replication_factor, min_insync_replicas: the only values that it has.
        settable: the topic configurations that may be set; all others may not.
        partitions, compacted_partitions: the most of a cluster, without replicas; the one without the other.
        groups: the most consumer groups of a cluster.
        write_mb_per_s_per_partition: the most that one partition takes.
        shows_brokers: whether there are brokers to choose and to size.
    """

    replication_factor: int | None = None
    min_insync_replicas: int | None = None
    settable: frozenset[str] | None = None
    partitions: int | None = None
    compacted_partitions: int | None = None
    groups: int | None = None
    write_mb_per_s_per_partition: float | None = None
    shows_brokers: bool = True
    source: str = ""


PLATFORMS: Final[dict[str, PlatformFacts]] = {
    "apache": PlatformFacts(),
    "strimzi": PlatformFacts(),
    "redpanda": PlatformFacts(),
    "msk": PlatformFacts(),
    "msk-express": PlatformFacts(
        replication_factor=3,
        min_insync_replicas=2,
        source="https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-only.html",
    ),
    "msk-serverless": PlatformFacts(
        replication_factor=3,
        min_insync_replicas=2,
        settable=_SERVERLESS_SETTINGS,
        partitions=2400,
        compacted_partitions=120,
        groups=500,
        write_mb_per_s_per_partition=5.0,
        shows_brokers=False,
        source="https://docs.aws.amazon.com/msk/latest/developerguide/serverless-config.html and limits.html",
    ),
    "confluent-cloud": PlatformFacts(
        replication_factor=3,
        shows_brokers=False,
        source="https://docs.confluent.io/cloud/current/topics/manage.html",
    ),
    "event-hubs": PlatformFacts(
        shows_brokers=False,
        source="https://learn.microsoft.com/azure/event-hubs/azure-event-hubs-apache-kafka-overview",
    ),
}
# They administer quotas with tools of their own, not through Kafka's Admin API.
PLATFORMS_WITHOUT_QUOTAS: Final = frozenset({"confluent-cloud", "event-hubs", "msk-serverless"})
