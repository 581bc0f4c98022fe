"""SEC019: ssl.client.auth without a listener prefix does nothing for SASL_SSL listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC019",
    "client-auth-ignored-for-sasl",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="ssl.client.auth without a listener prefix has no effect on SASL_SSL listeners.",
    why=(
        "The broker-wide value applies to SSL listeners only. On SASL_SSL the broker does not request a "
        "certificate unless listener.name.<name>.ssl.client.auth is set; Kafka logs a warning and continues. "
        "If you rely on both certificate and password, only the password is checked."
    ),
    sources=[
        "KIP-684",
        "clients/src/main/java/org/apache/kafka/common/network/ChannelBuilders.java",
    ],
    bad=(
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "ssl.client.auth=required"
    ),
    good=(
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "listener.name.sasl_ssl.ssl.client.auth=required"
    ),
)
def client_auth_ignored_for_sasl(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where there is no SSL listener that the value could be meant for."""
    setting, auth = config.explicit("ssl.client.auth"), config.text("ssl.client.auth")
    listeners = server_listeners(config)
    if setting is None or listeners is None or auth not in ("required", "requested"):
        return
    if any(listener.protocol == "SSL" for listener in listeners.bound):
        return
    for listener in listeners.bound:
        own = f"listener.name.{listener.name.lower()}.ssl.client.auth"
        if listener.protocol == "SASL_SSL" and config.explicit(own) is None:
            yield config.problem(
                setting,
                f"ssl.client.auth={auth} is ignored for listener {listener.name}, which is SASL_SSL: the "
                f"broker does not request a certificate; set {own}={auth}",
                fix=config.fix_rename(setting, own),
            )
