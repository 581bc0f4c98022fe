"""CST026: the retention or roll time in force is one that no log can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_time
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST026",
    "log-times-impossible",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="The effective retention or roll time is invalid.",
    why=(
        "log.retention.ms, log.retention.minutes and log.retention.hours must be at least 1 ms, or negative "
        "for no limit; log.roll.* at least 1 ms, and its jitter at least 0. The key with the finest unit "
        "takes precedence. Otherwise the server does not start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues", "org.apache.kafka.server.config.ServerLogConfigs"],
    bad="process.roles=broker\nlog.retention.hours=0",
    good="process.roles=broker\nlog.retention.hours=168",
)
def log_times_impossible(config: EffectiveConfig) -> Iterator[Problem]:
    """Kafka looks at the time in force, not at each key."""
    retention = log_time(config, "retention.ms")
    if retention is not None and retention.ms == 0:
        key = retention.setting.key
        yield config.problem(key, f"{key}=0: the server does not start; use -1 for no limit, or at least 1")
    for topic_key, least in (("segment.ms", 1), ("segment.jitter.ms", 0)):
        time = log_time(config, topic_key)
        value = None if time is None else config.integer(time.setting.key)
        if time is not None and value is not None and value < least:
            key = time.setting.key
            yield config.problem(key, f"{key}={value}: the server does not start; the minimum is {least}")
