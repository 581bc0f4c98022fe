"""BRK026: every listener for clients uses TLS, so records are not sent by zero-copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK026",
    "zero-copy-lost",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    profile="throughput",
    summary="All client listeners use TLS, so records are not sent by zero-copy.",
    why=(
        "Without TLS the kernel sends a segment from the page cache to the socket (sendfile), and the bytes "
        "never pass through the broker process. With TLS they are copied into the JVM and encrypted there: "
        "plan more CPU for reads. That is the cost of encryption and mostly worth it; include it in the "
        "sizing. For consumers in a trusted network, a separate listener without TLS avoids it."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#maximizingefficiency",
        "clients/src/main/java/org/apache/kafka/common/network/SslTransportLayer.java (transferFrom)",
    ],
    bad="node.id=1\nlisteners=SSL://:9093\nsecurity.inter.broker.protocol=SSL",
    good=(
        "node.id=1\n"
        "listeners=TLS://:9093,TRUSTED://10.0.0.5:9092\n"
        "listener.security.protocol.map=TLS:SSL,TRUSTED:SASL_PLAINTEXT\n"
        "inter.broker.listener.name=TLS"
    ),
)
def zero_copy_lost(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the listeners of the broker."""
    listeners = server_listeners(config)
    if listeners is None or not listeners.of_broker:
        return
    if all(listener.encrypted for listener in listeners.of_broker):
        names = ", ".join(listener.name for listener in listeners.of_broker)
        yield config.problem(
            "listeners",
            f"{names}: with TLS on every listener the broker copies and encrypts reads instead of using "
            "sendfile; plan its CPU accordingly",
        )
