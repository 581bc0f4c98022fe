"""KRF008: 0.0.0.0 is advertised, or stands in listeners and nothing else is advertised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import ANY_ADDRESS, server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF008",
    "unroutable-address-advertised",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="0.0.0.0 is advertised, or is in listeners and advertised.listeners is not set.",
    why=(
        "Clients connect to the address that the broker advertises. 0.0.0.0 means every interface of the "
        "broker and is not an address to connect to, so the server does not start. An empty host "
        "(PLAINTEXT://:9092) listens on every interface too, and advertises the host name."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=PLAINTEXT://0.0.0.0:9092"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listeners=PLAINTEXT://0.0.0.0:9092\n"
        "advertised.listeners=PLAINTEXT://broker-2.example.com:9092"
    ),
)
def unroutable_address_advertised(config: EffectiveConfig) -> Iterator[Problem]:
    """Controllers that listen on every interface are told by the quorum, not by this address."""
    server = server_of(config)
    if server is None or (server.advertised is None and not config.complete):
        return
    wrong = [
        one for one in (*server.broker_listeners, *server.controller_listeners) if one.host == ANY_ADDRESS
    ]
    if not wrong:
        return
    names = ", ".join(f"{one.name}://{one.host}:{one.port}" for one in wrong)
    if server.advertised is not None:
        yield config.problem(
            "advertised.listeners",
            f"advertised.listeners has {names}: no client can connect to {ANY_ADDRESS}, the server does "
            "not start",
        )
    else:
        yield config.problem(
            "listeners",
            f"listeners has {names} but advertised.listeners is not set, so {ANY_ADDRESS} would be "
            "advertised: the server does not start; set advertised.listeners",
        )
