"""PRD021: a first wait that is longer than the longest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_RECONNECT = "reconnect.backoff.ms"
_PAIRS = (
    ("retry.backoff.ms", "retry.backoff.max.ms"),
    (_RECONNECT, "reconnect.backoff.max.ms"),
)


@rule(
    "PRD021",
    "backoff-not-exponential",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    profile="dev",
    summary="A backoff starts above its maximum: every retry waits the maximum, without exponential growth.",
    why=(
        "Clients wait retry.backoff.ms after the first failure and double it after each further one, up to "
        "retry.backoff.max.ms (1 second by default). When the initial backoff exceeds the maximum, every "
        "wait is the maximum: retry.backoff.ms=5000 waits one second. The client logs a warning. The same "
        "applies to reconnect.backoff.ms and reconnect.backoff.max.ms if both are set; if only the first is, "
        "it is also the maximum (PRD029)."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/clients/CommonClientConfigs.java "
        "(warnDisablingExponentialBackoff)",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-580%3A+Exponential+Backoff+for+Kafka+Clients",
    ],
    bad="retry.backoff.ms=5000",
    good="retry.backoff.ms=5000\nretry.backoff.max.ms=20000",
)
def backoff_not_exponential(config: EffectiveConfig) -> Iterator[Problem]:
    """As CommonClientConfigs compares them, defaults included."""
    for first_key, most_key in _PAIRS:
        # Where nobody writes its maximum, Java takes reconnect.backoff.ms for that too.
        if first_key == _RECONNECT and config.explicit(most_key) is None:
            continue
        first, most = known_integer(config, first_key), known_integer(config, most_key)
        if first is None or most is None or first <= most:
            continue
        at = first_key if config.explicit(first_key) is not None else most_key
        yield config.problem(
            at,
            f"{first_key}={first} exceeds {most_key}={most}: every wait is {duration(most)} and does not "
            f"grow; raise {most_key}",
            fix=config.fix_set(most_key, str(first)),
        )
