"""CST036: the server has neither process.roles nor zookeeper.connect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.whole_servers import starts_a_server
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST036",
    "server-of-no-kind",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 0),
    profile="dev",
    summary="The server has neither process.roles nor zookeeper.connect.",
    why=(
        "Until 3.9 a server is a member of a KRaft cluster by process.roles, or of a ZooKeeper cluster by "
        "zookeeper.connect; with neither it does not start. Migration with "
        "zookeeper.metadata.migration.enable=true always requires zookeeper.connect."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="broker.id=1\nlisteners=PLAINTEXT://:9092",
    good="broker.id=1\nlisteners=PLAINTEXT://:9092\nzookeeper.connect=zookeeper:2181",
)
def server_of_no_kind(config: EffectiveConfig) -> Iterator[Problem]:
    """A fragment of a file is left alone."""
    if not config.complete or config.explicit("zookeeper.connect") is not None:
        return
    migrates = config.boolean("zookeeper.metadata.migration.enable") is True
    if config.items("process.roles") == () and starts_a_server(config):
        yield config.problem(
            "zookeeper.connect",
            "neither process.roles nor zookeeper.connect is set: the server does not start",
        )
    elif config.items("process.roles") and migrates:
        yield config.problem(
            "zookeeper.connect",
            "zookeeper.metadata.migration.enable=true requires zookeeper.connect: the server does not start "
            "without it",
        )
