"""CST059: sasl.jaas.config names a login module of Kafka's packages that Kafka does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import module_class
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.client_security import refusal, uses_sasl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KAFKA = "org.apache.kafka."
_MODULES = {
    f"{_KAFKA}common.security.{name}"
    for name in ("plain.PlainLoginModule", "scram.ScramLoginModule", "oauthbearer.OAuthBearerLoginModule")
}


@rule(
    "CST059",
    "login-module-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="sasl.jaas.config refers to a login module in Kafka's packages that does not exist.",
    why=(
        'The client loads the class when it starts, and fails with "No LoginModule found". Kafka has three: '
        "PlainLoginModule, ScramLoginModule and OAuthBearerLoginModule, each in its own package below "
        "org.apache.kafka.common.security. Modules of other packages may be on the class path and are not "
        "reported."
    ),
    sources=[
        "kafka-clients 3.9.2 and 4.3.1: org/apache/kafka/common/security/*/*LoginModule.class",
        "org.apache.kafka.common.security.authenticator.AbstractLogin.login",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.PlainLoginModule required "
        'username="app" password="${env:P}";'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="app" password="${env:P}";'
    ),
)
def login_module_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """Placeholders for names and passwords do not matter; a login of one's own loads what it likes."""
    setting = config.explicit("sasl.jaas.config")
    if setting is None or not setting.value or not uses_sasl(config) or config.explicit("sasl.login.class"):
        return
    module = module_class(setting.value)
    if module is None or not module.startswith(_KAFKA) or module in _MODULES:
        return
    name = module.rpartition(".")[2]
    meant = next((known for known in sorted(_MODULES) if known.endswith(f".{name}")), None)
    yield config.problem(
        setting,
        f"{module} is not a class of Kafka, {refusal(config)}: "
        + (f"use {meant}" if meant else "it has " + ", ".join(sorted(_MODULES))),
    )
