"""CST017: the answer to a failed login is delayed for longer than connections live."""

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
    "CST017",
    "authentication-delay-over-idle-time",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="The response to a failed login is delayed for longer than connections live.",
    why=(
        "connection.failed.authentication.delay.ms delays the response to a failed login, to slow down "
        "guessing. At or above connections.max.idle.ms the connection would be closed before the client "
        "gets the response: the server does not start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nconnections.max.idle.ms=100",
    good="process.roles=broker\nconnections.max.idle.ms=600000",
)
def authentication_delay_over_idle_time(config: EffectiveConfig) -> Iterator[Problem]:
    """A negative idle time means that connections live for ever."""
    delay_key, idle_key = "connection.failed.authentication.delay.ms", "connections.max.idle.ms"
    delay, idle = config.integer(delay_key), config.integer(idle_key)
    if delay is None or idle is None or idle < 0 or delay < idle:
        return
    if not config.complete and (config.explicit(delay_key) is None or config.explicit(idle_key) is None):
        return
    yield config.problem(
        idle_key if config.explicit(idle_key) else delay_key,
        f"{delay_key}={delay} is not below {idle_key}={idle}: the server does not start",
        fix=config.fix_set(idle_key, str(delay + 1)),
    )
