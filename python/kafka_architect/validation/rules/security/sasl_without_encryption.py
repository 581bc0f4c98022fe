"""SEC028: clients authenticate, and then everything passes in clear (SASL_PLAINTEXT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import off_host, sasl_mechanism, security_protocol
from kafka_architect.validation.knowledge.listeners import listener_text, server_listeners
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC028",
    "sasl-without-encryption",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER, Role.BROKER],
    clients=EVERY_CLIENT,
    summary="Clients authenticate, but all traffic is unencrypted (SASL_PLAINTEXT).",
    why=(
        "SCRAM and Kerberos keep the password off the network, but records, offsets and names are readable, "
        "and an open connection can be hijacked. An OAUTHBEARER token is itself readable and can be reused "
        "by anyone who captures it. SASL_SSL additionally requires only a certificate on the brokers."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_sasl_scram_security",
        "https://kafka.apache.org/documentation/#security_overview",
    ],
    bad=("security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nbootstrap.servers=kafka:9092"),
    good="security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nbootstrap.servers=kafka:9092",
)
def sasl_without_encryption(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at clients and listeners with other mechanisms than PLAIN, which SEC002 has."""
    if config.role is not Role.BROKER:
        if (
            security_protocol(config) == "SASL_PLAINTEXT"
            and sasl_mechanism(config) != "PLAIN"
            and off_host(config)
        ):
            yield config.problem(
                "security.protocol", "SASL_PLAINTEXT: all records are sent unencrypted; use SASL_SSL"
            )
        return
    listeners = server_listeners(config)
    for listener in () if listeners is None else listeners.of_broker:
        mechanisms = (
            (listener_text(config, listener.name, "sasl.enabled.mechanisms") or "").upper().split(",")
        )
        if listener.protocol != "SASL_PLAINTEXT" or listener.loopback:
            continue
        if "PLAIN" not in [mechanism.strip() for mechanism in mechanisms]:
            yield config.problem(
                "listeners",
                f"{listener} is SASL_PLAINTEXT: all records are sent unencrypted after authentication; use "
                "SASL_SSL",
            )
