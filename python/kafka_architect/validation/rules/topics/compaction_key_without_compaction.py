"""TOP021: a key of compaction is set on a topic that is not compacted."""

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

_DEFAULTS = {
    "delete.retention.ms": ("86400000",),
    "min.cleanable.dirty.ratio": ("0.5",),
    "min.compaction.lag.ms": ("0",),
    "max.compaction.lag.ms": ("9223372036854775807",),
}


@rule(
    "TOP021",
    "compaction-key-without-compaction",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.TOPIC],
    profile="dev",
    summary="A compaction setting is set on a topic that is not compacted.",
    why=(
        "delete.retention.ms, min.cleanable.dirty.ratio and the compaction lags are used only by the log "
        "cleaner, which never processes a topic with cleanup.policy=delete. delete.retention.ms is often "
        "mistaken for the retention time of records: that is retention.ms."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_delete.retention.ms",
        "https://kafka.apache.org/documentation/#compaction",
    ],
    bad="cleanup.policy=delete\ndelete.retention.ms=3600000",
    good="cleanup.policy=delete\nretention.ms=3600000\nsegment.ms=900000",
)
def compaction_key_without_compaction(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the keys of the cleaner; those that repeat the default do no harm."""
    policies = cleanup_policies(config)
    if policies is None or "compact" in policies:
        return
    for key, defaults in _DEFAULTS.items():
        setting = config.explicit(key)
        if setting is None or config.text(key) in (None, *defaults):
            continue
        meant = "; use retention.ms for how long records are kept" if key == "delete.retention.ms" else ""
        yield config.problem(
            setting,
            f"{key}={setting.shown} has no effect: the topic is not compacted{meant}",
            # A topic that does not say it has the policy of its brokers.
            fix=config.fix_remove(setting, safe=config.explicit("cleanup.policy") is not None),
        )
