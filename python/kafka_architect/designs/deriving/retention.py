"""How long records are kept, and how often a segment is closed so that they can go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft

FOREVER: Final = -1
# The largest that Kafka's long holds; a need beyond it is for ever.
_LONGEST_MS: Final = 9.2e18
_SEGMENT_MS: Final = 604_800_000
_SHORTEST_SEGMENT_MS: Final = 3_600_000
_PARTS: Final = 7


def retention(topic: TopicDraft) -> Figure | None:
    """The largest of a topic's needs, in ms; -1 for ever; None where nothing is dropped by age."""
    if "delete" not in topic.cleanup[0] or not (topic.forever or topic.retention):
        return None
    if topic.forever:
        return Figure(
            value=FOREVER,
            unit="ms",
            formula="forever",
            inputs={"forever": FOREVER},
            binding="forever",
            source="https://kafka.apache.org/documentation/#topicconfigs_retention.ms: -1 has no limit",
            pinned=topic.forever,
        )
    inputs: dict[str, float] = {}
    formulas: list[str] = []
    details: dict[str, str] = {}
    assumed: list[str] = []
    for need in topic.retention:
        formula = need.formula
        for name, value in need.inputs.items():
            own = _own_name(name, value, inputs)
            formula = re.sub(rf"\b{name}\b", own, formula)
            inputs[own] = value
            details[own] = need.source
            if need.assumed:
                assumed.append(own)
        if formula not in formulas:
            formulas.append(formula)
    formula = formulas[0] if len(formulas) == 1 else f"max({', '.join(formulas)})"
    return Figure.of(
        formula,
        unit="ms",
        source="the largest of the reasons to keep records",
        inputs=inputs,
        details=details,
        assumed=tuple(assumed),
        binding=formula if len(formulas) == 1 else None,
    )


def segment_time(kept: Figure | None) -> Figure | None:
    """segment.ms: a record lives up to retention + segment, so that a segment is a part of the retention."""
    if kept is None or kept.value == FOREVER:
        return None
    return Figure.of(
        "floor(min(kafka_default_ms, max(retention_ms / parts, min(retention_ms / 2, shortest_ms))))",
        unit="ms",
        source="a segment is dropped as a whole, by its youngest record; a seventh is this project's choice",
        inputs={
            "kafka_default_ms": _SEGMENT_MS,
            "retention_ms": kept.value,
            "parts": _PARTS,
            "shortest_ms": _SHORTEST_SEGMENT_MS,
        },
    )


def _own_name(name: str, value: float, inputs: dict[str, float]) -> str:
    """The name, or name_2, where another need uses it for another value."""
    own, number = name, 1
    while own in inputs and inputs[own] != value:
        number += 1
        own = f"{name}_{number}"
    return own
