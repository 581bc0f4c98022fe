"""SEC023: the client wants a SASL mechanism that no listener of the brokers enables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import (
    CLIENT_ROLES,
    sasl_mechanism,
    security_protocol,
)
from kafka_architect.validation.knowledge.listeners import (
    brokers_meant,
    listener_setting,
    server_listeners,
)
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "SEC023",
    "client-mechanism-not-offered",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    profile="dev",
    summary="The client uses a SASL mechanism that no broker listener enables.",
    why=(
        "The broker responds to the handshake with UNSUPPORTED_SASL_MECHANISM and lists its own mechanisms; "
        "the client fails with UnsupportedSaslMechanismException. Both sides default to GSSAPI."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_sasl.enabled.mechanisms",
        "https://kafka.apache.org/documentation/#producerconfigs_sasl.mechanism",
    ],
    bad=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "--- producer.properties\n"
        "bootstrap.servers=kafka:9092\n"
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN"
    ),
    good=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "--- producer.properties\n"
        "bootstrap.servers=kafka:9092\n"
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512"
    ),
    dialect="server.properties",
)
def client_mechanism_not_offered(system: System) -> Iterator[Problem]:
    """Compare each client with the brokers that it may mean; silent where one of them does not say."""
    offers: dict[int, set[str]] = {}  # by the tuple of brokers, which lives as long
    for client in system.of(*CLIENT_ROLES) if system.brokers else ():
        mechanism = sasl_mechanism(client)
        if not (security_protocol(client) or "").startswith("SASL_") or mechanism is None:
            continue
        brokers = brokers_meant(system, client)
        if id(brokers) not in offers:
            offers[id(brokers)] = _offered(brokers)
        offered = offers[id(brokers)]
        if not offered or mechanism in offered:
            continue
        key = "sasl.mechanism" if client.explicit("sasl.mechanisms") is None else "sasl.mechanisms"
        yield client.problem(
            key,
            f"the client uses {mechanism}, the brokers enable {', '.join(sorted(offered))}: authentication "
            "fails",
        )


def _offered(brokers: tuple[EffectiveConfig, ...]) -> set[str]:
    """The mechanisms of the brokers; none where a broker does not say, or has no SASL listener at all."""
    offered: set[str] = set()
    for broker in brokers:
        listeners = server_listeners(broker)
        sasl = [] if listeners is None else [one for one in listeners.of_broker if one.sasl]
        if not sasl:
            return set()
        for listener in sasl:
            setting = listener_setting(broker, listener.name, "sasl.enabled.mechanisms")
            if (
                not setting.value
                or not setting.resolved
                or not (broker.explicit(setting.key) or broker.complete)
            ):
                return set()
            offered |= {name.strip().upper() for name in setting.value.split(",")}
    return offered
