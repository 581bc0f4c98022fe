"""TOP010: a tiered log is to keep more on local disks than in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import UNBOUNDED
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.tiered import SAME_AS_TOTAL, refused, retentions, tiered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP010",
    "local-retention-over-total",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC, Role.BROKER],
    profile="dev",
    summary="The local retention of a tiered log exceeds its total retention.",
    why=(
        "retention.ms and retention.bytes limit the whole log of a tiered topic, local.retention.* the part "
        "on the brokers' disks. Kafka rejects a local limit that is larger than the total, or unlimited "
        "(-1) while the total is limited; -2 means the same as the total. A broker with tiered storage does "
        "not start with such defaults."
    ),
    sources=[
        "KIP-405",
        "org.apache.kafka.storage.internals.log.LogConfig.validateRemoteStorageRetentionTime",
        "org.apache.kafka.storage.internals.log.LogConfig.validateRemoteStorageRetentionSize",
    ],
    bad="remote.storage.enable=true\nretention.ms=86400000\nlocal.retention.ms=604800000",
    good="remote.storage.enable=true\nretention.ms=604800000\nlocal.retention.ms=86400000",
)
def local_retention_over_total(config: EffectiveConfig) -> Iterator[Problem]:
    """Time and size are looked at alike."""
    if not tiered(config):
        return
    for total, local in retentions(config):
        if total.value < 0 or local.value == SAME_AS_TOTAL:
            continue
        if local.value == UNBOUNDED or local.value > total.value:
            written = local.key if config.explicit(local.key) else total.key
            what = "is unlimited, more" if local.value == UNBOUNDED else "is more"
            yield config.problem(
                written,
                f"{local.key}={local.value} {what} than {total.key}={total.value} allows: {refused(config)}",
                fix=config.fix_set(local.key, str(SAME_AS_TOTAL)),
            )
