"""Columns of an Arrow batch as KeyColumns: shared by what pyarrow reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.columns import KeyColumns, added_up
from kafka_architect.keys.optional_module import optional_module
from kafka_architect.keys.record_times import milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.key_expression import KeyExpression
    from kafka_architect.keys.source import WantedColumns


class ArrowColumns:
    """Makes KeyColumns of the columns that were chosen.

    Args:
        chosen: The fields.
        wanted: What was asked for: encoding and null text.
        column: How a field's column is taken out of a batch.
    """

    def __init__(
        self, chosen: ChosenFields, wanted: WantedColumns, column: Callable[[Any, str], Any]
    ) -> None:
        self._pa = optional_module("pyarrow", "reading columns")
        self._pc = optional_module("pyarrow.compute", "reading columns")
        self._chosen = chosen
        self._wanted = wanted
        self._column = column

    def __call__(self, batch: Any) -> KeyColumns:
        """The batch's records."""
        sizes = [self._whole_numbers(batch, name) for name in self._chosen.sizes]
        return KeyColumns(
            keys=tuple(self._keys(batch, key) for key in self._chosen.keys),
            records=batch.num_rows,
            partitions=self._numbers(batch, self._chosen.partition),
            sizes=added_up(sizes),
            counts=self._numbers(batch, self._chosen.count),
            timestamps_ms=self._timestamps_ms(batch),
        )

    def _keys(self, batch: Any, expression: KeyExpression) -> Any:
        if expression.single_field is not None:
            keys = self._column(batch, expression.single_field)
        else:
            parts = [
                self._as_text(self._column(batch, part.text)) if part.is_field else part.text.encode()
                for part in expression.parts
            ]
            keys = self._pc.binary_join_element_wise(*parts, b"", null_handling="emit_null")
        if self._wanted.null_text is not None:
            keys = self._without_null_text(keys)
        encoding = self._wanted.encoding
        if encoding is None:
            return keys
        if encoding.is_text:
            return self._as_text(keys)
        return encoding.encode(keys.to_pylist())

    def _without_null_text(self, keys: Any) -> Any:
        text = self._as_text(keys)
        return self._pc.if_else(self._pc.equal(text, self._wanted.null_bytes), None, text)

    def _as_text(self, keys: Any) -> Any:
        types = self._pa.types
        if types.is_dictionary(keys.type):
            keys = keys.cast(keys.type.value_type)
        if not (types.is_string(keys.type) or types.is_binary(keys.type) or types.is_large_binary(keys.type)):
            keys = keys.cast(self._pa.string())
        return keys.cast(self._pa.binary())

    def _numbers(self, batch: Any, name: str | None) -> NDArray[Any] | None:
        return None if name is None else self._whole_numbers(batch, name)

    def _timestamps_ms(self, batch: Any) -> NDArray[Any] | None:
        name = self._chosen.timestamp
        if name is None:
            return None
        column = self._column(batch, name)
        if self._pa.types.is_timestamp(column.type):
            column = column.cast(self._pa.timestamp("ms", column.type.tz), safe=False).cast(self._pa.int64())
        if not self._pa.types.is_integer(column.type):
            return None
        return milliseconds(lambda: column.cast(self._pa.int64()).fill_null(-1))

    def _whole_numbers(self, batch: Any, name: str) -> NDArray[Any]:
        column = self._column(batch, name)
        if column.null_count:
            raise MalformedSourceError(f"the column {name!r} has rows without a number")
        try:
            numbers: NDArray[Any] = np.asarray(column.cast(self._pa.int64()))
        except self._pa.ArrowInvalid as error:
            raise MalformedSourceError(
                f"the column {name!r} does not hold whole numbers ({error})"
            ) from error
        return numbers
