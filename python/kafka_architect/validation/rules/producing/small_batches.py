"""PRD003: batches too small for throughput."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.wording import KIB, size
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_WANTED = 64 * KIB


@rule(
    "PRD003",
    "small-batches",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    profile="throughput",
    summary="batch.size is below 64 KiB: many small requests and a worse compression ratio.",
    why=(
        "A batch is compressed, sent, appended and indexed as a unit. At 16 KiB, Java's default, 100 MB/s to "
        "one partition are 6,100 batches per second; at 64 KiB a quarter of that, with a better ratio. "
        "Memory is allocated per partition that is being written to."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://kafka.apache.org/documentation/#producerconfigs_batch.size",
    ],
    bad="batch.size=16384",
    good="batch.size=65536",
)
def small_batches(config: EffectiveConfig) -> Iterator[Problem]:
    """The default counts; librdkafka's is 1,000,000."""
    batch = known_integer(config, "batch.size")
    if batch is not None and 0 < batch < _WANTED:
        yield config.problem(
            "batch.size",
            f"batch.size={batch}: {size(batch)} per batch, {100_000_000 // batch:,} batches for 100 MB; "
            f"{_WANTED} gives fewer requests and better compression",
            fix=config.fix_set("batch.size", str(_WANTED)),
        )
