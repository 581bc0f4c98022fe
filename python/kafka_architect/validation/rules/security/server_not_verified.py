"""SEC003: the server's certificate or its host name is not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import security_protocol
from kafka_architect.validation.knowledge.listeners import base_key
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE, SERVERS, Client
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ALGORITHM = "ssl.endpoint.identification.algorithm"
_SWITCHES = ("enable.ssl.certificate.verification", "ssl.check.hostname")


@rule(
    "SEC003",
    "server-not-verified",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    summary="The server's certificate or its host name is not verified.",
    why=(
        "Without host name verification any certificate that the truststore accepts is valid, including one "
        "issued for another host of the company: a man in the middle between client and broker can read "
        "traffic and collect passwords. With enable.ssl.certificate.verification=false any certificate at "
        'all is accepted. In Java only an empty value disables the check; "none" is librdkafka\'s value, '
        "and makes every TLS handshake of a Java client fail."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_ssl.endpoint.identification.algorithm",
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md",
        "KIP-294",
    ],
    bad="security.protocol=SSL\nssl.endpoint.identification.algorithm=",
    good="security.protocol=SSL\nssl.endpoint.identification.algorithm=https",
)
def server_not_verified(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written, with the prefix of a listener too."""
    if config.role not in SERVERS and security_protocol(config) in ("PLAINTEXT", "SASL_PLAINTEXT"):
        return
    for key, setting in config.settings.items():
        plain = base_key(key)
        value = (setting.value or "").strip().lower()
        if not setting.resolved:
            continue
        if plain == _ALGORITHM and value in ("", "none"):
            if value and config.client is Client.JAVA:
                said = "none is not an algorithm in Java, and every TLS handshake fails"
            else:
                said = (
                    "the name in the certificate is not compared with the host: any valid certificate is "
                    "accepted"
                )
            written = f"{key}={value}" if value else f"{key} is empty"
            yield config.problem(setting, f"{written}: {said}; use https", fix=config.fix_set(key, "https"))
        elif plain in _SWITCHES and value == "false":
            yield config.problem(
                setting,
                f"{key}=false: anyone between client and broker can impersonate the broker and collect "
                "passwords",
                fix=config.fix_set(key, "true"),
            )
