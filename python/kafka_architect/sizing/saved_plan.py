"""SavedPlan: a ClusterPlan that was written as JSON, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from kafka_architect.report.saved import SavedDocument
from kafka_architect.short_repr import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class SavedPlan(SavedDocument):
    """What a plan said: it shows the same text, page and JSON, and explains its numbers.

    What `kafka-architect size` was asked for besides (timeline, offers ...) is in its document.
    """

    kind: ClassVar[str] = "plan"

    @classmethod
    def _shape(cls) -> type[Any]:
        from kafka_architect.documents.shapes.plan import Plan

        return Plan

    @property
    def brokers(self) -> int:
        """Brokers of the cluster."""
        return int(self._document["brokers"])

    @property
    def instance(self) -> str:
        """The kind of broker."""
        return str(self._document["instance"])

    @property
    def within_limits(self) -> bool:
        """Whether every constraint is kept in every scenario."""
        return bool(self._document["within_limits"])

    @property
    def monthly_total(self) -> float | None:
        """The bill per month, in the currency of `cost`; None where a price is not known."""
        total: float | None = self._document["cost"]["monthly_total"]
        return total

    def explain(self, name: str) -> dict[str, Any]:
        """Inputs, formula, binding constraint and source of one of the plan's numbers."""
        from kafka_architect.sizing.explain import explain

        return explain(self._document, name)

    def __repr__(self) -> str:
        """Brokers and their kind; `print` shows the plan."""
        return f"<SavedPlan: {self.brokers} x {shortened(self.instance)}>"

    def __str__(self) -> str:
        """The plan as text."""
        from kafka_architect.report.plan import as_text

        return as_text(self._document)

    def to_html(self) -> str:
        """The plan as one HTML page that needs no network: what `--output plan.html` writes."""
        from kafka_architect.report.html import html_page
        from kafka_architect.sizing.explain import derivations

        return html_page(self._document, derivations=derivations(self._document))

    def plot(self, part: str | None = None, *, ax: Axes | None = None) -> Figure:
        """The plan as a matplotlib figure (extra `plot`), as `ClusterPlan.plot` has it."""
        from kafka_architect.report.plots import plot_plan

        return plot_plan(self._document, part, ax=ax)

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment
        from kafka_architect.sizing.explain import derivations

        return html_fragment(self._document, derivations=derivations(self._document))
