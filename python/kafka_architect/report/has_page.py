"""What results share whose document has a page: the page itself, and its parts for a notebook."""

from __future__ import annotations

from typing import Any


class HasPage:
    """A result with `to_dict`, of a kind that `report.html.kinds` knows."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON-ready values."""
        raise NotImplementedError

    def to_html(self) -> str:
        """The result as one HTML page that needs no network: what `--output report.html` writes."""
        from kafka_architect.report.html import html_page

        return html_page(self.to_dict())

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(self.to_dict())
