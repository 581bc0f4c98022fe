"""BRK011: queued.max.request.bytes is smaller than the largest request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK011",
    "request-queue-below-one-request",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="queued.max.request.bytes is smaller than the largest request.",
    why=(
        "queued.max.request.bytes limits the memory of waiting requests. Below socket.request.max.bytes "
        "(100 MiB by default) the largest request could never be accepted: the server does not start. -1 "
        "and 0 mean no limit."
    ),
    sources=["KIP-72", "kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nqueued.max.request.bytes=50000000",
    good="process.roles=broker\nqueued.max.request.bytes=500000000",
)
def request_queue_below_one_request(config: EffectiveConfig) -> Iterator[Problem]:
    """Without a bound there is nothing to compare."""
    key, other = "queued.max.request.bytes", "socket.request.max.bytes"
    queued, largest = config.integer(key), config.integer(other)
    if queued is None or largest is None or queued <= 0 or queued >= largest:
        return
    if config.explicit(other) is not None or config.complete:
        yield config.problem(
            key,
            f"{key}={queued} is less than {other}={largest}: the server does not start",
            fix=config.fix_set(key, str(largest)),
        )
