"""PRD027: a client that hammers a broker in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = 50


@rule(
    "PRD027",
    "retries-without-pause",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=EVERY_CLIENT,
    summary="Retries are less than 50 ms apart (retry.backoff.ms).",
    why=(
        "retry.backoff.ms is the first wait after an error, and later ones grow from it: starting at 1 ms it "
        "takes ten failures to reach a second. During a leader election every client retries immediately, "
        "and the remaining brokers serve those requests instead of recovering. The default is 100; AWS "
        "recommends 200."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-580%3A+Exponential+Backoff+for+Kafka+Clients",
    ],
    bad="retry.backoff.ms=1",
    good="retry.backoff.ms=200",
)
def retries_without_pause(config: EffectiveConfig) -> Iterator[Problem]:
    """As written."""
    backoff = chosen_integer(config, "retry.backoff.ms")
    if backoff is not None and 0 <= backoff < _LEAST:
        yield config.problem(
            "retry.backoff.ms",
            f"retry.backoff.ms={backoff}: after an error every client retries immediately, when brokers "
            "have the least spare capacity; use 100 (the default) or more",
            fix=config.fix_set("retry.backoff.ms", "100"),
        )
