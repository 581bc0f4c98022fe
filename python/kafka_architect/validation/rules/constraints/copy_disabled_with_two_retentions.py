"""CST032: remote.log.copy.disable=true with a local retention that differs from the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.tiered import SAME_AS_TOTAL, retentions, tiered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST032",
    "copy-disabled-with-two-retentions",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC],
    profile="dev",
    summary="remote.log.copy.disable=true with a local retention that differs from the total retention.",
    why=(
        "If no more segments are copied to remote storage, new ones exist on local disks only; a shorter "
        "local retention would lose them early. Kafka rejects the topic unless both are equal, or "
        "local.retention.* is -2."
    ),
    sources=[
        "KIP-950",
        "org.apache.kafka.storage.internals.log.LogConfig.validateRetentionConfigsWhenRemoteCopyDisabled",
    ],
    bad=(
        "remote.storage.enable=true\n"
        "remote.log.copy.disable=true\n"
        "retention.ms=604800000\n"
        "local.retention.ms=86400000"
    ),
    good=(
        "remote.storage.enable=true\n"
        "remote.log.copy.disable=true\n"
        "retention.ms=604800000\n"
        "local.retention.ms=604800000"
    ),
)
def copy_disabled_with_two_retentions(config: EffectiveConfig) -> Iterator[Problem]:
    """Time and size are looked at alike."""
    if not tiered(config) or config.boolean("remote.log.copy.disable") is not True:
        return
    for total, local in retentions(config):
        if local.value not in (SAME_AS_TOTAL, total.value):
            yield config.problem(
                local.key if config.explicit(local.key) else total.key,
                f"{local.key}={local.value} and {total.key}={total.value} differ with "
                "remote.log.copy.disable=true: Kafka rejects the topic",
                fix=config.fix_set(local.key, str(SAME_AS_TOTAL)),
            )
