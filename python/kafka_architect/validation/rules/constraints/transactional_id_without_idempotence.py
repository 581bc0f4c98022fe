"""EOS002: transactional.id is set, and idempotence is off."""

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
    "EOS002",
    "transactional-id-without-idempotence",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="transactional.id is set, but idempotence is disabled.",
    why=(
        "Transactions require idempotence: a producer that has a transactional.id without it fails to start "
        "(ConfigException). enable.idempotence=false disables idempotence, and so do acks other than all or "
        "retries=0 (until 3.9 also more than five requests in flight)."
    ),
    sources=[
        "KIP-98",
        "org.apache.kafka.clients.producer.ProducerConfig.postProcessAndValidateIdempotenceConfigs",
    ],
    bad="transactional.id=orders-1\nenable.idempotence=false",
    good="transactional.id=orders-1",
)
def transactional_id_without_idempotence(config: EffectiveConfig) -> Iterator[Problem]:
    """Where enable.idempotence is written as true, the keys that contradict it are refused by themselves."""
    transactional = config.explicit("transactional.id")
    if transactional is None:
        return
    if config.boolean("enable.idempotence") is False:
        yield config.problem(
            transactional,
            "transactional.id with enable.idempotence=false: the producer fails to start (ConfigException); "
            "transactions require idempotence",
            fix=config.fix_set("enable.idempotence", "true"),
        )
        return
    if config.explicit("enable.idempotence") is None:
        for key, reason in _switched_off(config):
            yield config.problem(
                key,
                f"{reason} disables idempotence, but transactional.id requires it: the producer fails to "
                "start (ConfigException)",
            )


def _switched_off(config: EffectiveConfig) -> Iterator[tuple[str, str]]:
    """What makes Kafka drop the idempotence that it has by default."""
    acks = config.text("acks")
    if acks is not None and acks.lower() not in ("all", "-1"):
        yield "acks", f"acks={acks}"
    if config.integer("retries") == 0:
        yield "retries", "retries=0"
    key = "max.in.flight.requests.per.connection"
    in_flight = config.integer(key)
    if config.version < (4, 0) and in_flight is not None and in_flight > 5:
        yield key, f"{key}={in_flight}"
