"""PRD010: waiting that a latency budget does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer, name_of
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 100


@rule(
    "PRD010",
    "linger-for-latency",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    profile="latency",
    summary="Records wait more than 100 ms for their batch (linger.ms).",
    why=(
        "A record waits until its batch is full or linger.ms expires. With few records that is all of "
        "linger.ms, in addition to the time to the broker and its replicas; 5 to 25 ms fill batches under "
        "load as well."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_linger.ms",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="linger.ms=200",
    good="linger.ms=5",
)
def linger_for_latency(config: EffectiveConfig) -> Iterator[Problem]:
    """As it is in force."""
    key, linger = name_of(config, "linger.ms"), known_integer(config, "linger.ms")
    if linger is not None and linger > _MOST:
        yield config.problem(
            key,
            f"{key}={linger}: a record may wait {duration(linger)} before it is sent; 5 to 25 ms are enough "
            "to fill batches under load",
            fix=config.fix_set(key, "5"),
        )
