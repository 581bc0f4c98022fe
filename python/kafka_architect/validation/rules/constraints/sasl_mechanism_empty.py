"""CST009: security.protocol asks for SASL, and sasl.mechanism is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.client_security import refusal, uses_sasl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST009",
    "sasl-mechanism-empty",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="security.protocol requires SASL, but sasl.mechanism is empty.",
    why=(
        "A client with SASL requires a mechanism, and fails to start (ConfigException) if sasl.mechanism is "
        "empty; if it is not set, it defaults to GSSAPI (Kerberos)."
    ),
    sources=["org.apache.kafka.clients.CommonClientConfigs.postValidateSaslMechanismConfig"],
    bad="security.protocol=SASL_SSL\nsasl.mechanism=",
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512\n"
        "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required "
        'username="app" password="${PASSWORD}";'
    ),
)
def sasl_mechanism_empty(config: EffectiveConfig) -> Iterator[Problem]:
    """The default, GSSAPI, is not empty."""
    if uses_sasl(config) and config.text("sasl.mechanism") == "":
        yield config.problem(
            "sasl.mechanism",
            f"sasl.mechanism is empty with security.protocol={config.text('security.protocol')}: "
            f"{refusal(config)}",
        )
