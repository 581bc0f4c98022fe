"""CST016: a follower waits longer for data than for its connection."""

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
    "CST016",
    "fetch-wait-over-socket-timeout",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="replica.fetch.wait.max.ms exceeds replica.socket.timeout.ms.",
    why=(
        "The leader answers a follower after replica.fetch.wait.max.ms at the latest. With a shorter "
        "replica.socket.timeout.ms every request to an idle partition would time out: the server does not "
        "start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nreplica.socket.timeout.ms=400",
    good="process.roles=broker\nreplica.socket.timeout.ms=30000",
)
def fetch_wait_over_socket_timeout(config: EffectiveConfig) -> Iterator[Problem]:
    """Both defaults count."""
    low, high = "replica.fetch.wait.max.ms", "replica.socket.timeout.ms"
    lesser, greater = config.integer(low), config.integer(high)
    if lesser is None or greater is None or lesser <= greater:
        return
    if not config.complete and (config.explicit(low) is None or config.explicit(high) is None):
        return
    written = high if config.explicit(low) is None else low
    yield config.problem(
        written,
        f"{low}={lesser} is greater than {high}={greater}: the server does not start",
        fix=config.fix_set(high, str(lesser)),
    )
