"""DUR014: records are deleted before a consumer that was down comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import DAY, HOUR, MINUTE, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ENOUGH = DAY
# Topics that Streams makes and empties itself.
_OF_STREAMS = ("-repartition", "-changelog")


@rule(
    "DUR014",
    "retention-shorter-than-an-outage",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.TOPIC],
    summary="Records are kept for less than a day: a consumer that is down overnight loses some.",
    why=(
        "Kafka deletes by age, whether or not a record was read. A consumer that fails in the evening and "
        "is fixed in the morning has missed ten hours, over a weekend sixty; records deleted meanwhile are "
        "lost to it, and nothing reports the gap (auto.offset.reset decides where it continues). Retention "
        "must cover the longest outage without data loss, plus the time to catch up; Kafka's default is "
        "seven days."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_retention.ms",
        "https://kafka.apache.org/documentation/#consumerconfigs_auto.offset.reset",
    ],
    bad="log.retention.hours=2",
    good="log.retention.hours=168",
)
def retention_shorter_than_an_outage(config: EffectiveConfig) -> Iterator[Problem]:
    """Only what is written, and only where records are deleted."""
    for key, unit in _keys(config):
        setting, value = config.explicit(key), config.integer(key)
        if setting is None:
            continue
        kept = None if value is None or value < 0 else value * unit
        if kept is not None and kept < _ENOUGH and _deletes(config):
            yield config.problem(
                setting,
                f"{key}={value}: records are deleted after {duration(kept)}, read or not; a consumer that "
                "is down for longer loses records. Set it above the longest expected outage (default: 7 "
                "days)",
            )
        return  # the finer unit wins, as in LogConfig and KafkaConfig


def _keys(config: EffectiveConfig) -> tuple[tuple[str, int], ...]:
    if config.role is Role.TOPIC:
        return (("retention.ms", 1),)
    return (("log.retention.ms", 1), ("log.retention.minutes", MINUTE), ("log.retention.hours", HOUR))


def _deletes(config: EffectiveConfig) -> bool:
    policy = config.items("cleanup.policy" if config.role is Role.TOPIC else "log.cleanup.policy")
    name = config.attribute_text(attributes.TOPIC_NAME) or ""
    return (policy is None or "delete" in policy) and not name.endswith(_OF_STREAMS)
