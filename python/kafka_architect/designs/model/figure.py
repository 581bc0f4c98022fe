"""Figure: a number of a design with all that explains it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from kafka_architect.designs.model.expression import decisive, evaluate
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXACT = 2**53  # whole numbers up to here are exact as doubles


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One derived number.

    Attributes:
        value: the number, in `unit`.
        unit: partitions, replicas, ms, bytes, messages/s ...
        formula: an expression over `inputs` (see `expression`) whose value is `value`.
        inputs: each input of the formula by its name.
        binding: the input or part of the formula that decides; "" where all do.
        source: where formula or rule come from.
        details: how an input comes about, by its name, where it is computed itself.
        pinned: the reason why the specification fixes the number; "" where it was derived.
        assumed: the inputs that nobody stated.
    """

    value: int | float
    unit: str
    formula: str
    inputs: dict[str, int | float]
    binding: str
    source: str
    details: dict[str, str] = field(default_factory=dict)
    pinned: str = ""
    assumed: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        formula: str,
        *,
        unit: str,
        source: str,
        inputs: Mapping[str, float],
        details: Mapping[str, str] | None = None,
        assumed: tuple[str, ...] = (),
        binding: str | None = None,
    ) -> Self:
        """Compute a figure: the formula is what is evaluated."""
        return cls(
            value=_plain(evaluate(formula, inputs)),
            unit=unit,
            formula=formula,
            inputs={name: _plain(value) for name, value in inputs.items()},
            binding=decisive(formula, inputs) if binding is None else binding,
            source=source,
            details=dict(details or {}),
            assumed=assumed,
        )

    @classmethod
    def given(cls, value: float, *, unit: str, because: str) -> Self:
        """A number that the specification fixes."""
        return cls(
            value=_plain(value),
            unit=unit,
            formula="given",
            inputs={"given": _plain(value)},
            binding="given",
            source="the specification",
            pinned=because,
        )

    def __int__(self) -> int:
        return int(self.value)

    def __str__(self) -> str:
        return f"{self.value:,.10g} {self.unit}"


def _plain(value: float) -> int | float:
    """A whole number without a point, as JSON and people write it."""
    return int(value) if abs(value) < _EXACT and value == int(value) else float(value)
