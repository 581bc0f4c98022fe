"""PRD016: a buffer in which not one batch has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.producing.buffers import buffer_or_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "PRD016",
    "buffer-smaller-than-a-batch",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="buffer.memory is below batch.size: every send() fails.",
    why=(
        "A new batch allocates batch.size bytes from buffer.memory, whatever the record's size. When that "
        "exceeds buffer.memory, BufferPool throws an IllegalArgumentException for each record. The "
        "constructor does not compare the two."
    ),
    sources=["clients/src/main/java/org/apache/kafka/clients/producer/internals/BufferPool.java (allocate)"],
    bad="buffer.memory=8192\nbatch.size=16384",
    good="buffer.memory=33554432\nbatch.size=16384",
)
def buffer_smaller_than_a_batch(config: EffectiveConfig) -> Iterator[Problem]:
    """As BufferPool.allocate compares them."""
    memory, batch = known_integer(config, "buffer.memory"), known_integer(config, "batch.size")
    if memory is None or batch is None or not 0 <= memory < batch:
        return
    cure = buffer_or_batch(config, memory, batch)
    yield config.problem(
        cure.key,
        f"buffer.memory={memory} is below batch.size={batch}: not even one batch can be allocated, and "
        f"every send() fails; {cure.words}",
        fix=cure.fix,
    )
