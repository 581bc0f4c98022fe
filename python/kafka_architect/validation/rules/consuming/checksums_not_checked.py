"""CON009: a checksum that nobody compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON009",
    "checksums-not-checked",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="The consumer does not verify the checksums of batches (check.crcs=false).",
    why=(
        "Each batch carries a CRC-32C computed by its producer. With check.crcs=false a bit that flipped on "
        "a disk, in memory or in transit reaches the application as data. The check costs about 50 "
        "nanoseconds per kilobyte with the CPU's CRC instruction."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#consumerconfigs_check.crcs",
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (check.crcs)",
    ],
    bad="group.id=billing\ncheck.crcs=false",
    good="group.id=billing\ncheck.crcs=true",
)
def checksums_not_checked(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; librdkafka's default is false, which CON012 speaks of."""
    setting = chosen(config, "check.crcs")
    if setting is not None and config.boolean("check.crcs") is False:
        yield config.problem(
            setting,
            "check.crcs=false: batches damaged on disk or in transit reach the application as data; leave "
            "it true",
            fix=config.fix_set("check.crcs", "true"),
        )
