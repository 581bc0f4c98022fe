"""CST038: inter.broker.protocol.version is older than KRaft, or than a migration to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST038",
    "protocol-version-before-kraft",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 0),
    profile="dev",
    summary="inter.broker.protocol.version is too old for KRaft, or for a migration to it.",
    why=(
        "With process.roles Kafka 3.9 accepts inter.broker.protocol.version from 3.0 on, and uses it only "
        "when it upgrades from a version before 3.3; metadata.version replaces it. A broker under ZooKeeper "
        "that migrates (zookeeper.metadata.migration.enable=true) requires 3.4, and 3.7 with several log "
        "directories."
    ),
    sources=[
        "KIP-778",
        "KIP-866",
        "kafka.server.KafkaConfig.interBrokerProtocolVersion",
        "kafka.server.KafkaConfig.validateValues",
    ],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "inter.broker.protocol.version=2.8"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def protocol_version_before_kraft(config: EffectiveConfig) -> Iterator[Problem]:
    """From 4.0 on the key does not exist."""
    setting = config.explicit("inter.broker.protocol.version")
    found = re.match(r"(\d{1,9})\.(\d{1,9})", config.text("inter.broker.protocol.version") or "")
    if setting is None or found is None:
        return
    version = int(found[1]), int(found[2])
    if config.items("process.roles"):
        least, what = (3, 0), "a server with process.roles"
    elif config.boolean("zookeeper.metadata.migration.enable") is True:
        several = len(config.items("log.dirs") or ()) > 1
        least, what = ((3, 7) if several else (3, 4)), "a migration from ZooKeeper"
    else:
        return
    if version < least:
        yield config.problem(
            setting,
            f"inter.broker.protocol.version={setting.shown}: {what} requires at least "
            f"{least[0]}.{least[1]}: the server does not start",
        )
