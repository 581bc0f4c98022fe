"""Logins: what kafka-python is told of one, and the exchange with a broker (SASL)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.faults import SASL_AUTHENTICATION_FAILED, kafka_module, refusal
from kafka_architect.cluster.oauth import Tokens
from kafka_architect.errors import (
    AuthenticationError,
    ClusterUnreachableError,
    KafkaArchitectError,
    MechanismError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.cluster.client_settings import ClientSettings, SaslSettings
    from kafka_architect.cluster.connection import BrokerConnection


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


def log_in(connection: BrokerConnection, settings: ClientSettings, config: Mapping[str, Any]) -> int:
    """Tell a broker who the client is.

    Args:
        connection: Open, and not logged in.
        settings: With SASL.
        config: What `kafka_python_login` has made of them.

    Returns:
        How long the session lasts, in milliseconds; 0 for as long as the connection.

    Raises:
        AuthenticationError, MechanismError: The broker refuses.
    """
    mechanism = "" if settings.sasl is None else settings.sasl.mechanism
    sasl = kafka_module("kafka.protocol.sasl")
    wire = config["sasl_mechanism"]
    try:
        shake = connection.ask(sasl.SaslHandshakeRequest(mechanism=wire), version=1)
    except ClusterUnreachableError as error:
        raise MechanismError(
            f"{connection.address}: the broker closed the connection when a login was offered: this listener "
            "does not use SASL; set security.protocol=PLAINTEXT or SSL, or use a SASL listener's port"
        ) from error
    if shake.error_code or wire not in shake.mechanisms:
        offered = ", ".join(shake.mechanisms)
        raise MechanismError(
            f"{connection.address}: does not accept SASL mechanism {mechanism}; "
            + (f"it accepts {offered}: set sasl.mechanism" if offered else
               "this listener does not use SASL: set security.protocol=PLAINTEXT or SSL")
        )  # fmt: skip
    exchange = kafka_module("kafka.net.sasl").get_sasl_mechanism(wire)(host=connection.address.host, **config)
    session_ms = 0
    while not exchange.is_done():
        request = sasl.SaslAuthenticateRequest(auth_bytes=exchange.auth_bytes())
        answer = connection.ask(request, version=connection.version_of(request, most=1))
        if answer.error_code:
            if answer.error_code != SASL_AUTHENTICATION_FAILED:
                raise refusal(answer.error_code, str(connection.address), settings, answer.error_message)
            raise _refused(connection, settings, answer.error_message)
        try:
            exchange.receive(answer.auth_bytes)
        except KafkaArchitectError:
            raise
        except Exception as error:  # a wrong server signature, an answer that is none
            raise AuthenticationError(
                f"{connection.address}: the broker's part of SASL {mechanism} is wrong ({error})"
            ) from error
        session_ms = getattr(answer, "session_lifetime_ms", 0) or 0
    if not exchange.is_authenticated():
        raise _refused(connection, settings, None)
    return int(session_ms)


def _refused(
    connection: BrokerConnection, settings: ClientSettings, message: str | None
) -> AuthenticationError:
    sasl = settings.sasl
    mechanism = "" if sasl is None else sasl.mechanism
    user = "" if sasl is None else sasl.username
    named = f" of user {user!r}" if user else ""
    cure = "user name and password" if user else "the token, its audience and scope"
    return AuthenticationError(
        f"{connection.address}: SASL {mechanism} login{named} refused"
        f"{f' ({message})' if message else ''}: check {cure}"
    )
