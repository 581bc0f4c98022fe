"""ORD002: order bought twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, idempotent, in_flight
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "ORD002",
    "one-request-in-flight",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="One request in flight, although an idempotent producer preserves order with up to five.",
    why=(
        "With max.in.flight.requests.per.connection=1 the producer waits one round trip after each request: "
        "at 5 ms that is 200 requests per second to a broker. Idempotent batches carry sequence numbers, and "
        "the broker preserves their order with up to five in flight."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_enable.idempotence",
        "https://issues.apache.org/jira/browse/KAFKA-5494",
    ],
    bad="max.in.flight.requests.per.connection=1",
    good="max.in.flight.requests.per.connection=5",
)
def one_request_in_flight(config: EffectiveConfig) -> Iterator[Problem]:
    """As somebody wrote it: Connect sets 1 for the producers of its connectors, without idempotence."""
    setting = chosen(config, "max.in.flight.requests.per.connection")
    if setting is None or in_flight(config) != 1 or not idempotent(config):
        return
    yield config.problem(
        setting,
        f"{setting.key}=1 limits the producer to one request per round trip; an idempotent producer "
        "preserves order with up to 5",
        fix=config.fix_set(setting.key, "5"),
    )
