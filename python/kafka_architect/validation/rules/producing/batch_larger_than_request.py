"""PRD005: batches above what a request may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "PRD005",
    "batch-larger-than-request",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="batch.size exceeds max.request.size.",
    why=(
        "max.request.size limits a record and the batches of a request, but a batch that is larger is still "
        "sent, alone. The broker accepts it only up to message.max.bytes (1,048,588); otherwise it responds "
        "with MESSAGE_TOO_LARGE, and the producer splits the batch and resends all of it."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_max.request.size",
        "clients/src/main/java/org/apache/kafka/clients/producer/internals/Sender.java (completeBatch: "
        "split)",
    ],
    bad="batch.size=2097152\nmax.request.size=1048576",
    good="batch.size=131072\nmax.request.size=1048576",
)
def batch_larger_than_request(config: EffectiveConfig) -> Iterator[Problem]:
    """Both as they are in force."""
    batch, request = known_integer(config, "batch.size"), known_integer(config, "max.request.size")
    if batch is not None and request is not None and batch > request > 0:
        yield config.problem(
            "batch.size",
            f"batch.size={batch} exceeds max.request.size={request}: a broker with the same limit rejects a "
            "full batch, and the producer splits and resends it; keep batch.size well below",
        )
