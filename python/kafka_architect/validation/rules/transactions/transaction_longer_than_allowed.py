"""EOS003: a transaction timeout that the brokers refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.transactions.writers import AllowedTransactions, transaction_timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "EOS003",
    "transaction-longer-than-allowed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.BROKER],
    profile="dev",
    summary="transaction.timeout.ms exceeds the brokers' transaction.max.timeout.ms.",
    why=(
        "The coordinator rejects InitProducerId with INVALID_TRANSACTION_TIMEOUT: initTransactions() throws, "
        "and the producer cannot send anything."
    ),
    sources=[
        "transaction-coordinator: TransactionCoordinator.handleInitProducerId (validateTransactionTimeoutMs)",
        "https://kafka.apache.org/documentation/#producerconfigs_transaction.timeout.ms",
    ],
    bad=(
        "--- producer.properties\ntransactional.id=orders-1\ntransaction.timeout.ms=1200000\n"
        "--- server.properties\nnode.id=1\ntransaction.max.timeout.ms=900000\n"
    ),
    good=(
        "--- producer.properties\ntransactional.id=orders-1\ntransaction.timeout.ms=60000\n"
        "--- server.properties\nnode.id=1\ntransaction.max.timeout.ms=900000\n"
    ),
    dialect="producer.properties",
)
def transaction_longer_than_allowed(system: System) -> Iterator[Problem]:
    """Against the strictest broker that the producer may mean."""
    allowed = AllowedTransactions(system)
    for producer in system.producers if system.brokers else ():
        timeout, most = transaction_timeout(producer), allowed.longest(producer)
        if timeout is not None and most is not None and timeout > most:
            yield producer.problem(
                "transaction.timeout.ms",
                f"transaction.timeout.ms={timeout} ({duration(timeout)}), but the brokers allow "
                f"{duration(most)} (transaction.max.timeout.ms={most}): initTransactions() fails",
                fix=producer.fix_set("transaction.timeout.ms", str(most)),
            )
