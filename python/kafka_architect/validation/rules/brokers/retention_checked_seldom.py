"""BRK022: retention is checked so seldom that data stays longer than it is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_time
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.knowledge.wording import HOUR, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST_MS = HOUR


@rule(
    "BRK022",
    "retention-checked-seldom",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    summary="Retention is checked so rarely that data outlives its retention time.",
    why=(
        "Segments are deleted only when the retention check runs: every 5 minutes by default. With a daily "
        "check a retention of one hour means up to 25 hours, and a disk that is almost full is not relieved "
        "until then."
    ),
    sources=["https://kafka.apache.org/documentation/#brokerconfigs_log.retention.check.interval.ms"],
    bad="node.id=1\nlog.retention.check.interval.ms=86400000\nlog.retention.hours=12",
    good="node.id=1\nlog.retention.check.interval.ms=300000\nlog.retention.hours=12",
)
def retention_checked_seldom(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare a time that somebody wrote with the retention, and with one hour."""
    key = "log.retention.check.interval.ms"
    setting, interval = config.explicit(key), config.integer(key)
    if setting is None or interval is None or not runs_broker(config):
        return
    retention = log_time(config, "retention.ms")
    longer = retention is not None and 0 < retention.ms < interval
    if longer or interval > _MOST_MS:
        kept = (
            f", longer than the retention of {duration(retention.ms)} itself" if retention and longer else ""
        )
        yield config.problem(
            setting,
            f"{key}={setting.shown}: data stays up to {duration(interval)} past its retention{kept}; the "
            "default is 5 minutes",
            fix=config.fix_set(key, "300000"),
        )
