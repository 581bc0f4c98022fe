"""SEC002: sASL/PLAIN without TLS: passwords pass in clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import sasl_mechanism, security_protocol
from kafka_architect.validation.knowledge.listeners import hosts, is_loopback, listener_text, server_listeners
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC002",
    "password-in-clear",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER, Role.BROKER],
    clients=EVERY_CLIENT,
    summary="SASL/PLAIN without TLS: passwords are sent in clear text.",
    why=(
        "PLAIN sends user name and password unencrypted. Over SASL_PLAINTEXT anyone who captures one packet "
        "has both, and can act as that client from then on. PLAIN requires SASL_SSL; SCRAM keeps the "
        "password off the network, but records are still unencrypted."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_sasl_plain_production",
        "https://datatracker.ietf.org/doc/html/rfc4616",
    ],
    bad="security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nbootstrap.servers=kafka:9092",
    good="security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nbootstrap.servers=kafka:9092",
)
def password_in_clear(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the protocol and the mechanism of clients, and at the listeners of brokers."""
    if config.role is Role.BROKER:
        yield from _listeners(config)
        return
    if security_protocol(config) != "SASL_PLAINTEXT" or sasl_mechanism(config) != "PLAIN":
        return
    servers = hosts(config.text("bootstrap.servers") or "")
    if servers and all(is_loopback(host) for host in servers):
        return
    yield config.problem(
        "security.protocol",
        "SASL_PLAINTEXT with PLAIN sends the password in clear text on every connection; use SASL_SSL",
        fix=config.fix_set("security.protocol", _like(config.text("security.protocol"))),
    )


def _like(written: str | None) -> str:
    return "sasl_ssl" if written and written.islower() else "SASL_SSL"


def _listeners(config: EffectiveConfig) -> Iterator[Problem]:
    listeners = server_listeners(config)
    for listener in () if listeners is None else listeners.of_broker:
        mechanisms = listener_text(config, listener.name, "sasl.enabled.mechanisms") or ""
        if listener.protocol != "SASL_PLAINTEXT" or listener.loopback:
            continue
        if "PLAIN" in [mechanism.strip().upper() for mechanism in mechanisms.split(",")]:
            yield config.problem(
                "listeners",
                f"{listener}: SASL_PLAINTEXT with PLAIN makes clients send their passwords in clear text; "
                "use SASL_SSL",
            )
