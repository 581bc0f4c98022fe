"""PRD015: a delivery timeout that the producer replaces by a longer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "delivery.timeout.ms"


@rule(
    "PRD015",
    "delivery-timeout-raised",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER],
    profile="dev",
    summary=(
        "linger.ms plus request.timeout.ms exceeds the default of delivery.timeout.ms, which the producer "
        "raises."
    ),
    why=(
        "delivery.timeout.ms has to cover a record's wait for its batch and one request. If it is set too "
        "low, the producer fails to start (ConfigException); if it is left at its default of two minutes, "
        "the producer raises it to the sum and only logs that. What is meant as a longer timeout for one "
        "request becomes a longer timeout for delivery as a whole."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/clients/producer/KafkaProducer.java "
        "(configureDeliveryTimeout)",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-91+Provide+Intuitive+User+Timeouts+in+The+Producer",
    ],
    bad="request.timeout.ms=180000",
    good="request.timeout.ms=30000\ndelivery.timeout.ms=120000",
)
def delivery_timeout_raised(config: EffectiveConfig) -> Iterator[Problem]:
    """Only where nobody wrote delivery.timeout.ms."""
    if config.explicit(_KEY) is not None or not config.complete:
        return
    linger, request = config.integer("linger.ms"), config.integer("request.timeout.ms")
    default = config.integer(_KEY)
    if linger is None or request is None or default is None or linger + request <= default:
        return
    at = "request.timeout.ms" if request >= linger else "linger.ms"
    yield config.problem(
        at,
        f"linger.ms + request.timeout.ms is {duration(linger + request)}, above the default {_KEY} of "
        f"{duration(default)}: the producer raises it and only logs that; set {_KEY}, or lower {at}",
    )
