"""TOP030: the topic does not say how long its records are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies
from kafka_architect.validation.knowledge.topic_names import is_internal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP030",
    "retention-not-decided",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The topic sets no retention.",
    why=(
        "Without retention.ms the broker's log.retention applies: 7 days, or a value someone set for another "
        "topic. How long data must be kept depends on the consumers: their longest possible outage, plus the "
        "time to reprocess after an error. An explicit value can be reviewed; unread records that expire are "
        "lost without an error."
    ),
    sources=["https://kafka.apache.org/documentation/#topicconfigs_retention.ms"],
    bad="cleanup.policy=delete\nmin.insync.replicas=2",
    good="cleanup.policy=delete\nretention.ms=604800000",
)
def retention_not_decided(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for either limit on topics that people declare."""
    if not config.complete or "delete" not in (cleanup_policies(config) or ()):
        return
    if config.explicit("retention.ms") is not None or config.explicit("retention.bytes") is not None:
        return
    if not is_internal(config.attribute_text(attributes.TOPIC_NAME) or ""):
        yield config.problem(
            "retention.ms",
            "no retention is set: the broker's default applies (7 days); set retention.ms to the longest "
            "outage of the slowest consumer, plus time to reprocess",
        )
