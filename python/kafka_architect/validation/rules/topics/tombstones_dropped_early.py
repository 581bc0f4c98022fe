"""TOP028: tombstones are dropped so early that a reader from the start may miss deletions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_explicit, log_integer
from kafka_architect.validation.knowledge.wording import DAY, HOUR, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SHORTEST_MS = HOUR
_DEFAULT = str(DAY)


@rule(
    "TOP028",
    "tombstones-dropped-early",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="Tombstones are dropped so early that a consumer reading from the start may miss deletions.",
    why=(
        "delete.retention.ms is how long a consumer that starts at offset 0 has to reach the end: if it "
        "takes longer, a tombstone may be removed before the consumer gets there, and the consumer keeps a "
        "deleted key. The default is one day. Restoring large Streams stores takes hours."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_delete.retention.ms",
        "https://kafka.apache.org/documentation/#compaction",
    ],
    bad="cleanup.policy=compact\ndelete.retention.ms=100",
    good="cleanup.policy=compact\ndelete.retention.ms=86400000",
)
def tombstones_dropped_early(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a time that somebody wrote for what is compacted."""
    setting, kept = log_explicit(config, "delete.retention.ms"), log_integer(config, "delete.retention.ms")
    if setting is None or kept is None or not 0 <= kept < _SHORTEST_MS:
        return
    if config.role is Role.TOPIC and "compact" not in (cleanup_policies(config) or ()):
        return
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown} ({duration(kept)}): a consumer that takes longer from the first "
        "record to the last misses deletions and keeps deleted keys; the default is 1 day",
        fix=config.fix_set(setting.key, _DEFAULT),
    )
