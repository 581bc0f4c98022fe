"""PRD017: records that are allowed, and do not fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, known_integer
from kafka_architect.validation.knowledge.wording import size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "PRD017",
    "buffer-smaller-than-a-request",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="max.request.size exceeds buffer.memory: the largest records are rejected anyway.",
    why=(
        "A record has to fit into buffer.memory as well: KafkaProducer.ensureValidRecordSize throws "
        "RecordTooLargeException for records that exceed either. The effective limit is lower than "
        "max.request.size."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/clients/producer/KafkaProducer.java (ensureValidRecordSize)",
    ],
    bad="max.request.size=67108864",
    good="max.request.size=10485760\nbuffer.memory=67108864",
)
def buffer_smaller_than_a_request(config: EffectiveConfig) -> Iterator[Problem]:
    """PRD016 speaks where not even a batch fits."""
    memory, request = known_integer(config, "buffer.memory"), known_integer(config, "max.request.size")
    batch = known_integer(config, "batch.size")
    if memory is None or request is None or memory >= request or (batch is not None and memory < batch):
        return
    at = "max.request.size" if chosen(config, "max.request.size") is not None else "buffer.memory"
    yield config.problem(
        at,
        f"max.request.size={request} ({size(request)}) exceeds buffer.memory={memory} ({size(memory)}): "
        "records between the two fail with RecordTooLargeException; set buffer.memory to several times the "
        "largest record",
    )
