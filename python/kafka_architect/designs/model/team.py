"""Team: what the topics of one owner store and cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.designs.model.figure import Figure
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterator

UNOWNED = "unowned"
"""The team of topics without an owner, so that the sums of all teams are those of all topics."""


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """An owner of topics.

    Attributes:
        name: `owner` of the topics.
        stored_bytes, monthly_cost: of its topics whose load is known; None where none is.
    """

    name: str
    topics: tuple[str, ...]
    stored_bytes: Figure | None = None
    monthly_cost: Figure | None = None

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every number with its name below `teams.NAME`."""
        if self.stored_bytes is not None:
            yield "stored_bytes", self.stored_bytes
        if self.monthly_cost is not None:
            yield "monthly_cost", self.monthly_cost
