"""DSN023: a transaction may be open for longer than brokers allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_BROKER_MS = 900_000


@check(
    "DSN023",
    "transaction-timeout-above-broker",
    severity=Severity.ERROR,
    summary="transaction.timeout.ms exceeds the brokers' transaction.max.timeout.ms (15 min by default).",
    why=(
        "initTransactions() fails with InvalidTxnTimeoutException: the producer never starts. While a "
        "transaction is open, it blocks read_committed consumers of its partitions."
    ),
    sources=("https://kafka.apache.org/documentation/#brokerconfigs_transaction.max.timeout.ms",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  storefront:
    sends: [shop.orders]
    settings: {producer: {transactional.id: a, transaction.timeout.ms: 3600000}}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId}
services:
  storefront:
    sends: [shop.orders]
    settings: {producer: {transactional.id: a, transaction.timeout.ms: 60000}}
""",
)
def transaction_timeout_above_broker(design: Design) -> Iterator[Problem]:
    """Look at the producers' settings."""
    for client in design.clients.values():
        text = client.setting("transaction.timeout.ms")
        if text is not None and text.isdecimal() and int(text) > _BROKER_MS:
            yield Problem(
                client.name,
                f"transaction.timeout.ms={text}, but brokers allow {_BROKER_MS} unless "
                "transaction.max.timeout.ms is raised",
                "lower it to the duration of one transaction, a minute by default",
            )
