"""Columns that the core has read out of text as KeyColumns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.keys.columns import KeyColumns, added_up
from kafka_architect.keys.record_times import milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.key_expression import KeyExpression
    from kafka_architect.keys.source import WantedColumns

    Undo = Callable[[Sequence[bytes | None]], list[bytes | None]]


def key_columns(
    columns: Mapping[str, _core.FieldValues],
    wanted: WantedColumns,
    chosen: ChosenFields,
    undo: Undo | None = None,
) -> KeyColumns:
    """The records of one block.

    Args:
        columns: Every field that was chosen, equally long.
        wanted: The encoding of keys and the text of a null key.
        chosen: What each field is.
        undo: Gives back the fields of keys as they were, where the tool that wrote them changed them.

    Raises:
        MalformedSourceError: A field that holds numbers has something else.
    """

    def numbers(name: str) -> NDArray[Any]:
        return columns[name].whole_numbers(name)

    return KeyColumns(
        keys=tuple(_keys(columns, wanted, expression, undo) for expression in chosen.keys),
        records=len(next(iter(columns.values()))),
        partitions=None if chosen.partition is None else numbers(chosen.partition),
        sizes=added_up([numbers(name) for name in chosen.sizes]),
        counts=None if chosen.count is None else numbers(chosen.count),
        timestamps_ms=None if chosen.timestamp is None else milliseconds(partial(numbers, chosen.timestamp)),
    )


def _keys(
    columns: Mapping[str, _core.FieldValues],
    wanted: WantedColumns,
    expression: KeyExpression,
    undo: Undo | None,
) -> Any:
    """The keys that an expression makes of fields; null where one of these is."""
    if expression.single_field is not None:
        keys = columns[expression.single_field]
    else:
        keys = _core.FieldValues.joined(
            [columns[part.text] if part.is_field else part.text.encode() for part in expression.parts]
        )
    if wanted.null_bytes is not None:
        keys = keys.null_where(wanted.null_bytes)
    if undo is not None and expression.single_field is not None:
        told = undo(keys.to_pylist())
        return told if wanted.encoding is None or wanted.encoding.is_text else wanted.encoding.encode(told)
    if wanted.encoding is None or wanted.encoding.is_text:
        return keys
    return wanted.encoding.encode(keys.to_pylist())
