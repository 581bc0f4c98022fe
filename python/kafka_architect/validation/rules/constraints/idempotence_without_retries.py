"""CST002: enable.idempotence=true is set together with retries=0."""

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
    "CST002",
    "idempotence-without-retries",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="enable.idempotence=true is set together with retries=0.",
    why=(
        "Idempotence prevents retries from duplicating records; without retries it has no purpose, and the "
        "producer fails to start (ConfigException). Leave retries at its default of 2147483647 and limit "
        "the time with delivery.timeout.ms. If enable.idempotence is not set, Kafka disables idempotence "
        "instead."
    ),
    sources=[
        "KIP-98",
        "org.apache.kafka.clients.producer.ProducerConfig.postProcessAndValidateIdempotenceConfigs",
    ],
    bad="enable.idempotence=true\nretries=0",
    good="enable.idempotence=true",
)
def idempotence_without_retries(config: EffectiveConfig) -> Iterator[Problem]:
    """Only idempotence that somebody asked for makes Kafka throw."""
    if config.explicit("enable.idempotence") is None or config.boolean("enable.idempotence") is not True:
        return
    if config.integer("retries") == 0:
        yield config.problem(
            "retries",
            "retries=0 with enable.idempotence=true: the producer fails to start (ConfigException); "
            "idempotence requires at least one retry",
            fix=config.fix_set("retries", "2147483647"),
        )
