"""COST002: more than a week of data is kept on the disks of brokers, three times over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_time
from kafka_architect.validation.knowledge.wording import DAY, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LONG_MS = 7 * DAY
_GB_PER_DAY = 86.4  # at 1 MB/s


@rule(
    "COST002",
    "long-retention-on-local-disks",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    since=(3, 9),
    profile="cost",
    summary="More than a week of data is kept on broker disks, once per replica.",
    why=(
        "Old segments are rarely read but cost as much as new ones: every replica keeps them on a fast "
        "disk, with headroom. With tiered storage (KIP-405, production ready in 3.9) closed segments are "
        "kept once in object storage, at about a tenth of the price of three replicas (S3 costs 0.023 USD "
        "per GB and month, gp3 0.08), and brokers recover faster because they hold less. Compacted topics "
        "cannot be tiered."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-405%3A+Kafka+Tiered+Storage",
        "https://kafka.apache.org/documentation/#tiered_storage",
    ],
    bad="cleanup.policy=delete\nretention.ms=2592000000",
    good=(
        "cleanup.policy=delete\n"
        "retention.ms=2592000000\n"
        "remote.storage.enable=true\n"
        "local.retention.ms=86400000"
    ),
)
def long_retention_on_local_disks(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a retention that somebody wrote."""
    retention = log_time(config, "retention.ms")
    if retention is None or not retention.explicit or retention.ms <= _LONG_MS:
        return
    if (
        cleanup_policies(config) != frozenset({"delete"})
        or config.boolean("remote.storage.enable") is not False
    ):
        return
    replication = config.attribute_integer(attributes.REPLICATION_FACTOR) or 3
    kept = _GB_PER_DAY * retention.ms / DAY
    yield config.problem(
        retention.setting,
        f"{duration(retention.ms)} on local disks: for each MB/s written {kept * replication:,.0f} GB with "
        f"{replication} replicas; with remote.storage.enable=true {kept:,.0f} GB are kept once in object "
        "storage",
    )
