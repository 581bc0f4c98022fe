"""CNT025: a connector that changes client settings which its worker does not let it change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import CONNECTORS, Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_POLICY = "connector.client.config.override.policy"
_PREFIXES = ("producer.override.", "consumer.override.", "admin.override.")
_PACKAGE = "org.apache.kafka.connect.connector.policy."
_SUFFIX = "ConnectorClientConfigOverridePolicy"
# What Kafka's own policies let a connector set.
_ALLOWED = {
    "None": frozenset[str](),
    "Principal": frozenset({"sasl.jaas.config", "sasl.mechanism", "security.protocol"}),
}


@system_rule(
    "CNT025",
    "client-override-not-allowed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_WORKER, Role.CONNECT_SOURCE, Role.CONNECT_SINK],
    profile="dev",
    summary="A connector overrides client settings that the worker's policy forbids.",
    why=(
        "connector.client.config.override.policy determines which producer.override., consumer.override. "
        "and admin.override. keys a connector may set. None allows none of them, Principal only the login "
        "(security.protocol, sasl.mechanism, sasl.jaas.config): the worker rejects any other override and "
        "does not create or update the connector. The default since 3.0 is All."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-458%3A+Connector+Client+Config+Override+Policy",
        "connect-runtime, PrincipalConnectorClientConfigOverridePolicy and its sibling None",
    ],
    bad=(
        "--- connect-distributed.properties\ngroup.id=connect\noffset.storage.topic=connect-offsets\n"
        "connector.client.config.override.policy=Principal\n"
        "--- connect-source.properties\nname=orders\nconnector.class=com.example.OrdersSource\n"
        "producer.override.compression.type=zstd\n"
    ),
    good=(
        "--- connect-distributed.properties\ngroup.id=connect\noffset.storage.topic=connect-offsets\n"
        "connector.client.config.override.policy=All\n"
        "--- connect-source.properties\nname=orders\nconnector.class=com.example.OrdersSource\n"
        "producer.override.compression.type=zstd\n"
    ),
    dialect="connect-distributed.properties",
)
def client_override_not_allowed(system: System) -> Iterator[Problem]:
    """Where every worker of the run has one of Kafka's two strict policies."""
    workers = [(worker, _name(worker)) for worker in system.of(Role.CONNECT_WORKER)]
    if not workers or any(name not in _ALLOWED for _, name in workers):
        return
    for connector in system.of(*sorted(CONNECTORS)):
        for key, setting in connector.settings.items():
            prefix = next((prefix for prefix in _PREFIXES if key.startswith(prefix)), None)
            if prefix is None:
                continue
            strict = [one for one in workers if key.removeprefix(prefix) not in _ALLOWED[one[1]]]
            if len(strict) == len(workers):
                worker, name = strict[0]
                yield connector.problem(
                    setting,
                    f"{key} cannot be overridden: {worker.configuration.name} has {_POLICY}={name}, and the "
                    "worker rejects the connector",
                )


def _name(worker: EffectiveConfig) -> str:
    """The policy by its short name; empty where it is not known."""
    return (worker.text(_POLICY) or "").removeprefix(_PACKAGE).removesuffix(_SUFFIX)
