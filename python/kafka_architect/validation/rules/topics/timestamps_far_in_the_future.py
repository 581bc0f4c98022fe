"""TOP016: records may be stamped far in the future, and are then never deleted in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import (
    cleanup_policies,
    log_explicit,
    log_integer,
    log_key,
)
from kafka_architect.validation.knowledge.wording import DAY, HOUR, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST_MS = DAY
_HOUR_MS = HOUR


@rule(
    "TOP016",
    "timestamps-far-in-the-future",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    since=(3, 6),
    summary="Records may have timestamps far in the future, and are then not deleted in time.",
    why=(
        "Retention uses the largest timestamp of a segment. A single record with a wrong timestamp "
        "(microseconds or nanoseconds instead of milliseconds, for example) keeps its segment until that "
        "time: for centuries. Kafka 4.0 therefore rejects records stamped more than one hour ahead; before "
        "4.0 there was no limit."
    ),
    sources=[
        "KIP-937",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-1030%3A+Change+constraints+and+default+values+for+various+configurations",
    ],
    bad="message.timestamp.after.max.ms=9223372036854775807",
    good="message.timestamp.after.max.ms=3600000",
)
def timestamps_far_in_the_future(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a limit that somebody wrote, where deletion goes by time."""
    setting = log_explicit(config, "message.timestamp.after.max.ms")
    ahead = log_integer(config, "message.timestamp.after.max.ms")
    if (
        setting is None
        or ahead is None
        or ahead <= _MOST_MS
        or "delete" not in (cleanup_policies(config) or ())
    ):
        return
    if config.text(log_key(config, "message.timestamp.type")) == "LogAppendTime":
        return
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown}: a record may be stamped {duration(ahead)} ahead, and its segment "
        f"is kept until that time plus the retention; Kafka 4.0's default is {duration(_HOUR_MS)}",
        fix=config.fix_set(setting.key, str(_HOUR_MS)),
    )
