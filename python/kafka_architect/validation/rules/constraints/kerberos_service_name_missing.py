"""CST012: the mechanism is GSSAPI, and no service name is given, or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.client_security import is_set, refusal, uses_sasl
from kafka_architect.validation.rules.constraints.jaas import JaasError, login_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.rules.constraints.jaas import LoginModule


@rule(
    "CST012",
    "kerberos-service-name-missing",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="The mechanism is GSSAPI, but the service name is missing or contradictory.",
    why=(
        "sasl.mechanism defaults to GSSAPI. A Kerberos client requires the name of the brokers' service, "
        "from sasl.kerberos.service.name or from serviceName in sasl.jaas.config, and fails to start if it "
        "is missing or if the two differ. Often sasl.mechanism was forgotten: the login is for PLAIN or "
        "SCRAM."
    ),
    sources=["org.apache.kafka.common.security.kerberos.KerberosLogin.getServiceName"],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="app" password="secret";'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="app" password="secret";'
    ),
)
def kerberos_service_name_missing(config: EffectiveConfig) -> Iterator[Problem]:
    """The service name is asked for before Kerberos itself."""
    text = config.text("sasl.jaas.config")
    if text is None or not uses_sasl(config) or config.text("sasl.mechanism") != "GSSAPI":
        return
    if is_set(config, "sasl.login.class"):
        return
    try:
        module = login_module(text)
    except JaasError:
        return
    in_login, own = module.options.get("serviceName"), config.text("sasl.kerberos.service.name")
    if in_login is not None and own is not None and in_login != own:
        yield config.problem(
            "sasl.kerberos.service.name",
            f"sasl.kerberos.service.name={own} and serviceName in sasl.jaas.config differ: {refusal(config)}",
        )
    elif in_login is None and own is None and config.complete:
        yield config.problem(
            "sasl.mechanism",
            "sasl.mechanism is GSSAPI, but sasl.kerberos.service.name is not set: "
            f"{refusal(config)}{_meant(module)}",
        )


def _meant(module: LoginModule) -> str:
    """Which mechanism the login module is for."""
    name = (module.name or "").rpartition(".")[2]
    meant = {
        "PlainLoginModule": "PLAIN",
        "ScramLoginModule": "SCRAM-SHA-512",
        "OAuthBearerLoginModule": "OAUTHBEARER",
    }
    return f"; {name} requires sasl.mechanism={meant[name]}" if name in meant else ""
