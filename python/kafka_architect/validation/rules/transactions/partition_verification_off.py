"""EOS011: transactions that can be left open for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "transaction.partition.verification.enable"


@rule(
    "EOS011",
    "partition-verification-off",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The broker does not verify that a partition belongs to a transaction before it accepts records.",
    why=(
        "A late request of a completed transaction may open another one in the partition, which the "
        "coordinator does not know and never ends: read_committed consumers block there, and so does "
        "compaction, until someone finds it with kafka-transactions.sh. Since 3.6 brokers ask the "
        "coordinator first (KIP-890); verification is enabled by default."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-890%3A+Transactions+Server-Side+Defense",
        "https://kafka.apache.org/documentation/#brokerconfigs_transaction.partition.verification.enable",
    ],
    bad="transaction.partition.verification.enable=false",
    good="transaction.partition.verification.enable=true",
)
def partition_verification_off(config: EffectiveConfig) -> Iterator[Problem]:
    """The default is true."""
    if config.boolean(_KEY) is False:
        yield config.problem(
            _KEY,
            f"{_KEY}=false: a late request can leave a transaction open indefinitely and block "
            "read_committed consumers; leave it true",
            fix=config.fix_set(_KEY, "true"),
        )
