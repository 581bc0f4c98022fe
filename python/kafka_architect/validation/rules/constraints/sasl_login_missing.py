"""CST010: security.protocol asks for SASL, and sasl.jaas.config is missing."""

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
    "CST010",
    "sasl-login-missing",
    severity=Severity.WARNING,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="security.protocol requires SASL, but sasl.jaas.config is missing.",
    why=(
        "A client takes its login from sasl.jaas.config, or from the section KafkaClient of the file that "
        "the JVM is started with (-Djava.security.auth.login.config). Without either it fails to start. A "
        "file does not show how the JVM is started, therefore this is a warning."
    ),
    sources=["KIP-85", "org.apache.kafka.common.security.JaasContext.defaultContext"],
    bad="security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512",
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512\n"
        "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required "
        'username="app" password="${PASSWORD}";'
    ),
)
def sasl_login_missing(config: EffectiveConfig) -> Iterator[Problem]:
    """Silent where another file may hold the login."""
    if any(key.endswith("sasl.jaas.config") for key in config.settings):
        return  # perhaps for one of the clients inside
    if uses_sasl(config) and config.complete:
        yield config.problem(
            "sasl.jaas.config",
            f"security.protocol={config.text('security.protocol')} without sasl.jaas.config: "
            f"{refusal(config)}, unless the JVM is started with -Djava.security.auth.login.config and a "
            "KafkaClient section",
        )
