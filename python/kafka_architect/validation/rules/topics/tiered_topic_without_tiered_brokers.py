"""TOP032: the topic wants remote storage, and the brokers have it switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_boolean, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "TOP032",
    "tiered-topic-without-tiered-brokers",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC, Role.BROKER],
    since=(3, 6),
    profile="dev",
    summary="The topic enables remote storage, but the brokers have it disabled.",
    why=(
        "remote.storage.enable=true requires remote.log.storage.system.enable=true on the brokers. Otherwise "
        "creating the topic fails with InvalidConfigurationException."
    ),
    sources=[
        "storage/src/main/java/org/apache/kafka/storage/internals/log/LogConfig.java "
        "(validateRemoteStorageOnlyIfSystemEnabled)",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-405%3A+Kafka+Tiered+Storage",
    ],
    bad=(
        "--- server.properties\n"
        "node.id=1\n"
        "process.roles=broker\n"
        "--- topic.properties\n"
        "remote.storage.enable=true\n"
        "retention.ms=2592000000"
    ),
    good=(
        "--- server.properties\n"
        "node.id=1\n"
        "process.roles=broker\n"
        "remote.log.storage.system.enable=true\n"
        "--- topic.properties\n"
        "remote.storage.enable=true\n"
        "retention.ms=2592000000"
    ),
    dialect="server.properties",
)
@each_cluster
def tiered_topic_without_tiered_brokers(system: System) -> Iterator[Problem]:
    """Compare with the brokers of the run: all of them must have it off."""
    brokers = [broker for broker in system.brokers if runs_broker(broker)]
    states = {known_boolean(broker, "remote.log.storage.system.enable") for broker in brokers}
    if states != {False}:
        return
    for topic in system.topics:
        setting = topic.explicit("remote.storage.enable")
        if setting is not None and topic.boolean("remote.storage.enable"):
            yield topic.problem(
                setting,
                "remote.storage.enable=true, but the brokers have remote.log.storage.system.enable=false: "
                f"Kafka rejects the topic ({brokers[0].configuration.name})",
            )
