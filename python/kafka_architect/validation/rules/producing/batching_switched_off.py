"""PRD018: batches of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_TINY = 1024
_FEW = 10


@rule(
    "PRD018",
    "batching-switched-off",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="Batches are so small that each record is sent alone (batch.size, batch.num.messages).",
    why=(
        "A batch costs 61 bytes of header, an append, an index check and a place in a request; a record of "
        "100 bytes alone in a batch takes half as much again, and hardly compresses. Use linger.ms, not "
        "batch.size, to control latency: a batch is sent when linger.ms expires, however full it is."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_batch.size",
        "https://kafka.apache.org/documentation/#recordbatch",
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (batch.num.messages)",
    ],
    bad="batch.size=0",
    good="batch.size=16384",
)
def batching_switched_off(config: EffectiveConfig) -> Iterator[Problem]:
    """As written: bytes in every library, messages in librdkafka too."""
    batch = chosen_integer(config, "batch.size")
    if batch is not None and 0 <= batch < _TINY:
        yield config.problem(
            "batch.size",
            f"batch.size={batch}: "
            f"{'batching is off' if batch == 0 else 'two records hardly fit into a batch'}, each record is "
            "a batch of its own; use 16384 or more, and linger.ms to control latency",
            fix=config.fix_set("batch.size", "1000000" if config.client is Client.LIBRDKAFKA else "16384"),
        )
    messages = chosen_integer(config, "batch.num.messages")
    if messages is not None and messages < _FEW:
        yield config.problem(
            "batch.num.messages",
            f"batch.num.messages={messages}: a batch is full after {count(messages, 'message')}; keep the "
            "default, 10000, and use linger.ms to control latency",
            fix=config.fix_set("batch.num.messages", "10000"),
        )
