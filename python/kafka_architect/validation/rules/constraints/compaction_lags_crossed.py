"""TOP008: records must stay uncompacted for longer than they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_key
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.tiered import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP008",
    "compaction-lags-crossed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC, Role.BROKER],
    profile="dev",
    summary="min.compaction.lag.ms exceeds max.compaction.lag.ms.",
    why=(
        "min.compaction.lag.ms protects new records from the cleaner, max.compaction.lag.ms ensures that "
        "they are compacted in time. If the first exceeds the second, Kafka rejects the topic, and a broker "
        "with such defaults does not start."
    ),
    sources=["KIP-354", "org.apache.kafka.storage.internals.log.LogConfig.validateValues"],
    bad="cleanup.policy=compact\nmin.compaction.lag.ms=86400000\nmax.compaction.lag.ms=3600000",
    good="cleanup.policy=compact\nmin.compaction.lag.ms=3600000\nmax.compaction.lag.ms=86400000",
)
def compaction_lags_crossed(config: EffectiveConfig) -> Iterator[Problem]:
    """A broker has the two under its own keys."""
    low, high = log_key(config, "min.compaction.lag.ms"), log_key(config, "max.compaction.lag.ms")
    least, most = config.integer(low), config.integer(high)
    if config.role is Role.BROKER and "broker" not in (config.items("process.roles") or ("broker",)):
        return
    if least is not None and most is not None and least > most:
        yield config.problem(
            low if config.explicit(low) else high,
            f"{low}={least} is greater than {high}={most}: {refused(config)}",
        )
