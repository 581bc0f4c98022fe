"""TOP007: a segment stays open longer than the retention, so data outlives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_integer, log_key, log_time
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.knowledge.wording import SECOND, duration, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_SHORTEST_MENDED_MS = 60 * 60 * SECOND


@rule(
    "TOP007",
    "segment-outlives-retention",
    severity=Severity.INFO,
    verdict=Verdict.DIFFERS,
    roles=[Role.TOPIC, Role.BROKER],
    profile="production",
    summary="A segment stays active longer than the retention, so data outlives it.",
    why=(
        "Retention deletes whole segments, based on the youngest record in each. The active segment accepts "
        "records until segment.ms (7 days by default) or segment.bytes is reached, and each new record keeps "
        "the older ones. In a partition with few but steady records, the first of them is kept for "
        "segment.ms plus retention.ms: days instead of the one hour that was intended. That matters where a "
        "law or a contract defines when data must be deleted."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_retention.ms",
        "storage/src/main/java/org/apache/kafka/storage/internals/log/UnifiedLog.java (deletableSegments)",
    ],
    bad="retention.ms=3600000",
    good="retention.ms=3600000\nsegment.ms=900000",
)
def segment_outlives_retention(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the two durations; one of them must have been chosen."""
    if config.role is Role.BROKER and not runs_broker(config):
        return
    roll, retention = log_time(config, "segment.ms"), log_time(config, "retention.ms")
    if roll is None or retention is None or not (roll.explicit or retention.explicit):
        return
    if not 0 < retention.ms < roll.ms or "delete" not in (cleanup_policies(config) or ()):
        return
    segment = log_integer(config, "segment.bytes")
    sooner = (
        f", unless it takes {size(segment)} sooner (above {size(segment * SECOND / retention.ms)}/s)"
        if segment
        else ""
    )
    decisive = retention if retention.explicit else roll
    key = log_key(config, "segment.ms")
    # A shorter retention is more likely a slip than a wish for thousands of segments.
    fix = config.fix_set(key, str(retention.ms // 2)) if retention.ms >= _SHORTEST_MENDED_MS else None
    yield config.problem(
        decisive.setting,
        f"a retention of {duration(retention.ms)}, but a segment accepts records for {duration(roll.ms)} "
        "and is deleted as a whole, based on its youngest record: with few records the first is kept for up "
        f"to {duration(roll.ms + retention.ms)}{sooner}; set {key} below the retention",
        fix=fix,
    )
