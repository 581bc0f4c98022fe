"""SEC013: oAUTHBEARER fetches tokens from a URL, which Kafka 4.0 allows only by name."""

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

_PROPERTY = "org.apache.kafka.sasl.oauthbearer.allowed.urls"
_OF_KAFKA = "org.apache.kafka.common.security.oauthbearer."


@rule(
    "SEC013",
    "oauth-urls-not-allowed",
    severity=Severity.INFO,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    since=(4, 0),
    profile="dev",
    summary="OAUTHBEARER uses a token URL, which Kafka 4.0 rejects unless it is explicitly allowed.",
    why=(
        "Since 4.0 a client fetches tokens or keys only from URLs that the system property "
        "org.apache.kafka.sasl.oauthbearer.allowed.urls lists, and otherwise fails to start "
        "(ConfigException): CVE-2025-27817 let a login read any file or URL. A file does not show how the "
        "JVM is started, therefore this is a hint."
    ),
    sources=[
        "https://kafka.apache.org/cve-list (CVE-2025-27817)",
        "org.apache.kafka.common.security.oauthbearer.internals.secured.ConfigurationUtils",
    ],
    bad=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=OAUTHBEARER\n"
        "sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule "
        'required clientId="app" clientSecret="${SECRET}";\n'
        "sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler\n"
        "sasl.oauthbearer.token.endpoint.url=https://login.example.com/token"
    ),
    good=(
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512\n"
        "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required "
        'username="app" password="${PASSWORD}";'
    ),
)
def oauth_urls_not_allowed(config: EffectiveConfig) -> Iterator[Problem]:
    """Only Kafka's own callback handlers look at the list."""
    handler = config.text("sasl.login.callback.handler.class") or ""
    if (
        not uses_sasl(config)
        or config.text("sasl.mechanism") != "OAUTHBEARER"
        or not handler.startswith(_OF_KAFKA)
    ):
        return
    for key in ("sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.jwks.endpoint.url"):
        url = config.explicit(key)
        if url is not None and url.value and url.resolved:
            yield config.problem(
                url,
                f"{key} requires a JVM started with a -D{_PROPERTY} that lists {url.shown}: otherwise "
                f"{refusal(config)}",
            )
