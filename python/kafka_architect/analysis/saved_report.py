"""SavedReport: a DistributionReport that was written as JSON, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.heavy_hitter import HeavyHitter
from kafka_architect.documents import parse_document
from kafka_architect.errors import InputError
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = "the report"
_NEEDED = ("source", "partitioner", "records", "heavy_hitters", "partitions")


class SavedReport:
    """What a report said, without the keys: it shows the same text, table and JSON.

    What is worked out from the keys themselves (`moved`, other mitigations, another `top`) needs them again:
    save the state (`save=`, `PartitioningStrategyAnalyzer.to_bytes`) where that may be wanted.

    Examples:
        >>> text = ka.analyze("examples/flights_dest.txt", [12]).to_json()
        >>> saved = ka.DistributionReport.from_json(text)
        >>> type(saved).__name__, saved.to_json() == text
        ('SavedReport', True)
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        missing = [name for name in _NEEDED if name not in document]
        if missing:
            raise InputError(
                f"{_NAME} has no {', '.join(missing)}: expected JSON from DistributionReport.to_json or "
                "kafka-architect analyze --format json"
            )
        loads = document["partitions"]
        if not isinstance(loads, list) or not all(
            isinstance(load, dict) and isinstance(load.get("verdict"), dict) for load in loads
        ):
            raise InputError(f"{_NAME}: partitions is not a list of partition counts with their verdicts")
        self._document = dict(document)

    @classmethod
    def from_json(cls, text: str | bytes) -> SavedReport:
        """Read what `to_json` wrote.

        Raises:
            InputError: It is no JSON, or not that of a report.
        """
        document = parse_document(text, name=_NAME).value
        if not isinstance(document, dict):
            raise InputError(f"{_NAME} is of type {type(document).__name__}: expected a JSON object")
        return cls(document)

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

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values."""
        return dict(self._document)

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON text."""
        return json_text(self._document, indent=indent)

    def __eq__(self, other: object) -> bool:
        """Equal to what says the same, a DistributionReport too."""
        from kafka_architect.analysis.distribution_report import DistributionReport

        return isinstance(other, (DistributionReport, SavedReport)) and self._document == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # as of everything whose equality needs a look at all of it

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

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(self._document)
