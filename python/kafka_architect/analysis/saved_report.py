"""SavedReport: a DistributionReport that was written as JSON, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from kafka_architect.analysis.heavy_hitter import HeavyHitter
from kafka_architect.documents.head import read_head, with_head
from kafka_architect.documents.saved import converted
from kafka_architect.report.saved import SavedDocument
from kafka_architect.short_repr import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class SavedReport(SavedDocument):
    """What a report said, without the keys: it shows the same text, table and JSON.

    What is worked out from the keys themselves (`moved`, other mitigations, another `top`) needs them again:
    save the state (`save=`, `PartitioningStrategyAnalyzer.to_bytes`) where that may be wanted.
    """

    kind: ClassVar[str] = "analysis"

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> SavedReport:
        """A report from what `to_dict` made.

        Raises:
            InputError: It is no report; with the place of what is wrong.
        """
        name = "the report"
        whole = with_head(document, read_head(document, expected=cls.kind, name=name))
        converted(whole, cls._shape(), name=name)
        return cls(whole)

    @classmethod
    def _shape(cls) -> type[Any]:
        from kafka_architect.documents.shapes.analysis import Analysis

        return Analysis

    @property
    def source(self) -> str:
        """Where the keys came from."""
        return str(self._document["source"])

    @property
    def partitioner(self) -> str:
        """The partitioner that the figures are for."""
        return str(self._document["partitioner"])

    @property
    def records(self) -> int:
        """All records, those with a null or empty key among them."""
        return int(self._document["records"])

    @property
    def heavy_hitters(self) -> tuple[HeavyHitter, ...]:
        """The hottest keys by records, hottest first."""
        return tuple(HeavyHitter(**key) for key in self._document["heavy_hitters"])

    @property
    def verdict_codes(self) -> dict[int, str]:
        """The verdict on each partition count."""
        return {load["count"]: load["verdict"]["code"] for load in self._document["partitions"]}

    @property
    def healthy(self) -> bool:
        """Whether every verdict is healthy, that on the measured load among them."""
        measured = (self._document.get("observed") or {}).get("verdict")
        codes = [*self.verdict_codes.values(), *([measured["code"]] if measured else ())]
        return all(code == "healthy" for code in codes)

    def __repr__(self) -> str:
        """Source, records and verdicts; `print` shows the report."""
        verdicts = ", ".join(f"{count}: {code}" for count, code in self.verdict_codes.items())
        return f"<SavedReport {shortened(self.source)}: {self.records:,} records; {shortened(verdicts)}>"

    def __str__(self) -> str:
        """The report as a plain-text table."""
        from kafka_architect.report.distribution import as_text

        return as_text(self._document)

    def to_html(self) -> str:
        """The report as one HTML page that needs no network: what `--output report.html` writes."""
        from kafka_architect.report.html import html_page

        return html_page(self._document)

    def plot(self, part: str | None = None, *, ax: Axes | None = None) -> Figure:
        """The report as a matplotlib figure (extra `plot`), for papers, slides and notebooks of your own.

            report.plot().savefig("keys.png")
            report.plot("partitions-12", ax=ax)    # in axes of your own

        Args:
            part: "partitions-N" (records per partition, with the band that chance gives; the first four
                partition counts), "counts" (max/mean over every counted number, with the floor that the
                hottest key sets) or "keys" (concentration); None for all below each other.
            ax: Axes to draw in, the first part where none is named; their figure is returned.

        Raises:
            InputError: matplotlib is not installed, or the report has no such part.
        """
        from kafka_architect.report.plots import plot_analysis

        return plot_analysis(self.to_dict(), part, ax=ax)

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(self._document)
