"""SEC021: a SASL mechanism has a JAAS line and is not enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import jaas_settings
from kafka_architect.validation.knowledge.listeners import listener_setting
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC021",
    "mechanism-not-enabled",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(SERVERS),
    profile="dev",
    summary="A SASL mechanism has a JAAS configuration but is not enabled.",
    why=(
        "sasl.enabled.mechanisms determines which mechanisms a listener offers; it defaults to GSSAPI only. "
        "A mechanism that only has listener.name.<name>.<mechanism>.sasl.jaas.config is rejected during the "
        "handshake: clients fail with UnsupportedSaslMechanismException although everything seems to be "
        "configured."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_sasl.enabled.mechanisms",
        "https://kafka.apache.org/documentation/#security_jaas_broker",
    ],
    bad=(
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram"
        ".ScramLoginModule required;"
    ),
    good=(
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram"
        ".ScramLoginModule required;"
    ),
)
def mechanism_not_enabled(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the mechanism in the name of the key with what its listener enables."""
    for setting, listener, mechanism in jaas_settings(config):
        if listener is None or mechanism is None:
            continue
        enabled = listener_setting(config, listener, "sasl.enabled.mechanisms")
        written = config.explicit(enabled.key) is not None
        if not enabled.resolved or enabled.value is None or not (written or config.complete):
            continue
        names = [name.strip().upper() for name in enabled.value.split(",")]
        if mechanism not in names:
            yield config.problem(
                setting,
                f"{setting.key} is not used: listener {listener} enables "
                f"{enabled.value}{'' if written else ' by default'}, and clients using {mechanism} are "
                "rejected; add it to sasl.enabled.mechanisms",
                fix=config.fix_set(
                    enabled.key,
                    f"{enabled.value},{mechanism}" if written and enabled.value.strip() else mechanism,
                ),
            )
