"""CON013: a consumer that fails where there is no offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON013",
    "no-offset-stops-the-consumer",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary=(
        "Without an offset the consumer throws (auto.offset.reset=none), which the application must handle."
    ),
    why=(
        "none never skips and never repeats by itself. It also throws NoOffsetForPartitionException at the "
        "first start of a group, for each partition that is added, and after offsets expired; the "
        "application must then seek. Otherwise it ends in a restart loop on Kubernetes."
    ),
    sources=["https://kafka.apache.org/documentation/#consumerconfigs_auto.offset.reset"],
    bad="group.id=billing\nauto.offset.reset=none",
    good="group.id=billing\nauto.offset.reset=earliest",
)
def no_offset_stops_the_consumer(config: EffectiveConfig) -> Iterator[Problem]:
    """Librdkafka calls it error."""
    value = config.text("auto.offset.reset")
    if value == ("error" if config.client is Client.LIBRDKAFKA else "none"):
        yield config.problem(
            "auto.offset.reset",
            f"auto.offset.reset={value}: a new group, an added partition or an expired offset makes the "
            "consumer throw; make sure that the application then seeks",
        )
