"""DUR012: a producer that gives up before a new leader is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, chosen_integer
from kafka_architect.validation.knowledge.wording import MINUTE, duration
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ENOUGH = MINUTE
# More retries than this need not be added up: they are what "retry until the timeout" is written as.
_MANY = 10_000


@rule(
    "DUR012",
    "retries-lowered",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="The producer gives up after a few retries instead of after delivery.timeout.ms.",
    why=(
        "Retries wait 100 ms, 200 ms, 400 ms and so on up to a second each: ten are used up after eight "
        "seconds, three after less than one. A leader election or a broker restart takes longer, and the "
        "records fail. Since KIP-91 time is the limit: retries stays at its default (2147483647), "
        "delivery.timeout.ms limits how long a record may take."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-91+Provide+Intuitive+User+Timeouts+in+The+Producer",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-580%3A+Exponential+Backoff+for+Kafka+Clients",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="retries=3",
    good="delivery.timeout.ms=120000",
)
def retries_lowered(config: EffectiveConfig) -> Iterator[Problem]:
    """Add up how long the retries wait; a minute is enough."""
    setting, retries = chosen(config, "retries"), chosen_integer(config, "retries")
    if setting is None or retries is None or not 0 <= retries < _MANY:
        return
    waited = _waited(config, retries)
    if waited >= _ENOUGH:
        return
    spent = f"retries wait {duration(waited)} in all" if retries else "no request is retried"
    yield config.problem(
        setting,
        f"{setting.key}={retries}: {spent}, then the record is lost, while electing a leader may take "
        "longer; leave retries at its default and limit the time with delivery.timeout.ms",
        fix=config.fix_remove(setting),
    )


def _waited(config: EffectiveConfig, retries: int) -> int:
    first = config.integer("retry.backoff.ms") or 100
    most = max(config.integer("retry.backoff.max.ms") or 1000, first)
    total, wait = 0, first
    for _ in range(retries):
        total += min(wait, most)
        wait *= 2
    return total
