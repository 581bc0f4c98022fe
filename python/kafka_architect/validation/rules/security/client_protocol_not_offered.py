"""SEC024: the client wants a security protocol that no listener of the brokers has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import CLIENT_ROLES, security_protocol
from kafka_architect.validation.knowledge.client_keys import bootstrap
from kafka_architect.validation.knowledge.listeners import brokers_meant, server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "SEC024",
    "client-protocol-not-offered",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    profile="dev",
    summary="The client uses a security protocol that no broker listener has.",
    why=(
        "A client using PLAINTEXT on a TLS port sends a request that the broker cannot parse and waits until "
        'it times out ("Bootstrap broker disconnected"); a client using TLS on a PLAINTEXT port fails with a '
        "handshake error. Nothing in the client log names the cause."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#listener_configuration",
        "https://kafka.apache.org/documentation/#producerconfigs_security.protocol",
    ],
    bad=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=SSL://:9093\n"
        "security.inter.broker.protocol=SSL\n"
        "--- consumer.properties\n"
        "bootstrap.servers=kafka:9093\n"
        "group.id=billing"
    ),
    good=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=SSL://:9093\n"
        "security.inter.broker.protocol=SSL\n"
        "--- consumer.properties\n"
        "bootstrap.servers=kafka:9093\n"
        "group.id=billing\n"
        "security.protocol=SSL"
    ),
    dialect="server.properties",
)
def client_protocol_not_offered(system: System) -> Iterator[Problem]:
    """Compare clients with the brokers that they may mean; silent where one of them does not say."""
    offers: dict[int, set[str]] = {}  # by the tuple of brokers, which lives as long
    for client in system.of(*CLIENT_ROLES) if system.brokers else ():
        protocol = security_protocol(client)
        if protocol is None or not bootstrap(client):
            continue
        brokers = brokers_meant(system, client)
        if id(brokers) not in offers:
            offers[id(brokers)] = _offered(brokers)
        offered = offers[id(brokers)]
        if not offered or protocol in offered:
            continue
        written = client.explicit("security.protocol") is not None
        yield client.problem(
            "security.protocol" if written else "bootstrap.servers",
            f"the client uses {protocol}{'' if written else ' (the default)'}, the brokers listen with "
            f"{', '.join(sorted(offered))}: it cannot connect",
        )


def _offered(brokers: tuple[EffectiveConfig, ...]) -> set[str]:
    """The protocols of the brokers' listeners; none where one of them is not known."""
    offered: set[str] = set()
    for broker in brokers:
        listeners = server_listeners(broker)
        if listeners is None or any(listener.protocol is None for listener in listeners.of_broker):
            return set()
        offered |= {listener.protocol for listener in listeners.of_broker if listener.protocol}
    return offered
