"""TOP011: a compacted topic sets no max.compaction.lag.ms: nobody can say when an old value is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies
from kafka_architect.validation.knowledge.servers import known_integer
from kafka_architect.validation.knowledge.topic_names import is_internal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_NEVER = 9_223_372_036_854_775_807


@rule(
    "TOP011",
    "compaction-without-bound",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="A compacted topic sets no max.compaction.lag.ms: old values may remain indefinitely.",
    why=(
        "The cleaner compacts a partition once half of its log is dirty (min.cleanable.dirty.ratio), but "
        "never its active segment. In a quiet partition an overwritten value, or one deleted by a tombstone, "
        "may stay for months. max.compaction.lag.ms also rolls the active segment, so that a value is "
        "removed within about that time, which obligations to erase personal data require."
    ),
    sources=[
        "KIP-354",
        "https://kafka.apache.org/documentation/#topicconfigs_max.compaction.lag.ms",
    ],
    bad="cleanup.policy=compact",
    good="cleanup.policy=compact\nmax.compaction.lag.ms=86400000",
)
def compaction_without_bound(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at compacted topics that people named."""
    if "compact" not in (cleanup_policies(config) or ()):
        return
    if is_internal(config.attribute_text(attributes.TOPIC_NAME) or ""):
        return
    if known_integer(config, "max.compaction.lag.ms") == _NEVER:
        yield config.problem(
            "max.compaction.lag.ms",
            "compaction has no time limit: an old value stays until half of the log is dirty and its "
            "segment is rolled, in a quiet partition for months; max.compaction.lag.ms=86400000 limits that "
            "to about a day",
        )
