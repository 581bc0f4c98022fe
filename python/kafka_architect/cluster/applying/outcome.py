"""Applied: what became of each step of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kafka_architect.designs.applying.step import Standing
from kafka_architect.documents.head import head
from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from kafka_architect.designs.applying.saved import SavedApplied
    from kafka_architect.designs.applying.step import ApplyPlan, Step


class Result(StrEnum):
    """What became of a step."""

    DONE = "done"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    LEFT = "left"
    UNAVAILABLE = "unavailable"
    NOT_READY = "not applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one step.

    Attributes:
        detail: why it is not done, in a sentence; empty where it is.
    """

    step: Step
    result: Result
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of a plan. Applying again goes on where it ended: it plans anew from what is there.

    Attributes:
        outcomes: of every step, in the plan's order.
        validated: False where the brokers refused a step before anything was changed.
        interrupted: Whether Ctrl-C ended it.
    """

    plan: ApplyPlan
    outcomes: tuple[Outcome, ...]
    validated: bool = True
    interrupted: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether the cluster is what the design describes."""
        return all(one.result is Result.DONE for one in self.outcomes)

    @property
    def has_failed(self) -> bool:
        """Whether a step failed, or nobody knows whether it did."""
        return any(one.result in {Result.FAILED, Result.UNCERTAIN} for one in self.outcomes)

    def of(self, result: Result) -> tuple[Outcome, ...]:
        """The outcomes of one kind."""
        return tuple(one for one in self.outcomes if one.result is result)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values: the plan's document, with `result` and `detail` in every step."""
        document = self.plan.to_dict()
        for step, outcome in zip(document["steps"], self.outcomes, strict=True):
            step |= {"result": outcome.result.value, "detail": outcome.detail}
        return document | {
            **head("applied"),
            "complete": self.is_complete,
            "validated": self.validated,
            "interrupted": self.interrupted,
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The outcome as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @staticmethod
    def from_json(text: str | bytes) -> SavedApplied:
        """Read what `to_json` wrote, to be shown.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.designs.applying.saved import SavedApplied

        return SavedApplied.from_json(text)

    def __repr__(self) -> str:
        done = len(self.of(Result.DONE))
        return f"<Applied {self.plan.design} -> {self.plan.cluster}: {done} of {len(self.outcomes)} steps>"

    def __str__(self) -> str:
        from kafka_architect.report.applying import applied_text

        return applied_text(self.to_dict())


def not_begun(step: Step) -> Outcome:
    """A step's outcome before anything was made."""
    if step.standing is Standing.READY:
        return Outcome(step=step, result=Result.LEFT)
    return Outcome(step=step, result=Result.NOT_READY, detail=step.why)
