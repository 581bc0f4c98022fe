"""TOP020: a retention is set, and cleanup.policy=compact ignores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = {"retention.ms": "604800000", "retention.bytes": "-1"}


@rule(
    "TOP020",
    "retention-ignored-by-compaction",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.TOPIC],
    profile="dev",
    summary="A retention is set, but cleanup.policy=compact ignores it.",
    why=(
        "A topic that is only compacted keeps the last value of every key forever, regardless of "
        "retention.ms and retention.bytes. To also drop old keys the policy must be compact,delete. Values "
        "that mean unlimited or repeat the default are not reported."
    ),
    sources=[
        "KIP-71",
        "storage/src/main/java/org/apache/kafka/storage/internals/log/UnifiedLog.java (deleteOldSegments)",
    ],
    bad="cleanup.policy=compact\nretention.ms=86400000",
    good="cleanup.policy=compact,delete\nretention.ms=86400000",
)
def retention_ignored_by_compaction(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at both limits."""
    if cleanup_policies(config) != frozenset({"compact"}):
        return
    for key, default in _KEYS.items():
        setting = config.explicit(key)
        if setting is None or config.text(key) in (None, default) or (config.integer(key) or 0) < 0:
            continue
        yield config.problem(
            setting,
            f"{key}={setting.shown} has no effect with cleanup.policy=compact: the last value of each key "
            "is kept forever; use compact,delete to apply both",
            fix=config.fix_set("cleanup.policy", "compact,delete"),
        )
