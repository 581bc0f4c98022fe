"""NET003: another container is looked for at a port where it does not listen, or listens for the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.compose_names import BOOTSTRAP, QUORUM, addresses, service_names
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import SERVERS, Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.knowledge.compose_names import Address
    from kafka_architect.validation.knowledge.listeners import Listeners
    from kafka_architect.validation.system import System


def _services(port: int) -> str:
    return (
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker,controller\n"
        "      KAFKA_LISTENERS: DOCKER://:19092,HOST://:9092,CONTROLLER://:9093\n"
        "      KAFKA_ADVERTISED_LISTENERS: DOCKER://kafka:19092,HOST://localhost:9092\n"
        "      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "
        "DOCKER:PLAINTEXT,HOST:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
        "      KAFKA_INTER_BROKER_LISTENER_NAME: DOCKER\n"
        "      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER\n"
        "      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093\n"
        "  orders:\n"
        "    image: example.org/orders:1.4.2\n"
        "    environment:\n"
        f"      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka:{port}\n"
        "      SPRING_KAFKA_CONSUMER_GROUP_ID: orders\n"
    )


@system_rule(
    "NET003",
    "port-of-another-listener",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="A service uses a port of a broker's container that is for the host, or where nothing listens.",
    why=(
        "The port is one of the container, not the published one. A listener that advertises localhost is "
        "for programs on the host: a client in another container connects to it, is told localhost, and "
        "then looks in its own container. On a port without a listener no connection is made; for "
        "controller.quorum.voters that means that the quorum never elects a leader."
    ),
    sources=[
        "https://www.confluent.io/blog/kafka-listeners-explained/",
        "https://docs.docker.com/compose/how-tos/networking/",
    ],
    bad=_services(9092),
    good=_services(19092),
    dialect="compose.yaml",
)
def port_of_another_listener(system: System) -> Iterator[Problem]:
    """Look at services of the same file whose listeners are written."""
    known: dict[tuple[str, str], Listeners] = {}
    for server in system.servers:
        listeners = server_listeners(server)
        if listeners is not None and server.explicit("listeners") is not None and service_names(server):
            known[server.file.path, server.configuration.name.lower()] = listeners
    for config in system.configs if known else ():
        if not service_names(config):
            continue
        if config.role in SERVERS:
            for key in QUORUM:
                yield from _controllers(config, key, known)
        else:
            yield from _brokers(config, known)


def _of(
    config: EffectiveConfig, key: str, known: Mapping[tuple[str, str], Listeners]
) -> Iterator[tuple[Address, Listeners]]:
    for address in addresses(config, key):
        listeners = known.get((config.file.path, address.host))
        if listeners is not None and address.port is not None:
            yield address, listeners


def _controllers(
    config: EffectiveConfig, key: str, known: Mapping[tuple[str, str], Listeners]
) -> Iterator[Problem]:
    for address, listeners in _of(config, key, known):
        ports = sorted({one.port for one in listeners.of_controller})
        if ports and address.port not in ports:
            yield config.problem(
                address.setting,
                f"{key}: {address.host}:{address.port} is not the port of its controller listener "
                f"({', '.join(map(str, ports))}): the quorum cannot be reached there",
            )


def _brokers(config: EffectiveConfig, known: Mapping[tuple[str, str], Listeners]) -> Iterator[Problem]:
    for address, listeners in _of(config, BOOTSTRAP, known):
        bound = [one for one in listeners.bound if one.port == address.port]
        where = f"{address.host}:{address.port}"
        good = [one for one in listeners.advertised if not one.loopback and one.host.lower() == address.host]
        hint = f"; use {address.host}:{good[0].port}" if good else ""
        if not bound:
            yield config.problem(
                address.setting,
                f"{BOOTSTRAP}: {where} has no listener in that container (published ports are for the "
                f"host){hint}",
            )
            continue
        told = [one for one in listeners.advertised if one.name == bound[0].name]
        if told and told[0].loopback and not bound[0].loopback:
            yield config.problem(
                address.setting,
                f"{BOOTSTRAP}: {where} is the listener {bound[0].name}, which advertises {told[0]}: the "
                f"client is sent to localhost, its own container{hint}",
            )
