"""BRK024: the broker closes idle connections before the client does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import JAVA_ONLY, Client, Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


_DEFAULT_MS = 600_000


@system_rule(
    "BRK024",
    "broker-closes-idle-connections-first",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=JAVA_ONLY,
    summary="The broker closes idle connections before the client does.",
    why=(
        "A client that closes an idle connection first opens a new one when it needs it. If the broker (or "
        "a load balancer in between) closes first, the client notices only when it sends: the request fails "
        "with a disconnect and has to be retried. The defaults are in the right order: 9 minutes for "
        "clients, 10 for brokers."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_connections.max.idle.ms",
        "https://kafka.apache.org/documentation/#producerconfigs_connections.max.idle.ms",
    ],
    bad=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "connections.max.idle.ms=60000\n"
        "--- producer.properties\n"
        "acks=all\n"
        "bootstrap.servers=kafka:9092"
    ),
    good=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "connections.max.idle.ms=600000\n"
        "--- producer.properties\n"
        "acks=all\n"
        "bootstrap.servers=kafka:9092"
    ),
    dialect="server.properties",
)
def broker_closes_idle_connections_first(system: System) -> Iterator[Problem]:
    """Compare each Java client with the least patient broker; what is written, with a broker's default."""
    limits = [
        (limit, f"the broker ({broker.configuration.name}) closes")
        for broker in system.brokers
        if runs_broker(broker) and (limit := known_integer(broker, "connections.max.idle.ms")) and limit > 0
    ]
    if system.brokers and not limits:
        return
    limit, closes = min(limits, default=(_DEFAULT_MS, "brokers close"))
    for client in system.of(Role.PRODUCER, Role.CONSUMER, Role.ADMIN):
        idle = known_integer(client, "connections.max.idle.ms")
        if client.client is not Client.JAVA or idle is None or (0 <= idle < limit):
            continue
        if not limits and client.explicit("connections.max.idle.ms") is None:
            continue
        yield client.problem(
            "connections.max.idle.ms",
            f"the client keeps idle connections for {duration(idle) if idle >= 0 else 'ever'}, {closes} "
            f"them after {duration(limit)}{'' if limits else ' by default'}: the next request fails and has "
            "to be retried; keep the client's value below the broker's",
        )
