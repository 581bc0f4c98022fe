"""EOS012: brokers that forget producers before their retries are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import DAY, MINUTE, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = {
    "producer.id.expiration.ms": (
        2 * MINUTE,
        "a later retry is no longer recognized and is written twice (a producer retries for "
        "delivery.timeout.ms, 2 minutes)",
    ),
    "transactional.id.expiration.ms": (
        DAY,
        "a producer that was idle for as long fails with InvalidPidMapping at its next transaction",
    ),
}


@rule(
    "EOS012",
    "producer-ids-expire-early",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The broker expires producer ids or transactional ids before producers do.",
    why=(
        "Idempotence relies on the broker remembering the last batches of each producer. It expires a "
        "producer id after producer.id.expiration.ms without a write (a day), and a transactional id after "
        "transactional.id.expiration.ms (a week). Kafka recommends keeping the former above the producers' "
        "delivery.timeout.ms."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_producer.id.expiration.ms",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-854+Separate+configuration+for+producer+ID+expiry",
    ],
    bad="producer.id.expiration.ms=60000",
    good="producer.id.expiration.ms=86400000",
)
def producer_ids_expire_early(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; the defaults are a day and a week."""
    for key, (least, effect) in _KEYS.items():
        value = config.integer(key) if config.explicit(key) is not None else None
        if value is not None and 0 < value < least:
            yield config.problem(
                key,
                f"{key}={value}: after {duration(value)} without a write {effect}; keep it at "
                f"{duration(least)} or more",
            )
