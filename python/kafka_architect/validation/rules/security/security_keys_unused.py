"""SEC016: credentials or certificates are configured, but security.protocol does not use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import security_protocol
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SASL = (
    "sasl.jaas.config",
    "sasl.mechanism",
    "sasl.mechanisms",
    "sasl.username",
    "sasl.plain.username",
    "sasl.password",
)
_TLS = (
    "ssl.truststore.location",
    "ssl.truststore.certificates",
    "ssl.keystore.location",
    "ssl.keystore.key",
    "ssl.ca.location",
    "ssl.ca.pem",
    "ssl.certificate.location",
    "ssl.cafile",
)


@rule(
    "SEC016",
    "security-keys-unused",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    clients=EVERY_CLIENT,
    profile="dev",
    summary="Credentials or certificates are configured, but security.protocol does not use them.",
    why=(
        "security.protocol determines whether SASL and TLS are used; it defaults to PLAINTEXT. Without "
        "SASL_SSL or SASL_PLAINTEXT the JAAS configuration is never read; without SSL or SASL_SSL truststore "
        "and keystore are not. The client connects unencrypted, or hangs on a listener that expects a "
        "handshake."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_security.protocol",
        "clients/src/main/java/org/apache/kafka/common/network/ChannelBuilders.java",
    ],
    bad=(
        "bootstrap.servers=kafka:9093\n"
        "sasl.mechanism=PLAIN\n"
        "ssl.truststore.location=/etc/kafka/truststore.jks"
    ),
    good=(
        "bootstrap.servers=kafka:9093\n"
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=PLAIN\n"
        "ssl.truststore.location=/etc/kafka/truststore.jks"
    ),
)
def security_keys_unused(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the first key of each kind; a Connect worker's TLS keys are for its REST interface too."""
    protocol = security_protocol(config)
    # Who sets the protocol by a variable sets the keys that go with it.
    if protocol not in ("PLAINTEXT", "SASL_PLAINTEXT", "SSL") or config.get("security.protocol").default_of:
        return
    sasl = next((key for key in _SASL if _set(config, key)), None) if protocol != "SASL_PLAINTEXT" else None
    tls = next((key for key in _TLS if _set(config, key)), None) if protocol != "SSL" else None
    if config.role is Role.CONNECT_WORKER:
        tls = None
    unused = [key for key in (sasl, tls) if key is not None]
    if not unused:
        return
    wanted = "SASL_SSL" if len(unused) > 1 or protocol != "PLAINTEXT" else ("SSL" if tls else "SASL_SSL")
    state = protocol if config.explicit("security.protocol") else f"{protocol}, the default"
    yield config.problem(
        config.explicit(unused[0]),
        f"{' and '.join(unused)} {'are' if len(unused) > 1 else 'is'} not used: security.protocol is "
        f"{state}; {wanted} would use {'them' if len(unused) > 1 else 'it'}",
    )


def _set(config: EffectiveConfig, key: str) -> bool:
    setting = config.explicit(key)
    return setting is not None and bool((setting.value or "").strip())
