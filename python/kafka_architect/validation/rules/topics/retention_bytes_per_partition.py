"""TOP012: retention.bytes counts per partition: what the whole topic takes is a multiple of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_explicit, log_integer
from kafka_architect.validation.knowledge.wording import size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP012",
    "retention-bytes-per-partition",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    profile="cost",
    summary="retention.bytes applies per partition: the whole topic takes a multiple of it.",
    why=(
        "The limit applies to each partition, and every replica keeps as much. Twelve partitions with 1 GiB "
        "and three replicas take 36 GiB, not 1. On the broker log.retention.bytes limits neither a disk nor "
        "the broker but every partition that does not override it."
    ),
    sources=["https://kafka.apache.org/documentation/#topicconfigs_retention.bytes"],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 12\n"
        "  replicas: 3\n"
        "  config:\n"
        "    retention.bytes: 1073741824"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 12\n"
        "  replicas: 3\n"
        "  config:\n"
        "    retention.ms: 604800000"
    ),
    dialect="topic.yaml",
)
def retention_bytes_per_partition(config: EffectiveConfig) -> Iterator[Problem]:
    """Say what the limit means for all partitions and replicas."""
    setting, limit = log_explicit(config, "retention.bytes"), log_integer(config, "retention.bytes")
    if setting is None or limit is None or limit <= 0 or "delete" not in (cleanup_policies(config) or ()):
        return
    if config.role is Role.BROKER:
        yield config.problem(
            setting,
            f"{setting.key}={setting.shown} is the limit of each partition, not of the broker: 100 replicas "
            f"on it take {size(limit * 100)}",
        )
        return
    partitions = config.attribute_integer(attributes.PARTITIONS)
    if partitions is None or partitions <= 1:
        return
    replication = config.attribute_integer(attributes.REPLICATION_FACTOR)
    disks = f" and {size(limit * partitions * replication)} on disk with its replicas" if replication else ""
    yield config.problem(
        setting,
        f"retention.bytes={setting.shown} ({size(limit)}) is per partition: {partitions} partitions keep "
        f"{size(limit * partitions)} of records{disks}",
    )
