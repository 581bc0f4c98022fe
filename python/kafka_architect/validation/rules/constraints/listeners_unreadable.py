"""CST020: listeners, advertised.listeners or their protocol map cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import UnreadableError, server_or_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST020",
    "listeners-unreadable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="listeners, advertised.listeners or their protocol map are invalid.",
    why=(
        "Each listener is NAME://host:port; its name must be in listener.security.protocol.map (which maps "
        "the four protocols' own names by default), and name and port must be unique. Otherwise the server "
        "does not start."
    ),
    sources=[
        "kafka.server.KafkaConfig.listeners",
        "org.apache.kafka.network.SocketServerConfigs.listenerListToEndPoints",
        "org.apache.kafka.server.config.AbstractKafkaConfig.validate",
    ],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=INTERNAL://:9092"
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
def listeners_unreadable(config: EffectiveConfig) -> Iterator[Problem]:
    """The reader stops at the first thing that it cannot read, as Kafka does."""
    error = server_or_error(config)
    if isinstance(error, UnreadableError):
        yield config.problem(error.key, f"{error}: the server does not start")
