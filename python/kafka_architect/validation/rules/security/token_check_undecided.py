"""SEC032: a broker that must say which tokens it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.security.token_checks import unchecked_claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LISTENER = (
    "node.id=1\n"
    "sasl.enabled.mechanisms=OAUTHBEARER\n"
    "listener.name.clients.oauthbearer.sasl.server.callback.handler.class="
    "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler\n"
    "sasl.oauthbearer.jwks.endpoint.url=https://idp.example.org/keys\n"
)
_CLAIMS = "sasl.oauthbearer.expected.audience=kafka\nsasl.oauthbearer.expected.issuer=https://idp.example.org"


@rule(
    "SEC032",
    "token-check-undecided",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(SERVERS),
    since=(4, 4),
    profile="dev",
    summary=(
        "OAUTHBEARER tokens are verified with a JWKS endpoint, but expected audience or issuer is not set."
    ),
    why=(
        "Since 4.4 BrokerJwtValidator throws ConfigException when keys come from "
        "sasl.oauthbearer.jwks.endpoint.url and sasl.oauthbearer.expected.audience or .expected.issuer is "
        "missing: brokers that started with 4.3 fail to start. Set both, or accept any with "
        "sasl.oauthbearer.allow.unverified.audience and .issuer (SEC034)."
    ),
    sources=[
        "org.apache.kafka.common.security.oauthbearer.BrokerJwtValidator of 4.4.0 (configure)",
        "https://github.com/apache/kafka/blob/trunk/docs/getting-started/upgrade.md (notable changes in 4.4)",
    ],
    bad=_LISTENER,
    good=_LISTENER + _CLAIMS,
)
def token_check_undecided(config: EffectiveConfig) -> Iterator[Problem]:
    """As BrokerJwtValidator asks for each of the two."""
    for claim in unchecked_claims(config):
        if not claim.permitted:
            yield config.problem(
                claim.place,
                f"{claim.key} is not set: since Kafka 4.4 the broker fails to start (ConfigException); set "
                f"it, or set {claim.permit}=true to accept any",
            )
