"""PRD011: a send() that fails before it knows where to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = 1000


@rule(
    "PRD011",
    "max-block-too-short",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="max.block.ms is under a second: the first send() fails before metadata has arrived.",
    why=(
        "The first send() to a topic waits for its metadata: a connection, the TLS handshake, a request. "
        "max.block.ms limits that wait, and the wait for memory when the buffer is full. If it is too short, "
        "records fail after each start, at each new topic and in each burst; with 0 the first one always "
        "fails."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_max.block.ms",
        "clients/src/main/java/org/apache/kafka/clients/producer/KafkaProducer.java (waitOnMetadata)",
    ],
    bad="max.block.ms=0",
    good="max.block.ms=60000",
)
def max_block_too_short(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; the default is a minute."""
    block = chosen_integer(config, "max.block.ms")
    if block is not None and 0 <= block < _LEAST:
        yield config.problem(
            "max.block.ms",
            f"max.block.ms={block}: send() gives up after {duration(block)}, before the first metadata "
            "(connect, TLS, request) can arrive; allow several seconds, and call send() from a thread that "
            "may block",
            fix=config.fix_set("max.block.ms", "60000"),
        )
