"""TOP027: min.cleanable.dirty.ratio is so low that the cleaner rewrites the log again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_explicit
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = 0.1


@rule(
    "TOP027",
    "dirty-ratio-too-low",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="min.cleanable.dirty.ratio is so low that the cleaner keeps rewriting the log.",
    why=(
        "The cleaner rewrites a whole partition whenever that fraction of it is dirty. With a ratio of 0.01 "
        "every new byte costs about a hundred bytes of copying, and the cleaner threads have no time left "
        "for other partitions. To limit the age of old values use max.compaction.lag.ms."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_min.cleanable.dirty.ratio",
        "KIP-354",
    ],
    bad="cleanup.policy=compact\nmin.cleanable.dirty.ratio=0.01",
    good="cleanup.policy=compact\nmax.compaction.lag.ms=86400000",
)
def dirty_ratio_too_low(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a ratio that somebody wrote for what is compacted."""
    setting = log_explicit(config, "min.cleanable.dirty.ratio")
    ratio = None if setting is None else config.number(setting.key)
    if setting is None or ratio is None or not 0 <= ratio < _LEAST:
        return
    if config.role is Role.TOPIC and "compact" not in (cleanup_policies(config) or ()):
        return
    cost = (
        f"every new byte costs about {1 / ratio:,.0f} bytes of copying"
        if ratio
        else "it rewrites the partition at every change"
    )
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown}: the cleaner rewrites a partition as soon as {ratio:.0%} of it is "
        f"new, so {cost}; use max.compaction.lag.ms to limit how long old values stay",
    )
