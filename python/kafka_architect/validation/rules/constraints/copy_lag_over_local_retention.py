"""CST033: segments are copied to remote storage later than they are deleted locally."""

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
    "CST033",
    "copy-lag-over-local-retention",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC],
    since=(4, 4),
    profile="dev",
    summary="Segments are copied to remote storage later than they are deleted locally.",
    why=(
        "remote.copy.lag.* delays the copying of segments. Beyond the local retention a segment would be "
        "deleted before it is copied: Kafka rejects the topic."
    ),
    sources=["KIP-1241", "org.apache.kafka.storage.internals.log.LogConfig.validateRemoteCopyLagTime"],
    bad="remote.storage.enable=true\nlocal.retention.ms=3600000\nremote.copy.lag.ms=7200000",
    good="remote.storage.enable=true\nlocal.retention.ms=7200000\nremote.copy.lag.ms=3600000",
)
def copy_lag_over_local_retention(config: EffectiveConfig) -> Iterator[Problem]:
    """-1 and -2 of the lag need no bound."""
    if not tiered(config):
        return
    for total, local in retentions(config):
        key = f"remote.copy.lag.{local.key.rpartition('.')[2]}"
        lag, kept = config.integer(key), total if local.value == SAME_AS_TOTAL else local
        if lag is not None and lag > 0 and 0 <= kept.value < lag:
            yield config.problem(
                key if config.explicit(key) else kept.key,
                f"{key}={lag} exceeds {kept.key}={kept.value}: Kafka rejects the topic",
                fix=config.fix_set(key, str(kept.value)),
            )
