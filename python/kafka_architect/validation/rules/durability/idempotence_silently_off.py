"""DUR003: a setting that switches the default idempotence off without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import silently_off
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "DUR003",
    "idempotence-silently-off",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="acks, retries or the requests in flight disable the producer's default idempotence.",
    why=(
        "The Java producer is idempotent by default, but disables idempotence if another setting "
        "contradicts it: acks other than all, retries=0 and, before Kafka 4.0, more than five requests in "
        "flight. It only logs this in one line at level INFO. From then on retries may duplicate and "
        "reorder records. With an explicit enable.idempotence=true the producer fails to start instead "
        "(ConfigException)."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/clients/producer/ProducerConfig.java "
        "(postProcessAndValidateIdempotenceConfigs)",
        "KIP-679",
    ],
    bad="acks=1",
    good="acks=all\nenable.idempotence=true",
)
def idempotence_silently_off(config: EffectiveConfig) -> Iterator[Problem]:
    """Name the setting that does it; a transactional producer refuses it instead."""
    if config.explicit("enable.idempotence") or config.explicit("transactional.id") or not config.complete:
        return
    key = silently_off(config)
    if key is None:
        return
    yield config.problem(
        key,
        f"{key}={config.text(key)} disables idempotence, which is on by default: retries may duplicate and "
        "reorder records, and the producer only logs it at INFO; set enable.idempotence=true (the producer "
        "then rejects the contradiction) or =false (if this is intended)",
    )
