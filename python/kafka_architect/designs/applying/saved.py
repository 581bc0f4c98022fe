"""SavedApplyPlan and SavedApplied: documents of `design apply`, read back to be shown.

What is applied is always planned anew from the cluster; a saved plan only says what somebody agreed to.
"""

from __future__ import annotations

from typing import Any, ClassVar

from kafka_architect.report.saved import SavedDocument


class SavedApplyPlan(SavedDocument):
    """What a plan said: the same text and JSON."""

    kind: ClassVar[str] = "apply-plan"

    @classmethod
    def _shape(cls) -> type[Any]:
        from kafka_architect.documents.shapes.applying import ApplyPlan

        return ApplyPlan

    @property
    def digest(self) -> str:
        """What `design_apply(reviewed=...)` takes."""
        return str(self._document["digest"])

    def __str__(self) -> str:
        """The plan as text."""
        from kafka_architect.report.applying import plan_text

        return plan_text(self._document)


class SavedApplied(SavedDocument):
    """What became of a plan: the same text and JSON."""

    kind: ClassVar[str] = "applied"

    @classmethod
    def _shape(cls) -> type[Any]:
        from kafka_architect.documents.shapes.applying import Applied

        return Applied

    @property
    def is_complete(self) -> bool:
        """Whether the cluster was what the design describes."""
        return bool(self._document["complete"])

    def __str__(self) -> str:
        """What was done, what failed and why, what is left."""
        from kafka_architect.report.applying import applied_text

        return applied_text(self._document)
