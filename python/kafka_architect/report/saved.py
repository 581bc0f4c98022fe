"""SavedDocument: what a command or `to_json` wrote, read back: it shows the same text, table, page and JSON.

A result that was made holds more than its document: keys, configurations, the calculator. What is worked out
from these needs the source again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from kafka_architect.documents.head import body_of
from kafka_architect.documents.saved import saved_document
from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class SavedDocument:
    """What a document said. A class for each kind says how it is shown.

    Attributes:
        kind: The name of its kind.
    """

    kind: ClassVar[str]

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Hold a document that was checked; `from_json` checks."""
        self._document = dict(document)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read what `to_json` or `--format json` wrote, in this version or an earlier one.

        Raises:
            InputError: It is no JSON, of another kind, or of another version, or a field is missing or of
                another type; with its place.
        """
        return cls(saved_document(text, cls.kind, cls._shape()))

    @classmethod
    def _shape(cls) -> type[Any]:
        """The model that documents of this kind are held to."""
        raise NotImplementedError

    @property
    def tool(self) -> str:
        """What wrote it: "kafka-architect 0.1.0"; empty where the document does not say."""
        return str(self._document.get("tool", ""))

    def to_dict(self) -> dict[str, Any]:
        """The document as JSON-ready values."""
        return dict(self._document)

    def to_json(self, indent: int | None = 2) -> str:
        """The document as JSON text."""
        return json_text(self._document, indent=indent)

    def __eq__(self, other: object) -> bool:
        """Equal to what says the same, a result that was just made too."""
        to_dict: Any = getattr(other, "to_dict", None)
        if to_dict is None:
            return NotImplemented
        theirs = to_dict()
        return isinstance(theirs, dict) and body_of(self._document) == body_of(theirs)

    __hash__ = None  # type: ignore[assignment]  # as of everything whose equality needs a look at all of it

    def __repr__(self) -> str:
        """One line."""
        return f"<{type(self).__name__}: {self._document['format']} {self._document['version']}>"
