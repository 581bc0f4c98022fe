"""TOP005: nothing is ever deleted: retention has no end in time or size, and the log is not compacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_integer, log_time
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP005",
    "retention-unbounded",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="Nothing is ever deleted: retention is unlimited in time and size, and the log is not compacted.",
    why=(
        "A log that only grows fills its disk, and a broker whose log directory is full shuts down. An event "
        "store may need to keep everything: then size the disks for it, or move old segments to remote "
        "storage (remote.storage.enable). Keep state in a compacted topic."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_retention.ms",
        "https://kafka.apache.org/documentation/#topicconfigs_cleanup.policy",
    ],
    bad="cleanup.policy=delete\nretention.ms=-1",
    good="cleanup.policy=delete\nretention.ms=604800000",
)
def retention_unbounded(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at time and size together; compaction and remote storage bound a log in their own ways."""
    if config.role is Role.BROKER and not runs_broker(config):
        return
    time, policies = log_time(config, "retention.ms"), cleanup_policies(config)
    if time is None or time.ms >= 0 or policies != frozenset({"delete"}):
        return
    retention_bytes = log_integer(config, "retention.bytes")
    if retention_bytes is None or retention_bytes >= 0 or config.boolean("remote.storage.enable"):
        return
    yield config.problem(
        time.setting,
        f"{time.setting.key}={time.setting.shown} without a limit in bytes: every partition grows until its "
        "disk is full, at 1 MB/s by 86 GB per day and replica; set a retention, compact, or use remote "
        "storage",
    )
