"""CST004: transaction.timeout.ms is set together with transaction.two.phase.commit.enable=true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST004",
    "two-phase-commit-with-transaction-timeout",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    since=(4, 1),
    profile="dev",
    summary="transaction.timeout.ms is set together with transaction.two.phase.commit.enable=true.",
    why=(
        "With two-phase commit an external coordinator decides when a transaction ends, so the broker must "
        "not end it by a timeout. A producer with both settings fails to start (ConfigException)."
    ),
    sources=[
        "KIP-939",
        "org.apache.kafka.clients.producer.ProducerConfig.postProcessAndValidateIdempotenceConfigs",
    ],
    bad="transactional.id=orders-1\ntransaction.two.phase.commit.enable=true\ntransaction.timeout.ms=60000",
    good="transactional.id=orders-1\ntransaction.two.phase.commit.enable=true",
)
def two_phase_commit_with_transaction_timeout(config: EffectiveConfig) -> Iterator[Problem]:
    """The mere presence of the timeout counts, not its value."""
    timeout = config.explicit("transaction.timeout.ms")
    if timeout is not None and config.boolean("transaction.two.phase.commit.enable") is True:
        yield config.problem(
            timeout,
            "transaction.timeout.ms cannot be set with transaction.two.phase.commit.enable=true: the "
            "producer fails to start (ConfigException), because such transactions do not time out",
            fix=config.fix_remove(timeout),
        )
