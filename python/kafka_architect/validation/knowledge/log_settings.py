"""Settings of a partition's log: topics and brokers have them under different keys and units.

A topic's key overrides its broker's: retention.ms stands above log.retention.ms, which stands above
log.retention.minutes and log.retention.hours (ServerTopicConfigSynonyms).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.effective import once
from kafka_architect.validation.knowledge.servers import certain
from kafka_architect.validation.knowledge.wording import HOUR, MINUTE
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

LOG_ROLES = (Role.TOPIC, Role.BROKER)
UNBOUNDED = -1

BROKER_KEYS = {
    "cleanup.policy": "log.cleanup.policy",
    "retention.bytes": "log.retention.bytes",
    "segment.bytes": "log.segment.bytes",
    "segment.index.bytes": "log.index.size.max.bytes",
    "index.interval.bytes": "log.index.interval.bytes",
    "max.message.bytes": "message.max.bytes",
    "min.cleanable.dirty.ratio": "log.cleaner.min.cleanable.ratio",
    "delete.retention.ms": "log.cleaner.delete.retention.ms",
    "min.compaction.lag.ms": "log.cleaner.min.compaction.lag.ms",
    "max.compaction.lag.ms": "log.cleaner.max.compaction.lag.ms",
    "message.timestamp.type": "log.message.timestamp.type",
    "message.timestamp.after.max.ms": "log.message.timestamp.after.max.ms",
    "message.timestamp.before.max.ms": "log.message.timestamp.before.max.ms",
    "file.delete.delay.ms": "log.segment.delete.delay.ms",
    "flush.messages": "log.flush.interval.messages",
    "flush.ms": "log.flush.interval.ms",
    "preallocate": "log.preallocate",
    "local.retention.ms": "log.local.retention.ms",
    "local.retention.bytes": "log.local.retention.bytes",
    "retention.ms": "log.retention.ms",
    "segment.ms": "log.roll.ms",
    "segment.jitter.ms": "log.roll.jitter.ms",
}
# What wins first, with the milliseconds of its unit.
TIME_KEYS = {
    "retention.ms": (
        ("log.retention.ms", 1),
        ("log.retention.minutes", MINUTE),
        ("log.retention.hours", HOUR),
    ),
    "segment.ms": (("log.roll.ms", 1), ("log.roll.hours", HOUR)),
    "segment.jitter.ms": (("log.roll.jitter.ms", 1), ("log.roll.jitter.hours", HOUR)),
}


@dataclass(frozen=True, slots=True)
class LogTime:
    """A duration in force: the setting that decides it, and its milliseconds (-1: without end)."""

    setting: Setting
    ms: int
    explicit: bool


def log_key(config: EffectiveConfig, topic_key: str) -> str:
    """The key by which this configuration has a topic's setting."""
    return topic_key if config.role is Role.TOPIC else BROKER_KEYS.get(topic_key, topic_key)


def log_integer(config: EffectiveConfig, topic_key: str) -> int | None:
    """A topic's setting as a whole number, of a topic or of a broker."""
    key = log_key(config, topic_key)
    return config.integer(key) if certain(config, key) else None


def log_explicit(config: EffectiveConfig, topic_key: str) -> Setting | None:
    """A topic's setting where somebody wrote it."""
    return config.explicit(log_key(config, topic_key))


def log_time(config: EffectiveConfig, topic_key: str) -> LogTime | None:
    """retention.ms, segment.ms or segment.jitter.ms as in force; None where it is not known."""
    keys = ((topic_key, 1),) if config.role is Role.TOPIC else TIME_KEYS[topic_key]
    decisive = next(((key, unit) for key, unit in keys if config.explicit(key) is not None), None)
    if decisive is None and not config.complete:
        return None
    key, unit = decisive or keys[-1]
    value = config.integer(key)
    if value is None:
        return None
    return LogTime(config.get(key), value * unit if value >= 0 else UNBOUNDED, decisive is not None)


@once
def cleanup_policies(config: EffectiveConfig) -> frozenset[str] | None:
    """delete, compact or both; None where it is not known."""
    key = log_key(config, "cleanup.policy")
    items = config.items(key) if certain(config, key) else None
    return None if items is None else frozenset(item for item in items if item)
