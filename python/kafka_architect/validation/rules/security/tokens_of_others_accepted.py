"""SEC034: a token that was made for another service opens this one."""

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
_PERMITTED_SINCE = (4, 4)


@rule(
    "SEC034",
    "tokens-of-others-accepted",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="The broker does not check the audience or the issuer of OAUTHBEARER tokens.",
    why=(
        "The endpoint's keys sign the tokens of every application that uses the identity provider. Without "
        "sasl.oauthbearer.expected.audience a token issued for the intranet's calendar is valid for Kafka as "
        "well, and anyone who operates the calendar can use the tokens it receives. "
        "sasl.oauthbearer.expected.issuer does the same where several providers share keys. Since 4.4 "
        "brokers require both (SEC032)."
    ),
    sources=[
        "KIP-768",
        "https://datatracker.ietf.org/doc/html/rfc8725#section-3.9",
        "org.apache.kafka.common.security.oauthbearer.BrokerJwtValidator",
    ],
    bad=_LISTENER,
    good=_LISTENER + _CLAIMS,
)
def tokens_of_others_accepted(config: EffectiveConfig) -> Iterator[Problem]:
    """Before 4.4 where nothing is written, from then on where it is permitted; SEC032 has the rest."""
    for claim in unchecked_claims(config):
        if config.version < _PERMITTED_SINCE or claim.permitted:
            made = "for any service" if claim.key.endswith("audience") else "by any issuer"
            yield config.problem(
                claim.place,
                f"{claim.key} is not set: a token issued {made} is accepted if it is signed with a key of "
                "this endpoint",
            )
