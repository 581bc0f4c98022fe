"""Reasons to keep records that several patterns have."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Need
from kafka_architect.designs.model.expression import evaluate

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft

KAFKA_DEFAULT_MS = 604_800_000


def kafka_default() -> Need:
    """What Kafka keeps where nobody says anything: seven days."""
    return Need(
        formula="kafka_default_ms",
        inputs={"kafka_default_ms": KAFKA_DEFAULT_MS},
        source="Apache Kafka: log.retention.hours=168",
        assumed=True,
    )


def kept(name: str, seconds: float, source: str, *, times: int = 1, assumed: bool = False) -> Need:
    """A need of some time, `times` over: `2 * longest_saga_ms`."""
    formula = f"{name}_ms" if times == 1 else f"{times} * {name}_ms"
    return Need(formula=formula, inputs={f"{name}_ms": seconds * 1000}, source=source, assumed=assumed)


def longest_ms(topic: TopicDraft) -> float:
    """The largest of a topic's needs so far, in ms; infinite where it keeps forever or is compacted."""
    if topic.forever or "delete" not in topic.cleanup[0]:
        return math.inf
    return max((evaluate(one.formula, one.inputs) for one in topic.retention), default=math.inf)


def as_long_as(topic: TopicDraft) -> tuple[Need, ...]:
    """The needs of another topic; Kafka's default where that one keeps forever or is compacted."""
    return topic.retention or (kafka_default(),)
