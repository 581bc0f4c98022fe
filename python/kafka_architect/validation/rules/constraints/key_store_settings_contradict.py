"""CST013: the key store settings contradict each other."""

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


def _file(config: EffectiveConfig, kind: str, *, file: bool, password: bool) -> Iterator[Problem]:
    end = f": {refusal(config)}"
    if kind == "PEM" and file:
        if password:
            yield config.problem(
                "ssl.keystore.password",
                (f"a PEM file requires ssl.key.password, not ssl.keystore.password{end}"),
            )
    elif password and not file and config.complete:
        yield config.problem(
            "ssl.keystore.password", f"ssl.keystore.password is set without ssl.keystore.location{end}"
        )
    elif file and not password and config.complete:
        yield config.problem(
            "ssl.keystore.location", f"ssl.keystore.location is set without ssl.keystore.password{end}"
        )


@rule(
    "CST013",
    "key-store-settings-contradict",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="The key store settings contradict each other.",
    why=(
        "A key store is a file with its password, a PEM file without one, or a private key with its "
        "certificate chain as PEM text (ssl.keystore.type=PEM, no file, no store password). Kafka rejects "
        "any other combination. Whether the file exists depends on the machine, and is not checked here."
    ),
    sources=["KIP-651", "org.apache.kafka.common.security.ssl.DefaultSslEngineFactory.createKeystore"],
    bad="security.protocol=SSL\nssl.keystore.location=/etc/kafka/client.jks",
    good=(
        "security.protocol=SSL\n"
        "ssl.keystore.location=/etc/kafka/client.jks\n"
        "ssl.keystore.password=${PASSWORD}"
    ),
)
def key_store_settings_contradict(config: EffectiveConfig) -> Iterator[Problem]:
    """In the order in which Kafka looks."""
    if not uses_tls(config):
        return
    kind, end = config.text("ssl.keystore.type"), f": {refusal(config)}"
    key, chain = is_set(config, "ssl.keystore.key"), is_set(config, "ssl.keystore.certificate.chain")
    file, password = is_set(config, "ssl.keystore.location"), is_set(config, "ssl.keystore.password")
    if key and kind is not None and kind != "PEM":
        yield config.problem(
            "ssl.keystore.type", f"ssl.keystore.key requires ssl.keystore.type=PEM, but it is {kind}{end}"
        )
    elif key and not chain and config.complete:
        yield config.problem(
            "ssl.keystore.key", f"ssl.keystore.key is set without ssl.keystore.certificate.chain{end}"
        )
    elif key and file:
        yield config.problem(
            "ssl.keystore.key", f"ssl.keystore.key and ssl.keystore.location are both set{end}"
        )
    elif key and password:
        yield config.problem(
            "ssl.keystore.password", f"a PEM key requires ssl.key.password, not ssl.keystore.password{end}"
        )
    elif chain and not key and config.complete:
        chain_key = "ssl.keystore.certificate.chain"
        yield config.problem(chain_key, f"{chain_key} is set without ssl.keystore.key{end}")
    elif not key and not chain and kind is not None:
        yield from _file(config, kind, file=file, password=password)
