"""CST034: log.dirs is set to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST034",
    "no-log-directory",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 2),
    profile="dev",
    summary="log.dirs is empty.",
    why=(
        "A server requires at least one directory for its logs. An empty log.dirs overrides log.dir, and "
        "the server does not start. From 4.2 on an empty list is an invalid value."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nlog.dirs=",
    good="process.roles=broker\nlog.dirs=/var/lib/kafka",
)
def no_log_directory(config: EffectiveConfig) -> Iterator[Problem]:
    """An item between two commas counts only if it is not empty."""
    key = "log.dirs" if config.explicit("log.dirs") is not None else "log.dir"
    setting = config.explicit(key)
    if (
        setting is not None
        and setting.resolved
        and setting.value is not None
        and not any(config.items(key) or ())
    ):
        yield config.problem(setting, f"{key} is empty: the server does not start")
