"""Who writes transactions, how long they may take, and how long the brokers of a run allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.listeners import brokers_meant
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.system import System


def writes_transactions(config: EffectiveConfig) -> bool:
    """A transactional producer, exactly-once Streams, or workers with exactly-once source connectors."""
    if config.role is Role.PRODUCER:
        return config.explicit("transactional.id") is not None
    if config.role is Role.STREAMS:
        return (config.text("processing.guarantee") or "").startswith("exactly_once")
    if config.role is Role.CONNECT_WORKER:
        return (config.text("exactly.once.source.support") or "").lower() == "enabled"
    return False


def transaction_timeout(producer: EffectiveConfig) -> int | None:
    """transaction.timeout.ms of a producer that writes transactions; None for others."""
    if producer.explicit("transactional.id") is None and producer.explicit("transaction.timeout.ms") is None:
        return None
    return known_integer(producer, "transaction.timeout.ms")


class AllowedTransactions:
    """How long brokers let a transaction take; looked up once for all clients of the same brokers."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: dict[tuple[EffectiveConfig, ...], int | None] = {}

    def longest(self, producer: EffectiveConfig) -> int | None:
        """The smallest transaction.max.timeout.ms of the brokers that it may mean; None: none is known."""
        brokers = brokers_meant(self._system, producer)
        if brokers not in self._known:
            limits = (known_integer(broker, "transaction.max.timeout.ms") for broker in brokers)
            self._known[brokers] = min((limit for limit in limits if limit is not None), default=None)
        return self._known[brokers]
