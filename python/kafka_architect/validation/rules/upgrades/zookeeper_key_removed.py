"""UPG001: keys of ZooKeeper mode, which Kafka 4.0 has removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import removed_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_PREFIXES = (
    "zookeeper.",
    "control.plane.listener.name",
    "password.encoder.",
    "broker.id.generation.enable",
    "reserved.broker.max.id",
)


@rule(
    "UPG001",
    "zookeeper-key-removed",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.CONTROLLER],
    since=(4, 0),
    profile="dev",
    summary="A ZooKeeper mode key is set in a Kafka 4.x configuration, which ignores it.",
    why=(
        "Kafka 4.0 supports only KRaft. It ignores zookeeper.*, control.plane.listener.name, "
        "password.encoder.* and the keys for generated broker ids; with zookeeper.connect alone a broker "
        "fails to start, since process.roles and node.id are required. Migrate a ZooKeeper cluster with 3.9 "
        "first."
    ),
    sources=[
        "https://kafka.apache.org/40/documentation.html#upgrade (notable changes in 4.0)",
        "kafka-server 3.9.2 and 4.0.0, KafkaConfig.configDef",
    ],
    bad="process.roles=broker,controller\nnode.id=1\nzookeeper.connect=zk-1:2181",
    good="process.roles=broker,controller\nnode.id=1\ncontroller.quorum.bootstrap.servers=kafka-1:9093",
)
def zookeeper_key_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """A ZooKeeper mode key is set in a Kafka 4.x configuration, which ignores it."""
    kraft = config.explicit("process.roles") is not None
    found = [gone for gone in removed_keys(config) if gone.key.startswith(_PREFIXES)]
    if not kraft:  # one fault: the cluster is still on ZooKeeper
        found = [gone for gone in found if gone.key == "zookeeper.connect"] or found[:1]
    for gone in found:
        instead = f"; {gone.replacement}" if gone.replacement is not None else ""
        yield config.problem(
            gone.setting,
            f"{gone.key} was removed {gone.since}{instead}"
            + ("" if kraft else "; migrate the cluster to KRaft with 3.9 before upgrading"),
            fix=config.fix_remove(gone.setting, safe=config.version_told) if kraft else None,
        )
