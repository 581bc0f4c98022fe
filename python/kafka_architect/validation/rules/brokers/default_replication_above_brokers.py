"""BRK031: new topics want more replicas than there are brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import declared_brokers, runs_broker
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "default.replication.factor"
_SERVICES = (
    "services:\n"
    "  kafka:\n"
    "    image: apache/kafka:4.1.1\n"
    "    environment:\n"
    "      KAFKA_NODE_ID: 1\n"
    "      KAFKA_PROCESS_ROLES: broker,controller\n"
    "      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093\n"
    "      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092\n"
    "      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER\n"
    "      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093\n"
    "      KAFKA_DEFAULT_REPLICATION_FACTOR: "
)


@rule(
    "BRK031",
    "default-replication-above-brokers",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="default.replication.factor exceeds the number of brokers: topics cannot be created with it.",
    why=(
        "A topic that is created without a replication factor, automatically or with -1, gets "
        "default.replication.factor, and the controller rejects it with InvalidReplicationFactorException. "
        "Producers then wait for the metadata of a topic that never exists. Topics of Connect, Streams and "
        "Schema Registry ask for the default too."
    ),
    sources=[
        "metadata/src/main/java/org/apache/kafka/metadata/placement/StripedReplicaPlacer.java "
        "(throwInvalidReplicationFactorIfTooFewBrokers)",
        "https://kafka.apache.org/documentation/#brokerconfigs_default.replication.factor",
    ],
    bad=f"{_SERVICES}3\n",
    good=f"{_SERVICES}1\n",
    dialect="compose.yaml",
)
def default_replication_above_brokers(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare with the number of brokers that the file declares."""
    brokers, setting, factor = declared_brokers(config), config.explicit(_KEY), config.integer(_KEY)
    if brokers is None or setting is None or factor is None or not runs_broker(config):
        return
    if factor > brokers:
        yield config.problem(
            setting,
            f"{_KEY}={factor} on {count(brokers, 'broker')}: Kafka rejects every topic that is created "
            f"without a replication factor (InvalidReplicationFactorException); use {brokers}, or run "
            f"{factor} brokers",
            fix=config.fix_set(_KEY, str(brokers)),
        )
