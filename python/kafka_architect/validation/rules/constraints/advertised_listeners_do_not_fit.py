"""CST022: a broker advertises a listener that it does not have, or none at all."""

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
    "CST022",
    "advertised-listeners-do-not-fit",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="A broker advertises a listener that it does not have, or has only controller listeners.",
    why=(
        "Every name in advertised.listeners must be among listeners, because a broker cannot accept "
        "connections on any other; and at least one listener must be for clients and other brokers, not for "
        "the controllers."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=PLAINTEXT://:9092\n"
        "advertised.listeners=PLAINTEXT://b:9092,SSL://b:9094"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=PLAINTEXT://:9092\n"
        "advertised.listeners=PLAINTEXT://b:9092"
    ),
)
def advertised_listeners_do_not_fit(config: EffectiveConfig) -> Iterator[Problem]:
    """A pure controller may advertise what it likes."""
    server = server_of(config)
    if server is None or not server.broker:
        return
    told = {one.name for one in server.broker_listeners}
    unbound = sorted(told - {one.name for one in server.listeners})
    if not told:
        yield config.problem(
            "advertised.listeners" if server.advertised is not None else "listeners",
            "all listeners are for controllers, none for brokers and clients: the broker does not start",
        )
    elif unbound:
        yield config.problem(
            "advertised.listeners",
            f"advertised.listeners has {', '.join(unbound)}, which is not in listeners: the broker does "
            "not start",
        )
