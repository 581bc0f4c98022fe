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
    summary="A segment stays open longer than the retention, so data outlives it.",
    why=(
        "Retention drops whole segments, by the youngest record in each. The segment that is being written "
        "takes records up to segment.ms (7 days unless set) or segment.bytes, and each keeps the ones before "
        "it. In a partition where few but steady records come, the first of them lives for segment.ms and "
        "retention.ms together: days where one hour was asked for. That matters where a law or a promise "
        "says when data must be gone."
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
        f"a retention of {duration(retention.ms)}, but a segment takes records for {duration(roll.ms)} and "
        "is dropped as a whole, by its youngest: with few records the first lives up to "
        f"{duration(roll.ms + retention.ms)}{sooner}; set {key} below the retention",
        fix=fix,
    )
