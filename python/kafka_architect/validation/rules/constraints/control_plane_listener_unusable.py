"""CST035: control.plane.listener.name does not fit the listeners or the mode of the server."""

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
    "CST035",
    "control-plane-listener-unusable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 0),
    profile="dev",
    summary="control.plane.listener.name does not fit the listeners or the mode of the server.",
    why=(
        "A listener for controller requests only exists in ZooKeeper mode: it must be an advertised "
        "listener, and not the inter-broker listener. In KRaft mode controllers have "
        "controller.listener.names, and Kafka 3.9 does not start with both keys."
    ),
    sources=["KIP-291", "kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "control.plane.listener.name=CONTROLLER"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def control_plane_listener_unusable(config: EffectiveConfig) -> Iterator[Problem]:
    """From 4.0 on the key does not exist."""
    setting, server = config.explicit("control.plane.listener.name"), server_of(config)
    name = config.text("control.plane.listener.name")
    if setting is None or not name or server is None:
        return
    between = config.text("inter.broker.listener.name") or config.text("security.inter.broker.protocol") or ""
    if server.kraft:
        reason = "is not supported with process.roles"
    elif name.upper() not in {one.name for one in server.broker_listeners}:
        reason = "is not an advertised listener"
    elif name.upper() == between.upper():
        reason = "is also the inter-broker listener"
    else:
        return
    yield config.problem(
        setting,
        f"control.plane.listener.name={name} {reason}: the server does not start",
        fix=config.fix_remove(setting, safe=server.kraft),
    )
