"""PRD004: a request per record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import certain, name_of
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_CURE = "5"


@rule(
    "PRD004",
    "no-linger",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="The producer does not wait for more records (linger.ms is 0).",
    why=(
        "With linger.ms=0 a record is sent as soon as the connection is free, mostly alone: a request, an "
        "append and an entry in the request queue for each. A few milliseconds fill batches, and often "
        "reduce latency too, because the brokers have fewer requests to process: Kafka 4.0 made 5 the "
        "default (KIP-1030)."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-1030%3A+Change+constraints+and+default+values+for+various+configurations",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="linger.ms=0",
    good="linger.ms=5",
)
def no_linger(config: EffectiveConfig) -> Iterator[Problem]:
    """Written, or the default: 0 before 4.0, and in kafka-python and aiokafka."""
    key = name_of(config, "linger.ms")
    linger = config.number(key) if certain(config, "linger.ms") else None
    if linger == 0:
        default = "" if config.explicit(key) else " (the default here)"
        yield config.problem(
            key,
            f"{key}=0{default}: up to one request per record; {_CURE} ms fill batches and reduce broker load",
            fix=config.fix_set(key, _CURE),
        )
