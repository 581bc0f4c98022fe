"""CST035: control.plane.listener.name is set together with process.roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST035",
    "pure-zookeeper-key-in-kraft",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 0),
    profile="dev",
    summary="control.plane.listener.name is set together with process.roles.",
    why=(
        "A listener of its own for the controller is a thing of ZooKeeper; in KRaft mode controllers "
        "have controller.listener.names. Kafka 3.9 does not start with both."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
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
def pure_zookeeper_key_in_kraft(config: EffectiveConfig) -> Iterator[Problem]:
    """From 4.0 on the key does not exist."""
    setting = config.explicit("control.plane.listener.name")
    if setting is not None and setting.value and config.items("process.roles"):
        yield config.problem(
            setting,
            "control.plane.listener.name is not supported with process.roles: the server does not start",
            fix=config.fix_remove(setting, safe=True),
        )
