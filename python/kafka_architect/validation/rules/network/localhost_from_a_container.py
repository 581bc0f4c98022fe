"""NET002: a client in a container that looks for brokers in its own container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.compose_names import BOOTSTRAP, addresses, service_names
from kafka_architect.validation.knowledge.listeners import is_loopback
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


def _services(address: str) -> str:
    return (
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "  orders:\n"
        "    image: example.org/orders:1.4.2\n"
        "    environment:\n"
        f"      SPRING_KAFKA_BOOTSTRAP_SERVERS: {address}\n"
        "      SPRING_KAFKA_CONSUMER_GROUP_ID: orders\n"
    )


@rule(
    "NET002",
    "localhost-from-a-container",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_WORKER, Role.STREAMS, Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    profile="dev",
    summary="A client in a container uses localhost in bootstrap.servers: that is the container itself.",
    why=(
        "Each container has a loopback interface of its own, where no broker listens. The client logs "
        '"Connection to node -1 (localhost/127.0.0.1:9092) could not be established" again and again. Use '
        "the name of the broker's service and a listener that advertises that name. Services that share the "
        "network of the host or of another service (network_mode) are not reported."
    ),
    sources=[
        "https://docs.docker.com/compose/how-tos/networking/",
        "https://www.confluent.io/blog/kafka-client-cannot-connect-to-broker-on-aws-on-docker-etc/",
    ],
    bad=_services("localhost:9092"),
    good=_services("kafka:19092"),
    dialect="compose.yaml",
)
def localhost_from_a_container(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where brokers are services of the same file, and none of the addresses is another container."""
    if not service_names(config) or not config.brokers_beside:
        return
    found = list(addresses(config, BOOTSTRAP))
    if found and all(is_loopback(one.host) for one in found):
        yield config.problem(
            found[0].setting,
            f"{BOOTSTRAP}={config.text(BOOTSTRAP)} is the client's own container, where no broker "
            "listens; use the name of the broker's service and the port of a listener that advertises it",
        )
