"""BRK019: an internal topic asks for more replicas than there are brokers, and is never created."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import declared_brokers, known_integer, runs_broker
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_TOPICS = {
    "offsets.topic.replication.factor": ("__consumer_offsets", "group consumers read nothing"),
    "transaction.state.log.replication.factor": ("__transaction_state", "transactions cannot begin"),
}


@rule(
    "BRK019",
    "internal-topics-need-more-brokers",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="An internal topic requires more replicas than there are brokers and is never created.",
    why=(
        "__consumer_offsets and __transaction_state are created on first use, with a replication factor of "
        "3 unless it is set. On a single broker that fails again and again: the broker starts and producers "
        "write, but every group consumer waits for a coordinator and reads nothing "
        "(COORDINATOR_NOT_AVAILABLE), and transactions do not begin."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_offsets.topic.replication.factor",
        "core/src/main/scala/kafka/server/AutoTopicCreationManager.scala",
    ],
    bad=(
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
        ""
    ),
    good=(
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
        "      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1\n"
        "      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: 1\n"
        "      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: 1\n"
        ""
    ),
    dialect="compose.yaml",
)
def internal_topics_need_more_brokers(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare with the number of brokers that the file declares."""
    brokers = declared_brokers(config)
    if brokers is None or not runs_broker(config):
        return
    for key, (topic, consequence) in _TOPICS.items():
        replication = known_integer(config, key)
        if replication is not None and replication > brokers:
            yield config.problem(
                key,
                f"{key} is {replication} on {count(brokers, 'broker')}: {topic} is never created, and "
                f"{consequence}",
                fix=config.fix_set(key, str(brokers)),
            )
