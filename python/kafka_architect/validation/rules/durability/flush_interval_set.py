"""DUR011: an fsync for every few records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = ("log.flush.interval.messages", "log.flush.interval.ms", "flush.messages", "flush.ms")
_NEVER = 9223372036854775807


@rule(
    "DUR011",
    "flush-interval-set",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.TOPIC],
    summary="Kafka flushes to disk at explicit intervals; replication is what keeps data safe.",
    why=(
        "An acknowledged record is safe because other brokers have it, not because it is on disk. A flush "
        "every N records or milliseconds blocks appends to the partition while the disk works, and prevents "
        "the reordering and merging of writes that make a log fast. Kafka's documentation advises against "
        "it; the operating system writes back within seconds."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#appvsosflush",
        "https://kafka.apache.org/documentation/#brokerconfigs_log.flush.interval.messages",
    ],
    bad="log.flush.interval.messages=10000",
    good="num.io.threads=8",
)
def flush_interval_set(config: EffectiveConfig) -> Iterator[Problem]:
    """Whatever is set, and is not the largest number."""
    for key in _KEYS:
        setting, value = config.explicit(key), config.integer(key)
        if setting is None or value is None or value == _NEVER:
            continue
        every = "every record" if value == 1 else f"every {value:,} records"
        when = every if "messages" in key else f"every {duration(value)}"
        yield config.problem(
            setting,
            f"{key}={value}: appends wait for the disk {when}; leave flushing to the operating system and "
            "rely on replication for durability",
            fix=config.fix_remove(setting),
        )
