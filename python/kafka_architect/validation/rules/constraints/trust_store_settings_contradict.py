"""CST014: the trust store settings contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.client_security import is_set, refusal, uses_tls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST014",
    "trust-store-settings-contradict",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="The trust store settings contradict each other.",
    why=(
        "A trust store is a file (with a password if it has one), a PEM file without password, or "
        "certificates as PEM text (ssl.truststore.type=PEM, no file, no password). Kafka rejects any other "
        "combination. Whether the file exists depends on the machine, and is not checked here."
    ),
    sources=["KIP-651", "org.apache.kafka.common.security.ssl.DefaultSslEngineFactory.createTruststore"],
    bad="security.protocol=SSL\nssl.truststore.password=${PASSWORD}",
    good=(
        "security.protocol=SSL\n"
        "ssl.truststore.location=/etc/kafka/trust.jks\n"
        "ssl.truststore.password=${PASSWORD}"
    ),
)
def trust_store_settings_contradict(config: EffectiveConfig) -> Iterator[Problem]:
    """In the order in which Kafka looks."""
    if not uses_tls(config):
        return
    kind, end = config.text("ssl.truststore.type"), f": {refusal(config)}"
    certificates = is_set(config, "ssl.truststore.certificates")
    file, password = is_set(config, "ssl.truststore.location"), is_set(config, "ssl.truststore.password")
    key = "ssl.truststore.password"
    if certificates and kind is not None and kind != "PEM":
        yield config.problem(
            "ssl.truststore.type",
            f"ssl.truststore.certificates requires ssl.truststore.type=PEM, but it is {kind}{end}",
        )
    elif certificates and file:
        yield config.problem(
            "ssl.truststore.location",
            f"ssl.truststore.location and ssl.truststore.certificates are both set{end}",
        )
    elif password and (certificates or (kind == "PEM" and file)):
        yield config.problem(key, f"PEM certificates have no password, but {key} is set{end}")
    elif password and not file and config.complete:
        yield config.problem(key, f"{key} is set without ssl.truststore.location{end}")
