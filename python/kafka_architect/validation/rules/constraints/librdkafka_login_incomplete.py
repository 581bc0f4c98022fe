"""CST058: a librdkafka client lacks a part of its login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST058",
    "librdkafka-login-incomplete",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="A librdkafka client's login is incomplete.",
    why=(
        "PLAIN and SCRAM require sasl.username and sasl.password, a key store its ssl.keystore.password, "
        "and OAUTHBEARER with sasl.oauthbearer.method=oidc the client id, the client secret and "
        "sasl.oauthbearer.token.endpoint.url. Without any of them the client fails to start."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "security.protocol": "sasl_ssl",\n'
        '    "sasl.mechanism": "SCRAM-SHA-512",\n'
        '    "sasl.username": "app",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "security.protocol": "ssl",\n'
        '    "client.id": "app",\n'
        "})\n"
        ""
    ),
)
def librdkafka_login_incomplete(config: EffectiveConfig) -> Iterator[Problem]:
    """The key store is judged whatever the protocol."""
    if not config.complete:
        return
    mechanism = (text(config, "sasl.mechanism") or "").upper()
    sasl = (text(config, "security.protocol") or "").lower() in ("sasl_plaintext", "sasl_ssl")
    needed: list[tuple[str, str]] = []
    if sasl and (mechanism == "PLAIN" or mechanism.startswith("SCRAM-")):
        needed = [("sasl.username", mechanism), ("sasl.password", mechanism)]
    elif mechanism == "OAUTHBEARER" and (text(config, "sasl.oauthbearer.method") or "").lower() == "oidc":
        needed = [(key, "sasl.oauthbearer.method=oidc") for key in _oidc(config)]
    if written(config, "ssl.keystore.location") is not None:
        needed.append(("ssl.keystore.password", "ssl.keystore.location"))
    for key, reason in needed:
        if written(config, key) is None:
            yield config.problem(
                key, (f"{key} is missing, but {reason} requires it: the client fails to start")
            )


def _oidc(config: EffectiveConfig) -> tuple[str, ...]:
    """What the flow needs; another grant than that of client credentials needs no secret."""
    grant = text(config, "sasl.oauthbearer.grant.type") or "client_credentials"
    others = written(config, "sasl.oauthbearer.metadata.authentication.type") is not None
    if grant != "client_credentials" or others:
        return ()
    return (
        "sasl.oauthbearer.client.id",
        "sasl.oauthbearer.client.secret",
        "sasl.oauthbearer.token.endpoint.url",
    )
