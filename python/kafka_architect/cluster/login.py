"""What kafka-python is told of a login."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.faults import kafka_module
from kafka_architect.cluster.oauth import Tokens

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import ClientSettings, SaslSettings


def kafka_python_login(settings: ClientSettings) -> dict[str, Any]:
    """The settings of kafka-python for protocol and login; secrets show themselves to no log."""
    sasl = settings.sasl
    told: dict[str, Any] = {"security_protocol": settings.security_protocol}
    if sasl is None:
        return told
    if sasl.mechanism in {"OAUTHBEARER", "AWS_MSK_IAM"}:
        return told | {
            "sasl_mechanism": "OAUTHBEARER",
            "sasl_oauth_token_provider": _provider(sasl, settings),
        }
    return told | {
        "sasl_mechanism": sasl.mechanism,
        "sasl_plain_username": sasl.username,
        "sasl_plain_password": sasl.password,
    }


def _provider(sasl: SaslSettings, settings: ClientSettings) -> Any:
    base: Any = kafka_module("kafka.net.sasl.oauth").AbstractTokenProvider
    tokens = Tokens(sasl, settings.bootstrap[0].host, settings.timeout_s)

    class Provider(base):  # type: ignore[misc]  # its base is known when kafka-python is imported
        def token(self) -> str:
            return tokens.token().revealed()

        def extensions(self) -> dict[str, str]:
            return sasl.extensions

    return Provider()
