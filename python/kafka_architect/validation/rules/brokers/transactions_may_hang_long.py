"""BRK020: a transaction may stay open for more than an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import HOUR, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST_MS = HOUR


@rule(
    "BRK020",
    "transactions-may-hang-long",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="A transaction may stay open for more than an hour.",
    why=(
        "A producer may choose any transaction.timeout.ms up to this limit. While its transaction is open, "
        "no read_committed consumer can read past it: if the producer hangs or dies, those consumers are "
        "blocked on the partition for that long, and the cleaner does not go past it either. The default is "
        "15 minutes. Flink requires one hour, so that a job can be restarted."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-98+-+Exactly+Once+Delivery+and+Transactional+Messaging",
        "https://kafka.apache.org/documentation/#brokerconfigs_transaction.max.timeout.ms",
        "KIP-664",
    ],
    bad="node.id=1\ntransaction.max.timeout.ms=86400000",
    good="node.id=1\ntransaction.max.timeout.ms=900000",
)
def transactions_may_hang_long(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a limit that somebody wrote."""
    setting, most = (
        config.explicit("transaction.max.timeout.ms"),
        config.integer("transaction.max.timeout.ms"),
    )
    if setting is None or most is None or most <= _MOST_MS:
        return
    yield config.problem(
        setting,
        f"transaction.max.timeout.ms={setting.shown}: a producer that dies in a transaction may block every "
        f"read_committed consumer of its partitions for {duration(most)}; the default is 15 minutes",
    )
