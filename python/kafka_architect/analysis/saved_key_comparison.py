"""SavedKeyComparison: a KeyComparison that was written as JSON, read back."""

from __future__ import annotations

from typing import Any, ClassVar

from kafka_architect.report.saved import SavedDocument
from kafka_architect.short_repr import shortened


class SavedKeyComparison(SavedDocument):
    """What a comparison said, without the keys: it shows the same table and JSON."""

    kind: ClassVar[str] = "key-comparison"

    @classmethod
    def _shape(cls) -> type[Any]:
        from kafka_architect.documents.shapes.analyses import KeyComparison

        return KeyComparison

    @property
    def best(self) -> str:
        """The key of the best candidate."""
        return str(self._document["best"])

    @property
    def reason(self) -> str:
        """Why it is the best."""
        return str(self._document["reason"])

    def __repr__(self) -> str:
        """The source and the best key; `print` shows the comparison."""
        return f"<SavedKeyComparison {shortened(self._document['source'])}: best {shortened(self.best)}>"

    def __str__(self) -> str:
        """The comparison as a plain-text table."""
        from kafka_architect.report.key_comparison import as_text

        return as_text(self._document)
