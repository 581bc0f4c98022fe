"""DUR013: too little time for a new leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, chosen_integer
from kafka_architect.validation.knowledge.wording import MINUTE, duration
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ENOUGH = MINUTE


@rule(
    "DUR013",
    "delivery-timeout-short",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="A record has less than one minute to be delivered (delivery.timeout.ms).",
    why=(
        "delivery.timeout.ms covers a record's whole time in the producer: waiting for its batch, sending, "
        "and all retries. A failed broker is detected after broker.session.timeout.ms (9 seconds), its "
        "leaders move, clients refresh their metadata; a rolling restart repeats that per broker. A record "
        "that is not delivered by then fails with a TimeoutException, and most applications drop it. AWS "
        "recommends 60 seconds or more; Kafka's default is 120, librdkafka's 300."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://kafka.apache.org/documentation/#producerconfigs_delivery.timeout.ms",
    ],
    bad="delivery.timeout.ms=10000\nrequest.timeout.ms=5000",
    good="delivery.timeout.ms=120000",
)
def delivery_timeout_short(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; 0 is no limit at all in librdkafka, and refused by Java."""
    setting, timeout = chosen(config, "delivery.timeout.ms"), chosen_integer(config, "delivery.timeout.ms")
    if setting is not None and timeout is not None and 0 < timeout < _ENOUGH:
        yield config.problem(
            setting,
            f"{setting.key}={timeout}: the producer gives up a record after {duration(timeout)}, which a "
            "single broker failure can exceed; use 60000 or more (Kafka's default is 120000)",
            fix=config.fix_set(setting.key, "120000"),
        )
