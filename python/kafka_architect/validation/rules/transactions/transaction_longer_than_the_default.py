"""EOS009: a transaction timeout above what brokers allow unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import MINUTE, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.transactions.writers import AllowedTransactions, transaction_timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

# transaction.max.timeout.ms of a broker that does not set it.
_DEFAULT = 15 * MINUTE


@system_rule(
    "EOS009",
    "transaction-longer-than-the-default",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="transaction.timeout.ms exceeds the 15 minutes that brokers allow by default.",
    why=(
        "A broker's transaction.max.timeout.ms defaults to 900000, and it rejects a longer timeout when the "
        "producer starts. If it is allowed, a producer that crashes blocks read_committed consumers for that "
        "long: they cannot read past an open transaction."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_transaction.max.timeout.ms",
        "https://kafka.apache.org/documentation/#producerconfigs_transaction.timeout.ms",
    ],
    bad="--- producer.properties\ntransactional.id=orders-1\ntransaction.timeout.ms=3600000\n",
    good="--- producer.properties\ntransactional.id=orders-1\ntransaction.timeout.ms=60000\n",
    dialect="producer.properties",
)
def transaction_longer_than_the_default(system: System) -> Iterator[Problem]:
    """Where no broker that it may mean says what it allows; EOS003 speaks otherwise."""
    allowed = AllowedTransactions(system)
    for producer in system.producers:
        timeout = transaction_timeout(producer)
        if timeout is not None and timeout > _DEFAULT and allowed.longest(producer) is None:
            yield producer.problem(
                "transaction.timeout.ms",
                f"transaction.timeout.ms={timeout}: brokers allow 15 minutes unless "
                f"transaction.max.timeout.ms is raised, and after a crash read_committed consumers wait for "
                f"up to {duration(timeout)}",
            )
