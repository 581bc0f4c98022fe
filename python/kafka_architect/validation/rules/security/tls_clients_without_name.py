"""SEC018: a TLS listener does not ask clients for a certificate: they are encrypted, and anonymous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import listener_setting, listener_text, server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC018",
    "tls-clients-without-name",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary=(
        "A TLS listener does not require client certificates: connections are encrypted, but clients are "
        "anonymous."
    ),
    why=(
        "SSL without ssl.client.auth=required authenticates the broker to the client but not the client to "
        "the broker. Every client is User:ANONYMOUS, and ACLs cannot tell them apart. With requested the "
        "client decides whether to present a certificate. Use required, or SASL_SSL."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_ssl.client.auth",
        "https://kafka.apache.org/documentation/#security_authz_ssl",
        "KIP-684",
    ],
    bad="node.id=1\nlisteners=SSL://:9093\nsecurity.inter.broker.protocol=SSL",
    good=("node.id=1\nlisteners=SSL://:9093\nsecurity.inter.broker.protocol=SSL\nssl.client.auth=required"),
)
def tls_clients_without_name(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at listeners of SSL without SASL."""
    listeners = server_listeners(config)
    for listener in () if listeners is None else listeners.of_broker:
        if listener.protocol != "SSL" or listener.loopback:
            continue
        setting = listener_setting(config, listener.name, "ssl.client.auth")
        auth = listener_text(config, listener.name, "ssl.client.auth")
        written = config.explicit(setting.key) is not None
        if auth in ("none", "requested") and (written or config.complete):
            yield config.problem(
                setting if written else "ssl.client.auth",
                f"{listener} with ssl.client.auth={auth}: clients without a certificate are accepted as "
                "User:ANONYMOUS; use required, or SASL_SSL",
                fix=config.fix_set(setting.key, "required"),
            )
