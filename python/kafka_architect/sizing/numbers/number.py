"""One number of a plan: where it is, its unit, its formula over named inputs, its source.

A formula is an expression in the inputs' names with + - * /, min, max, ceil, floor and sum: it gives the
plan's value when it is evaluated with the plan's inputs (tests/property/test_numbers.py does so).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """How a number comes about.

    Attributes:
        value: The plan's value.
        unit: Its unit; empty for a plain number or a text.
        formula: An expression over the names of `inputs`; "given" or "the default" where there is none.
        inputs: Values by name.
        source: Where the formula, or the default, comes from.
        more: What else is worth knowing: scenario, relief, use of the limit.
    """

    value: Any
    unit: str
    formula: str
    inputs: Mapping[str, Any]
    source: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON-ready values."""
        return {
            "value": self.value,
            "unit": self.unit,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "source": self.source,
            **self.more,
        }


class Plan:
    """A plan's document with what is looked up often by name."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.assumed = {f"{one['of']}.{one['name']}": one for one in document["assumptions"]}
        self.limits = {(one["name"], one["scenario"]): one for one in document["constraints"]}
        self.topics = {one["name"]: one for one in document["by_topic"]}
        given = document["workload"]["topics"]
        self.by_topic = isinstance(given, list)
        self.loads = {one["name"]: one for one in given} if self.by_topic else {"all": document["workload"]}

    def at(self, path: str) -> Any:
        """The value at a dotted path; `policy.NAME` is the policy's, `partitions_by_topic` the table's."""
        if path.startswith("policy."):
            return self.assumed[path]["value"]
        if path in {"partitions_by_topic", "replicas_by_topic"}:
            return {name: row[path.removesuffix("_by_topic")] for name, row in self.topics.items()}
        value: Any = self.document
        for part in path.split("."):
            value = value[part]
        return value

    def number(self, path: str, unit: str, formula: str, source: str, **inputs: str) -> Number:
        """A number at a path; the inputs are paths."""
        found = {name: self.at(one) for name, one in inputs.items()}
        return Number(value=self.at(path), unit=unit, formula=formula, inputs=found, source=source)


def seconds(duration: str | None) -> float | None:
    """A duration of a saved workload ("604800 s"), as a number; None for no limit."""
    return None if duration is None or duration == "forever" else float(duration.split()[0])
