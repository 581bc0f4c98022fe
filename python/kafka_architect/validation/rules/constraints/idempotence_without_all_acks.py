"""CST001: enable.idempotence=true is set together with acks other than all."""

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
    "CST001",
    "idempotence-without-all-acks",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="enable.idempotence=true is set together with acks other than all.",
    why=(
        "An idempotent producer is only safe if every in-sync replica has the record. With an explicit "
        "enable.idempotence=true and weaker acks the producer therefore fails to start (ConfigException). "
        "If enable.idempotence is not set, Kafka disables idempotence instead, with one line of log."
    ),
    sources=[
        "KIP-98",
        "org.apache.kafka.clients.producer.ProducerConfig.postProcessAndValidateIdempotenceConfigs",
    ],
    bad="enable.idempotence=true\nacks=1",
    good="enable.idempotence=true\nacks=all",
)
def idempotence_without_all_acks(config: EffectiveConfig) -> Iterator[Problem]:
    """Only idempotence that somebody asked for makes Kafka throw."""
    if config.explicit("enable.idempotence") is None or config.boolean("enable.idempotence") is not True:
        return
    acks = config.text("acks")
    if acks is not None and acks.lower() not in ("all", "-1"):
        yield config.problem(
            "acks",
            f"acks={acks} with enable.idempotence=true: the producer fails to start (ConfigException); "
            "idempotence requires acks=all",
            fix=config.fix_set("acks", "all"),
        )
