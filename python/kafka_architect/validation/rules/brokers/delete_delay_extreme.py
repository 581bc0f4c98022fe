"""BRK023: deleted segments stay on the disk for hours, or go while they are still being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_explicit, log_integer
from kafka_architect.validation.knowledge.wording import HOUR, SECOND, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST_MS = HOUR
_LEAST_MS = SECOND


@rule(
    "BRK023",
    "delete-delay-extreme",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.TOPIC],
    summary="Deleted segments stay on disk for hours, or are removed while they are still being read.",
    why=(
        "An expired segment is renamed, and deleted after this delay (1 minute by default) so that reads in "
        "progress can finish. With hours the disk fills with files that cannot be read any more, even when "
        "a topic was deleted to free space. Below a second, files are closed under fetches that are still "
        "sending them, and a broker-wide 0 lets the deletion thread run without a pause."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_log.segment.delete.delay.ms",
        "https://kafka.apache.org/documentation/#topicconfigs_file.delete.delay.ms",
    ],
    bad="node.id=1\nlog.segment.delete.delay.ms=86400000",
    good="node.id=1\nlog.segment.delete.delay.ms=60000",
)
def delete_delay_extreme(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a delay that somebody wrote."""
    setting, delay = log_explicit(config, "file.delete.delay.ms"), log_integer(config, "file.delete.delay.ms")
    if setting is None or delay is None or _LEAST_MS <= delay <= _MOST_MS:
        return
    consequence = (
        f"deleted segments occupy the disk for {duration(delay)} more"
        if delay > _MOST_MS
        else "files are deleted while fetches may still be sending them"
    )
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown}: {consequence}; the default is 1 minute",
        fix=config.fix_set(setting.key, "60000"),
    )
