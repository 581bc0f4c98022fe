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
    summary="reconnect.backoff.ms is set without reconnect.backoff.max.ms: the pause no longer grows.",
    why=(
        "By default a client waits 50 ms before it connects to a broker again, then twice as long each "
        "time, up to one second. Whoever writes reconnect.backoff.ms alone switches that off: Java takes it "
        "for the maximum too, even if it is the default that is written, and logs it. While a broker is down "
        "every client then knocks at that interval."
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
            f"{_FIRST}={first} alone is {_MOST} too: each client knocks every {first} ms for as long as a "
            f"broker is down, instead of ever more slowly; write {_MOST} beside it",
            fix=config.fix_set(_MOST, str(most)),
        )
