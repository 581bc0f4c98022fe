"""SEC022: the login module of sasl.jaas.config is not that of sasl.mechanism."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import module_mechanism, sasl_mechanism
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# mechanism -> modules that it works with
_FITTING = {"PLAIN": {"PLAIN", "SCRAM"}, "SCRAM": {"SCRAM"}, "OAUTHBEARER": {"OAUTHBEARER"}}
_MODULES = {"PLAIN": "PlainLoginModule", "SCRAM": "ScramLoginModule", "OAUTHBEARER": "OAuthBearerLoginModule"}


@rule(
    "SEC022",
    "jaas-module-of-other-mechanism",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    profile="dev",
    summary="The login module in sasl.jaas.config does not match sasl.mechanism.",
    why=(
        "The login module provides the implementation of the mechanism: SCRAM-SHA-512 with PlainLoginModule "
        'fails with "Failed to create SaslClient", OAUTHBEARER with any other module finds no token. The '
        "client starts and every connection fails, so it looks like a wrong password. (PLAIN with "
        "ScramLoginModule works, since both hold a user name and a password.)"
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/common/security/scram/ScramLoginModule.java",
        "https://kafka.apache.org/documentation/#security_sasl_clientconfig",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="a" password="${env:P}";'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512\n"
        "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required "
        'username="a" password="${env:P}";'
    ),
)
def jaas_module_of_other_mechanism(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the two; GSSAPI is left to SEC029."""
    setting, mechanism = config.explicit("sasl.jaas.config"), sasl_mechanism(config)
    if setting is None or not setting.value or mechanism is None:
        return
    family = "SCRAM" if mechanism.startswith("SCRAM-") else mechanism
    module = module_mechanism(setting.value)
    if module is None or family not in _FITTING or module in _FITTING[family]:
        return
    yield config.problem(
        setting,
        f"sasl.mechanism is {mechanism} but sasl.jaas.config uses the login module of {module}: every "
        f"connection fails; use {_MODULES[family]}",
    )
