"""PRD006: memory for a handful of batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.wording import count, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.producing.buffers import FEW_BATCHES, buffer_or_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "PRD006",
    "few-batches-in-buffer",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="buffer.memory holds only a few batches of batch.size: send() will block.",
    why=(
        "For each partition it writes to, the producer allocates batch.size from buffer.memory and keeps it "
        "until the batch is acknowledged: with five requests in flight and some waiting, a topic of ten "
        "partitions uses a hundred. When the buffer is exhausted, send() blocks for up to max.block.ms, and "
        "then throws. By default 2,048 batches fit."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_buffer.memory",
        "clients/src/main/java/org/apache/kafka/clients/producer/internals/BufferPool.java",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="batch.size=1048576",
    good="batch.size=131072\nbuffer.memory=67108864",
)
def few_batches_in_buffer(config: EffectiveConfig) -> Iterator[Problem]:
    """At least one fits: PRD016 speaks of less."""
    memory, batch = known_integer(config, "buffer.memory"), known_integer(config, "batch.size")
    if memory is None or batch is None or batch <= 0 or memory < batch:
        return
    fitting = memory // batch
    if fitting < FEW_BATCHES:
        cure = buffer_or_batch(config, memory, batch)
        yield config.problem(
            cure.key,
            f"buffer.memory={memory} holds {count(fitting, 'batch').replace('batchs', 'batches')} of "
            f"{size(batch)}: with a few dozen partitions send() blocks; {cure.words}",
            fix=cure.fix,
        )
