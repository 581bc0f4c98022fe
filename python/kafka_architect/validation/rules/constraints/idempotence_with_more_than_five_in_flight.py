"""CST003: an idempotent producer may send more than five requests at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "max.in.flight.requests.per.connection"
_MOST = 5
_REFUSES_IMPLICIT = (4, 0)


@rule(
    "CST003",
    "idempotence-with-more-than-five-in-flight",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="An idempotent producer allows more than five requests in flight.",
    why=(
        "A broker remembers the last five batches of each producer and partition; with more requests in "
        "flight it could neither detect duplicates nor keep the order. From Kafka 4.0 on the producer fails "
        "to start (ConfigException), even if idempotence is only the default (true since 3.0). Until 3.9 it "
        "fails only with an explicit enable.idempotence=true, and otherwise disables idempotence."
    ),
    sources=[
        "KIP-98",
        "org.apache.kafka.clients.producer.ProducerConfig.postProcessAndValidateIdempotenceConfigs",
        "https://issues.apache.org/jira/browse/KAFKA-17905",
    ],
    bad="max.in.flight.requests.per.connection=10",
    good="max.in.flight.requests.per.connection=5",
)
def idempotence_with_more_than_five_in_flight(config: EffectiveConfig) -> Iterator[Problem]:
    """Idempotence is on unless it is switched off, so the key alone is enough to be refused."""
    if config.boolean("enable.idempotence") is not True:
        return
    if config.version < _REFUSES_IMPLICIT and config.explicit("enable.idempotence") is None:
        return
    in_flight = config.integer(_KEY)
    if in_flight is not None and in_flight > _MOST:
        yield config.problem(
            _KEY,
            f"{_KEY}={in_flight} with idempotence on: the producer fails to start (ConfigException); a "
            f"broker detects duplicates among the last {_MOST} batches only, so use at most {_MOST}",
            fix=config.fix_set(_KEY, str(_MOST)),
        )
