"""PRD019: waiting longer than batching gains from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer, name_of
from kafka_architect.validation.knowledge.wording import SECOND, duration
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = SECOND


@rule(
    "PRD019",
    "linger-far-too-long",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="linger.ms exceeds one second.",
    why=(
        "Under load, batches fill long before that: 100 MB/s over 100 partitions fill 64 KiB in 66 ms. With "
        "few records, they wait for all of linger.ms in memory, are lost in a crash, and use up "
        "delivery.timeout.ms, which counts from send(). Streams and bulk loads use 100."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_linger.ms",
        "https://kafka.apache.org/documentation/#producerconfigs_delivery.timeout.ms",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="linger.ms=5000",
    good="linger.ms=100",
)
def linger_far_too_long(config: EffectiveConfig) -> Iterator[Problem]:
    """As written."""
    key, linger = name_of(config, "linger.ms"), chosen_integer(config, "linger.ms")
    if linger is not None and linger > _MOST:
        yield config.problem(
            key,
            f"{key}={linger}: up to {duration(linger)} of records wait in memory and are lost in a crash, "
            "for batches that under load fill sooner; use 5 to 100",
            fix=config.fix_set(key, "100"),
        )
