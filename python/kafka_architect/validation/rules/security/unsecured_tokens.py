"""SEC026: oAUTHBEARER with unsigned tokens: everybody is whom he says he is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import jaas_settings, module_mechanism
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_UNSECURED = re.compile(r"\bunsecured(Login|Validator)\w+\s*=")


@rule(
    "SEC026",
    "unsecured-tokens",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=[
        Role.PRODUCER,
        Role.CONSUMER,
        Role.ADMIN,
        Role.STREAMS,
        Role.CONNECT_WORKER,
        Role.BROKER,
        Role.CONTROLLER,
    ],
    summary="OAUTHBEARER with unsigned tokens: anyone can claim any identity.",
    why=(
        "The unsecuredLogin... and unsecuredValidator... options of OAuthBearerLoginModule create and accept "
        "tokens without a signature. They exist for testing the mechanism; on a network they are no "
        "authentication at all. Set sasl.oauthbearer.token.endpoint.url on clients and "
        "sasl.oauthbearer.jwks.endpoint.url on brokers."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_sasl",
        "KIP-255",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=OAUTHBEARER\n"
        "sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule "
        'required unsecuredLoginStringClaim_sub="admin";'
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=OAUTHBEARER\n"
        "sasl.oauthbearer.token.endpoint.url=https://idp.example.org/token\n"
        "sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule "
        'required clientId="a" clientSecret="${env:S}";'
    ),
)
def unsecured_tokens(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for the options by name."""
    for setting, _listener, _mechanism in jaas_settings(config):
        jaas = setting.value or ""
        if module_mechanism(jaas) == "OAUTHBEARER" and _UNSECURED.search(jaas):
            yield config.problem(
                setting,
                "unsecured tokens are not signed: a client can claim any identity; use a token endpoint on "
                "clients, and its JWKS endpoint on brokers",
            )
