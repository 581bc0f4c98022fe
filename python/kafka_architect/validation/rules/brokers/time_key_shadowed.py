"""BRK017: a retention or roll time is set in two units: the finer one wins, the other is ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import TIME_KEYS
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK017",
    "time-key-shadowed",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="A retention or roll time is set in two units: the finer one overrides the other.",
    why=(
        "log.retention.ms takes precedence over log.retention.minutes, and that over log.retention.hours; "
        "log.roll.ms over log.roll.hours. The stock server.properties sets log.retention.hours=168, so a "
        "value added in milliseconds is the effective one, and editing the hours later changes nothing."
    ),
    sources=[
        "storage/src/main/java/org/apache/kafka/storage/internals/log/LogConfig.java",
        "https://kafka.apache.org/documentation/#brokerconfigs_log.retention.ms",
    ],
    bad="node.id=1\nlog.retention.hours=168\nlog.retention.ms=86400000",
    good="node.id=1\nlog.retention.ms=86400000",
)
def time_key_shadowed(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written in more than one unit, and means different times."""
    for keys in TIME_KEYS.values():
        written = [(key, unit) for key, unit in keys if config.explicit(key) is not None]
        if len(written) < 2:
            continue
        (winner, winner_unit), *losers = written
        value = config.integer(winner)
        for loser, unit in losers:
            setting, lost = config.explicit(loser), config.integer(loser)
            if setting is None or value is None or lost is None or lost * unit == value * winner_unit:
                continue
            kept = duration(value * winner_unit) if value >= 0 else "no limit"
            yield config.problem(
                setting,
                f"{loser}={setting.shown} is ignored: {winner}={value} ({kept}) takes precedence",
                fix=config.fix_remove(setting, safe=True),
            )
