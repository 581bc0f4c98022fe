"""The fields and values of a HOCON file, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from kafka_architect.validation.source_file import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, number, boolean or null; `text` is what getString gives, None where it is null."""

    text: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """`${path}`, or `${?path}` where it is optional."""

    path: tuple[str, ...]
    optional: bool
    span: Span


@dataclass(slots=True)
class Block:
    """`{ ... }`."""

    fields: list[Field]
    span: Span


@dataclass(frozen=True, slots=True)
class Items:
    """`[ ... ]`; `values` are the texts in it, None where they are not all plain."""

    values: tuple[str, ...] | None
    span: Span


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values one behind the other; blanks between them are Scalars."""

    parts: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Include:
    """Another file, whose fields come in here."""

    span: Span


Value = Scalar | Reference | Block | Items | Joined | Include


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a path, and where it is written."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """`path = value`, `path { ... }`, `path += value`; an include has no path."""

    path: tuple[Piece, ...]
    value: Value
    appends: bool = False

    @property
    def span(self) -> Span:
        """From its key to the end of its value."""
        return Span(self.path[0].span.start if self.path else self.value.span.start, self.value.span.end)


def is_blank(value: Value) -> bool:
    """Whether it is nothing but what separates two values of a line."""
    return isinstance(value, Scalar) and not (value.text or "null").strip()


def plain(value: Value) -> str | None:
    """The text of a value that nothing else decides; None for others, and for null."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Joined):
        parts = [part for part in value.parts if isinstance(part, Scalar)]
        if len(parts) == len(value.parts):
            return "".join("null" if part.text is None else part.text for part in parts)
    return None
