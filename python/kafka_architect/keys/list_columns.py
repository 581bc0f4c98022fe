"""Columns that lie in Python lists as KeyColumns: what formats without Arrow have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.keys.key_encoding import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.keys.key_expression import KeyExpression
    from kafka_architect.keys.source import WantedColumns


def key_list(
    expression: KeyExpression, wanted: WantedColumns, column: Callable[[str], Sequence[Any]]
) -> Sequence[Any] | Any:
    """The keys that an expression makes of columns.

    A key with a part that is null is null.

    Args:
        expression: Its fields.
        wanted: The encoding and the text of a null key.
        column: A field's values: bytes, text, numbers, or None.
    """
    if expression.single_field is not None:
        keys = column(expression.single_field)
    else:
        keys = _joined(expression, column)
    if wanted.null_bytes is not None:
        nulls = (wanted.null_bytes, wanted.null_text)
        keys = [None if key in nulls else key for key in keys]
    return keys if wanted.encoding is None else wanted.encoding.encode(keys)


def _joined(expression: KeyExpression, column: Callable[[str], Sequence[Any]]) -> list[bytes | None]:
    columns = [column(part.text) for part in expression.parts if part.is_field]
    pieces = [b"" if part.is_field else part.text.encode() for part in expression.parts]
    places = [place for place, part in enumerate(expression.parts) if part.is_field]
    out: list[bytes | None] = []
    for values in zip(*columns, strict=True):
        if None in values:
            out.append(None)
            continue
        for place, value in zip(places, values, strict=True):
            pieces[place] = text_of(value)
        out.append(b"".join(pieces))
    return out
