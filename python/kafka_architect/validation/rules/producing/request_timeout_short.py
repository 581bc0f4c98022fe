"""PRD026: requests that are given up while the broker works on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import SECOND, duration
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = 10 * SECOND


@rule(
    "PRD026",
    "request-timeout-short",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=[Client.JAVA, Client.KAFKA_PYTHON, Client.AIOKAFKA],
    summary="Requests time out after less than ten seconds (request.timeout.ms).",
    why=(
        "When the timeout expires the client drops the connection and resends the request, although the "
        "broker is still processing the first. A slow disk or a long garbage collection on one broker then "
        "triggers a storm of repeated requests and reconnects from all clients. AWS recommends ten seconds "
        "or more; the default is 30."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://kafka.apache.org/documentation/#producerconfigs_request.timeout.ms",
    ],
    bad="request.timeout.ms=1000",
    good="request.timeout.ms=30000",
)
def request_timeout_short(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; librdkafka's key of the same name means something else."""
    timeout = chosen_integer(config, "request.timeout.ms")
    if timeout is not None and 0 <= timeout < _LEAST:
        yield config.problem(
            "request.timeout.ms",
            f"request.timeout.ms={timeout}: after {duration(timeout)} the client resends the request while "
            "a slow broker is still processing the first; use 10000 or more (the default is 30000)",
            fix=config.fix_set("request.timeout.ms", "30000"),
        )
