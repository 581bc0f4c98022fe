"""CST011: sasl.jaas.config cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.client_security import refusal, uses_sasl
from kafka_architect.validation.rules.constraints.jaas import ForbiddenModuleError, JaasError, login_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST011",
    "sasl-login-unreadable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="sasl.jaas.config is not valid JAAS syntax.",
    why=(
        'The value is `MODULE required option="value" ...;`: one login module, a flag, options, and a '
        "semicolon at the end. A client with any other value fails to start. Most often the semicolon is "
        "missing, or an unquoted password begins with a digit or contains a slash."
    ),
    sources=[
        "KIP-85",
        "org.apache.kafka.common.security.JaasConfig",
        "org.apache.kafka.common.security.JaasContext.load",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="app" password="secret"'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="app" password="secret";'
    ),
)
def sasl_login_unreadable(config: EffectiveConfig) -> Iterator[Problem]:
    """Only clients that use SASL read it."""
    text = config.text("sasl.jaas.config") if uses_sasl(config) else None
    if text is None:
        return
    try:
        login_module(text)
    except ForbiddenModuleError:
        return
    except JaasError as error:
        yield config.problem("sasl.jaas.config", f"sasl.jaas.config is invalid, {refusal(config)}: {error}")
