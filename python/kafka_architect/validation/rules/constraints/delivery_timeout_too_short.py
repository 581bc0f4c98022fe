"""PRD012: delivery.timeout.ms is shorter than linger.ms and request.timeout.ms together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LARGEST_INT = 2**31 - 1


@rule(
    "PRD012",
    "delivery-timeout-too-short",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="delivery.timeout.ms is less than linger.ms + request.timeout.ms.",
    why=(
        "A record waits up to linger.ms for its batch and up to request.timeout.ms for a response. A "
        "delivery.timeout.ms below the sum would expire before the first request can fail, so the producer "
        "fails to start (ConfigException). If delivery.timeout.ms is not set, Kafka raises it to the sum."
    ),
    sources=["KIP-91", "org.apache.kafka.clients.producer.KafkaProducer.configureDeliveryTimeout"],
    bad="delivery.timeout.ms=30000",
    good="delivery.timeout.ms=120000",
)
def delivery_timeout_too_short(config: EffectiveConfig) -> Iterator[Problem]:
    """The defaults of linger.ms (5 since 4.0) and request.timeout.ms (30000) count."""
    delivery = config.explicit("delivery.timeout.ms")
    linger, request = config.integer("linger.ms"), config.integer("request.timeout.ms")
    timeout = config.integer("delivery.timeout.ms")
    if delivery is None or timeout is None or linger is None or request is None:
        return
    needed = min(min(linger, _LARGEST_INT) + request, _LARGEST_INT)
    if timeout < needed:
        yield config.problem(
            delivery,
            f"delivery.timeout.ms={timeout} is less than linger.ms + request.timeout.ms ({linger} + "
            f"{request} = {needed}): the producer fails to start (ConfigException)",
            fix=config.fix_set("delivery.timeout.ms", str(needed)),
        )
