"""CST039: a broker is to migrate from ZooKeeper, and does not know the controllers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import controller_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST039",
    "migration-without-controllers",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 0),
    profile="dev",
    summary="A broker migrates from ZooKeeper without a reference to the controllers.",
    why=(
        "With zookeeper.metadata.migration.enable=true a broker under ZooKeeper also registers with the new "
        "controllers: it requires controller.quorum.voters or controller.quorum.bootstrap.servers, and "
        "controller.listener.names."
    ),
    sources=["KIP-866", "kafka.server.KafkaConfig.validateValues"],
    bad="broker.id=1\nzookeeper.connect=z:2181\nzookeeper.metadata.migration.enable=true",
    good=(
        "broker.id=1\n"
        "zookeeper.connect=z:2181\n"
        "zookeeper.metadata.migration.enable=true\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def migration_without_controllers(config: EffectiveConfig) -> Iterator[Problem]:
    """From 4.0 on there is no ZooKeeper."""
    if not config.complete or config.items("process.roles") != ():
        return
    if config.boolean("zookeeper.metadata.migration.enable") is not True:
        return
    if (
        config.items("controller.quorum.voters") == ()
        and config.items("controller.quorum.bootstrap.servers") == ()
    ):
        yield config.problem(
            "controller.quorum.bootstrap.servers",
            "zookeeper.metadata.migration.enable=true without a list of controllers: the broker does not "
            "start; set controller.quorum.bootstrap.servers",
        )
    if not controller_names(config):
        yield config.problem(
            "controller.listener.names",
            "zookeeper.metadata.migration.enable=true requires controller.listener.names: the broker does "
            "not start",
        )
