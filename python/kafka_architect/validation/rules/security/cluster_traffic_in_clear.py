"""SEC009: clients use TLS, but brokers or controllers talk in clear among themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC009",
    "cluster-traffic-in-clear",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Clients use TLS, but traffic between brokers or controllers is unencrypted.",
    why=(
        "Every record is sent between brokers once for each follower, and the metadata, including topics, "
        "ACLs and SCRAM credentials, is sent between controllers and brokers. With "
        "security.inter.broker.protocol=PLAINTEXT (the default) or a controller listener mapped to PLAINTEXT "
        "both are readable on the network, and anyone who can reach that port can act as a broker."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_ssl",
        "https://kafka.apache.org/documentation/#brokerconfigs_security.inter.broker.protocol",
        "https://kafka.apache.org/documentation/#listener_configuration",
    ],
    bad=(
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=REPLICATION://:9091,CLIENTS://:9092\n"
        "listener.security.protocol.map=REPLICATION:PLAINTEXT,CLIENTS:SASL_SSL\n"
        "inter.broker.listener.name=REPLICATION"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=REPLICATION://:9091,CLIENTS://:9092\n"
        "listener.security.protocol.map=REPLICATION:SSL,CLIENTS:SASL_SSL\n"
        "inter.broker.listener.name=REPLICATION"
    ),
)
def cluster_traffic_in_clear(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at each of the two where some listener uses TLS."""
    listeners = server_listeners(config)
    if listeners is None or not any(listener.encrypted for listener in listeners.bound):
        return
    for listener in listeners.between_brokers:
        if not listener.encrypted and listener.protocol and not listener.loopback:
            yield config.problem(
                "inter.broker.listener.name"
                if config.explicit("inter.broker.listener.name")
                else "security.inter.broker.protocol",
                f"{listener} between brokers is {listener.protocol}: replication traffic is unencrypted "
                "although clients use TLS; use SSL or SASL_SSL",
            )
    for listener in listeners.of_controller:
        if not listener.encrypted and listener.protocol and not listener.loopback:
            yield config.problem(
                "listener.security.protocol.map",
                f"{listener} of the controller is {listener.protocol}: metadata, ACLs and SCRAM credentials "
                "are sent in clear text although clients use TLS; map it to SSL or SASL_SSL",
            )
