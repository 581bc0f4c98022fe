"""Results of this room as documents that read back: designs, tunings, differences."""

from __future__ import annotations

from typing import Any, TypeVar

from kafka_architect.documents.head import body_of, headed, read_head
from kafka_architect.documents.kinds import KINDS
from kafka_architect.documents.saved import converted, saved_document

Result = TypeVar("Result")


def written(kind: str, result: Any, **more: Any) -> dict[str, Any]:
    """The result as JSON-ready values, with the head of its kind; `more` stands before its own fields."""
    import msgspec

    return headed(kind, {**more, **msgspec.to_builtins(result)})


def read(kind: str, document: Any, made_of: type[Result]) -> Result:
    """The result that `written` had.

    Raises:
        InputError: It is another document, of another version, or a part of it has the wrong type.
    """
    name = f"the {KINDS[kind].what}"
    read_head(document, expected=kind, name=name)
    return converted(body_of(document), made_of, name=name)


def read_json(kind: str, text: str | bytes, made_of: type[Result]) -> Result:
    """The result in a JSON text; raises as `read`, and where the text is not JSON."""
    return read(kind, saved_document(text, kind), made_of)
