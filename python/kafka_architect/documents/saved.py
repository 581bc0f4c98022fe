"""Reading back what a command wrote: untrusted text, held to the model of its kind."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kafka_architect.documents.document import parse_document
from kafka_architect.documents.head import read_head, with_head
from kafka_architect.documents.limits import Limits
from kafka_architect.documents.typed import without_jargon
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_Type = TypeVar("_Type")

# An analysis lists the records of every partition that was counted, 20 million at most.
SAVED_LIMITS: Final = Limits(bytes=512 << 20, depth=64, values=25_000_000)


def saved_document(
    text: str | bytes, kind: str, shape: type[Any] | None = None, *, name: str = ""
) -> dict[str, Any]:
    """The document in a JSON text, with the head that it has or would have today.

    Args:
        text: What `to_json` wrote, of this version or an earlier one.
        kind: The name of its kind.
        shape: The model of such documents; none where the caller converts.
        name: What messages call it; "the plan" for a plan.

    Raises:
        InputError: It is no such document; with the line and the path of what is wrong.
    """
    from kafka_architect.documents.kinds import KINDS

    name = name or f"the {KINDS[kind].what}"
    read = parse_document(text, name=name, limits=SAVED_LIMITS, json=True)
    document = with_head(read.value, read_head(read.value, expected=kind, name=name))
    if shape is not None:
        converted(document, shape, name=name)
    return document


def converted(document: Mapping[str, Any], kind: type[_Type], *, name: str, str_keys: bool = False) -> _Type:
    """A document as a typed structure.

    Raises:
        InputError: A field is missing or of another type; with its path.
    """
    import msgspec

    try:
        return msgspec.convert(document, kind, str_keys=str_keys)
    except msgspec.ValidationError as error:
        message, _, at = str(error).partition(" - at `")
        path = at.rstrip("`").removeprefix("$").removeprefix(".")
        raise InputError(f"{name}: {path}{path and ': '}{without_jargon(message)}") from error
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InputError(f"{name}: {error}") from error


def rebuilt(made_of: type[_Type], document: Mapping[str, Any], **changed: Any) -> _Type:
    """A dataclass from the part of a document that has its fields; lists become tuples.

    Fields that only the document has, because they follow from others, are left out.
    """
    names = [one.name for one in fields(made_of) if one.init]  # type: ignore[arg-type]  # a dataclass
    values = {name: document[name] for name in names if name in document}
    tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return made_of(**{**values, **tuples, **changed})


__all__ = ["SAVED_LIMITS", "converted", "rebuilt", "saved_document"]
