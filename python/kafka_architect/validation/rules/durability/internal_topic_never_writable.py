"""DUR009: a state topic that wants more in-sync replicas than it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_PAIRS = (
    (
        "transaction.state.log.min.isr",
        "transaction.state.log.replication.factor",
        "no transaction can start",
    ),
    (
        "share.coordinator.state.topic.min.isr",
        "share.coordinator.state.topic.replication.factor",
        "no share group can keep its state",
    ),
)


@rule(
    "DUR009",
    "internal-topic-never-writable",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="The transaction (or share group) log wants more in-sync replicas than it has replicas.",
    why=(
        "transaction.state.log.min.isr is 2 by default. A single broker with "
        "transaction.state.log.replication.factor=1 starts, and then refuses every write to the log of "
        "transactions: initTransactions() waits until max.block.ms and fails. Nothing is refused at start."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_transaction.state.log.min.isr",
        "transaction-coordinator/src/main/java/org/apache/kafka/coordinator/transaction/TransactionLogConfig.java",
    ],
    bad="transaction.state.log.replication.factor=1",
    good="transaction.state.log.replication.factor=1\ntransaction.state.log.min.isr=1",
)
def internal_topic_never_writable(config: EffectiveConfig) -> Iterator[Problem]:
    """Defaults count: 2 of 3."""
    for least_key, factor_key, effect in _PAIRS:
        least, factor = known_integer(config, least_key), known_integer(config, factor_key)
        if least is None or factor is None or least <= factor or not runs_broker(config):
            continue
        at = least_key if config.explicit(least_key) else factor_key
        yield config.problem(
            at,
            f"{least_key}={least} but {factor_key}={factor}: {effect}; "
            f"on a cluster set them to 2 and 3, on a single broker both to 1",
            fix=config.fix_set(least_key, str(factor)),
        )
