"""PRD029: reconnecting at the same short interval, however long the broker is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_FIRST, _MOST = "reconnect.backoff.ms", "reconnect.backoff.max.ms"


@rule(
    "PRD029",
    "reconnects-do-not-slow-down",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    profile="dev",
    summary="reconnect.backoff.ms is set without reconnect.backoff.max.ms: the backoff no longer grows.",
    why=(
        "By default a client waits 50 ms before it reconnects to a broker, then doubles the wait each time, "
        "up to one second. Setting only reconnect.backoff.ms disables that growth: Java also uses it as the "
        "maximum, even if it is set to its default, and logs it. While a broker is down every client retries "
        "at that interval."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/clients/CommonClientConfigs.java "
        "(postProcessReconnectBackoffConfigs)",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-144%3A+Exponential+backoff+for+broker+reconnect+attempts",
    ],
    bad="reconnect.backoff.ms=100",
    good="reconnect.backoff.ms=100\nreconnect.backoff.max.ms=10000",
)
def reconnects_do_not_slow_down(config: EffectiveConfig) -> Iterator[Problem]:
    """Where the pause stays below the maximum that nobody wrote; a longer one only loses its first steps."""
    first = chosen_integer(config, _FIRST)
    definition = config.catalogue.get(_MOST)
    if first is None or config.explicit(_MOST) is not None or definition is None or not config.complete:
        return
    most = int(definition.default or 0)
    if 0 <= first < most:
        yield config.problem(
            _FIRST,
            f"{_FIRST}={first} without {_MOST} is also the maximum: each client retries every {first} ms "
            f"while a broker is down, without backing off; set {_MOST} too",
            fix=config.fix_set(_MOST, str(most)),
        )
