"""How long records are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft

FOREVER: Final = -1
# The largest that Kafka's long holds; a need beyond it is forever.
_LONGEST_MS: Final = 9.2e18


def retention(topic: TopicDraft) -> Figure | None:
    """The largest of a topic's needs, in ms; -1 forever; None where nothing is dropped by age."""
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


def _own_name(name: str, value: float, inputs: dict[str, float]) -> str:
    """The name, or name_2, where another need uses it for another value."""
    own, number = name, 1
    while own in inputs and inputs[own] != value:
        number += 1
        own = f"{name}_{number}"
    return own
