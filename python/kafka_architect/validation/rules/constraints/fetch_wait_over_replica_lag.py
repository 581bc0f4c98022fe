"""BRK008: a follower may wait longer for data than it may lag."""

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
    "BRK008",
    "fetch-wait-over-replica-lag",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="replica.fetch.wait.max.ms exceeds replica.lag.time.max.ms.",
    why=(
        "A follower of an idle partition fetches again only after replica.fetch.wait.max.ms. If that "
        "exceeded replica.lag.time.max.ms, it would leave the ISR between two requests: the server does not "
        "start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nreplica.fetch.wait.max.ms=20000\nreplica.lag.time.max.ms=10000",
    good="process.roles=broker\nreplica.lag.time.max.ms=30000",
)
def fetch_wait_over_replica_lag(config: EffectiveConfig) -> Iterator[Problem]:
    """Both defaults count."""
    low, high = "replica.fetch.wait.max.ms", "replica.lag.time.max.ms"
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
