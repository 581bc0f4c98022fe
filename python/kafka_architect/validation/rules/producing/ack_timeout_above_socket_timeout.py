"""PRD024: a broker that is allowed to take longer than the client waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "PRD024",
    "ack-timeout-above-socket-timeout",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="librdkafka's request.timeout.ms is not below socket.timeout.ms, which expires first.",
    why=(
        "In librdkafka request.timeout.ms differs from Java's: it is how long the broker may wait for "
        "acknowledgments from replicas. How long the client waits for the response is socket.timeout.ms (60 "
        "seconds). When that expires first, the client drops the connection and resends records that the "
        "broker may still write."
    ),
    sources=[
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (request.timeout.ms, "
        "socket.timeout.ms)",
    ],
    bad=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "request.timeout.ms": 120000})\n'
    ),
    good=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "request.timeout.ms": 30000})\n'
    ),
    dialect="orders.py",
)
def ack_timeout_above_socket_timeout(config: EffectiveConfig) -> Iterator[Problem]:
    """Either may be the one that was changed."""
    ack, socket = known_integer(config, "request.timeout.ms"), known_integer(config, "socket.timeout.ms")
    if ack is None or socket is None or ack < socket:
        return
    at = "request.timeout.ms" if config.explicit("request.timeout.ms") is not None else "socket.timeout.ms"
    yield config.problem(
        at,
        f"the broker may take {duration(ack)} (request.timeout.ms) but the client times out after "
        f"{duration(socket)} (socket.timeout.ms) and resends records that may have been written; keep "
        "request.timeout.ms below socket.timeout.ms",
    )
