"""SavedFindings: a ValidationResult that was written as JSON, read back."""

from __future__ import annotations

from typing import Any, ClassVar

from kafka_architect.report.saved import SavedDocument


class SavedFindings(SavedDocument):
    """What a validation said, without the files: it shows the same text, page and JSON."""

    kind: ClassVar[str] = "validation"

    @classmethod
    def _shape(cls) -> type[Any]:
        from kafka_architect.documents.shapes.findings import Validation

        return Validation

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings as plain values, in the order of files and places."""
        return list(self._document["findings"])

    @property
    def summary(self) -> dict[str, Any]:
        """Counts: files, configurations, findings by severity and by verdict, what can be fixed."""
        return dict(self._document["summary"])

    @property
    def ok(self) -> bool:
        """No error, no warning, and no rule that failed."""
        return not self.summary["failed_rules"] and all(one["severity"] == "info" for one in self.findings)

    def __bool__(self) -> bool:
        return self.ok

    def to_json(self, indent: int | None = 2) -> str:
        """The document as JSON text, a finding to a line; `indent` is of the other kinds."""
        from kafka_architect.report.findings_json import as_json

        return as_json(self._document)

    def __repr__(self) -> str:
        """One line; `print` shows the findings."""
        return f"<SavedFindings: {len(self.findings):,} findings, ok={self.ok}>"

    def __str__(self) -> str:
        """The findings as text, without colour."""
        from kafka_architect.report.findings import as_text

        return as_text(self._document)

    def to_html(self) -> str:
        """The findings as one HTML page that needs no network, without the lines of the files."""
        from kafka_architect.report.html import html_page

        return html_page(self._document)

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(self._document)
