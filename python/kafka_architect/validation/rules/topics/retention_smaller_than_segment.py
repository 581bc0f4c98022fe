"""TOP022: retention.bytes is smaller than a segment, so it cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import (
    cleanup_policies,
    log_explicit,
    log_integer,
    log_key,
)
from kafka_architect.validation.knowledge.wording import MIB, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_PARTS = 4
_SMALLEST_SEGMENT = MIB


@rule(
    "TOP022",
    "retention-smaller-than-segment",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.TOPIC, Role.BROKER],
    profile="production",
    summary="retention.bytes is smaller than a segment, so it cannot be enforced.",
    why=(
        "Only whole segments are deleted, and only as long as at least retention.bytes remain. With segments "
        "of 1 GiB a partition limited to 100 MiB holds more than 1 GiB before anything is deleted. A segment "
        "should be a small fraction of the retention."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_retention.bytes",
        "storage/src/main/java/org/apache/kafka/storage/internals/log/UnifiedLog.java "
        "(deleteRetentionSizeBreachedSegments)",
    ],
    bad="retention.bytes=104857600",
    good="retention.bytes=104857600\nsegment.bytes=26214400",
)
def retention_smaller_than_segment(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the two sizes where a limit is written."""
    setting, limit = log_explicit(config, "retention.bytes"), log_integer(config, "retention.bytes")
    segment = log_integer(config, "segment.bytes")
    if setting is None or limit is None or segment is None or not 0 < limit < segment:
        return
    if "delete" not in (cleanup_policies(config) or ()):
        return
    key = log_key(config, "segment.bytes")
    fitting = max(_SMALLEST_SEGMENT, limit // _PARTS)
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown} ({size(limit)}) is less than one segment ({key}, {size(segment)}): "
        f"a partition grows to {size(limit + segment)} before the first segment is deleted; set {key} to a "
        "quarter of the limit",
        fix=config.fix_set(key, str(fitting)) if fitting <= limit else None,
    )
