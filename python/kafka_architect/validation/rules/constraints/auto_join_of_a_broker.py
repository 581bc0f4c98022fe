"""CST029: controller.quorum.auto.join.enable=true is set for a pure broker."""

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
    "CST029",
    "auto-join-of-a-broker",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    since=(4, 2),
    profile="dev",
    summary="controller.quorum.auto.join.enable=true is set for a server that is only a broker.",
    why=(
        "Only a controller can join the quorum automatically. A server with process.roles=broker does not "
        "start with it."
    ),
    sources=["KIP-1186", "kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "controller.quorum.auto.join.enable=true"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def auto_join_of_a_broker(config: EffectiveConfig) -> Iterator[Problem]:
    """A combined server is a controller too."""
    setting, roles = config.explicit("controller.quorum.auto.join.enable"), config.items("process.roles")
    if setting is not None and roles == ("broker",) and config.boolean(setting.key) is True:
        yield config.problem(
            setting,
            f"{setting.key}=true with process.roles=broker: the broker does not start",
            fix=config.fix_remove(setting),
        )
