"""What changes between two designs, how dangerous it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from kafka_architect.designs.model.document import read_json, written
from kafka_architect.designs.model.figure import Figure
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr, shortened


class Risk(StrEnum):
    """How dangerous a change is, mildest first."""

    SAFE = "safe"
    REVERSIBLE = "reversible"
    ORDER_BREAKING = "order-breaking"
    RECREATING = "recreating"
    LOSING_DATA = "losing data"

    @property
    def rank(self) -> int:
        """0 for the mildest."""
        return list(Risk).index(self)


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    Attributes:
        subject: the topic, group, client, principal or schema subject; the new name where it is renamed.
        kind: topic-added, partitions, setting ...: what `tools.py` and programs know it by.
        what: the setting or field: retention.ms, partitions; "" for the subject as a whole.
        before, after: as text; None where it does not exist.
        because: what happens, in one or two sentences.
        steps: what to do, in order; none where the change is made as it is.
        tools: tool -> what it does with the change.
        figures: numbers with their formula: share_of_keys, bytes_moved, hours ...
    """

    subject: str
    kind: str
    risk: Risk
    what: str = ""
    before: str | None = None
    after: str | None = None
    because: str
    steps: tuple[str, ...] = ()
    tools: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(HasPage):
    """All changes from one state to another, the most dangerous first.

    Attributes:
        not_owned: topics of `old` that `new` does not own: they are left as they are.
        not_compared: what one side does not say, so that nothing is known of a change.
    """

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    not_owned: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()

    @property
    def worst(self) -> Risk | None:
        """The most dangerous risk; None without a change."""
        return max((one.risk for one in self.changes), key=lambda one: one.rank, default=None)

    @property
    def breaks(self) -> bool:
        """Whether a change breaks order, recreates a topic or loses data."""
        return self.worst is not None and self.worst.rank >= Risk.ORDER_BREAKING.rank

    def __bool__(self) -> bool:
        return bool(self.changes)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        worst = self.worst
        return written("design-difference", self, worst=None if worst is None else worst.value)

    def to_json(self, indent: int | None = 2) -> str:
        """The difference as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read what `to_json` or `--format json` wrote.

        Raises:
            InputError: It is no difference, of another version, or a part has the wrong type; with its place.
        """
        return read_json("design-difference", text, cls)

    def __repr__(self) -> str:
        return (
            f"<Difference {shortened(self.old)} -> {shortened(self.new)}: {len(self.changes)} changes, "
            f"worst: {self.worst}>"
        )

    def __str__(self) -> str:
        from kafka_architect.report.difference import as_text

        return as_text(self.to_dict())
