"""CST021: the listener for traffic between brokers is set twice, or is none of the listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST021",
    "inter-broker-listener-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="The inter-broker listener is set twice, or is not one of the listeners.",
    why=(
        "Brokers connect to each other on one listener: inter.broker.listener.name, or the listener named "
        "like security.inter.broker.protocol (PLAINTEXT by default), but not both keys. It must be in "
        "listener.security.protocol.map and among the advertised listeners, otherwise the broker does not "
        "start. If listeners have names of your choice, set inter.broker.listener.name."
    ),
    sources=[
        "KIP-103",
        "org.apache.kafka.server.config.AbstractKafkaConfig.interBrokerListenerNameAndSecurityProtocol",
        "kafka.server.KafkaConfig.validateValues",
    ],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=INTERNAL://:9092\n"
        "listener.security.protocol.map=INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=INTERNAL://:9092\n"
        "listener.security.protocol.map=INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
        "inter.broker.listener.name=INTERNAL"
    ),
)
def inter_broker_listener_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """A controller reads the keys too, and refuses a name that it does not know."""
    server = server_of(config)
    if server is None:
        return
    key, protocol_key = "inter.broker.listener.name", "security.inter.broker.protocol"
    written, protocol = config.text(key), config.explicit(protocol_key)
    if written is not None and protocol is not None:
        yield config.problem(
            protocol,
            f"{key} and {protocol_key} are both set: the server does not start; keep {key}",
            # Where the listener has this protocol anyway, both say the same.
            fix=config.fix_remove(protocol, safe=server.protocols.get(written.upper()) == protocol.value),
        )
        return
    name = (written or config.text(protocol_key) or "").upper()
    if written is not None and name not in server.protocols:
        yield config.problem(
            key, f"{key}={written} is not in listener.security.protocol.map: the server does not start"
        )
    elif (
        server.broker
        and name not in {one.name for one in server.broker_listeners}
        and server.broker_listeners
    ):
        told = ", ".join(one.name for one in server.broker_listeners)
        yield config.problem(
            key,
            f"brokers connect to each other on listener {name}, which is not advertised ({told} is): set "
            f"{key} to an advertised listener",
        )
    elif server.controller_only and written and config.version >= (4, 0) and name in server.controller_names:
        yield config.problem(
            key, f"{key}={written} is a controller listener: a dedicated controller does not start"
        )
