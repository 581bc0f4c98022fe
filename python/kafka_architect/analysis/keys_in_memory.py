"""Keys that lie in memory: what `analyze` takes beside paths, and how it gets into the core."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.trailing_nuls import trailing_nuls
from kafka_architect.errors import InputError, KeyTypeError

if TYPE_CHECKING:
    from kafka_architect.analysis.report_warning import ReportWarning
    from kafka_architect.analysis.source_options import SourceOptions

_MOST_LISTED = 50


def count_keys_in_memory(
    state: _core.Distribution, source: Any, reading: SourceOptions
) -> tuple[ReportWarning, ...]:
    """Count an array, a Series, an Arrow column, a table, a list, or chunks of these one after the other.

    Raises:
        InputError: A table was given without its key column, or a column that it does not have; columns
            were named and the source is no table.
        KeyTypeError: The source is nothing that holds keys.
    """
    if _is_table(source):
        _count_table(state, source, reading)
        return ()
    if not reading.are_usual and (reading.topic_partitions is None or _names(reading)):
        raise InputError(
            f"{', '.join(_names(reading)) or 'key formats'}: fields require a table or a file, found "
            f"{type(source).__name__}; pass columns to PartitioningStrategyAnalyzer.update"
        )
    return tuple(_count(state, source))


def _count(state: _core.Distribution, source: Any) -> Iterator[ReportWarning]:
    """Count keys, or chunks of them."""
    if isinstance(source, Iterator) or (isinstance(source, Sequence) and _are_chunks(source)):
        found: dict[str, ReportWarning] = {}
        for chunk in source:
            if not _holds_keys(chunk):
                raise KeyTypeError(
                    "expected chunks of keys (lists, arrays or Arrow columns) one after the other, found "
                    f"{type(chunk).__name__}; put single keys in a list"
                )
            found |= {warning.code: warning for warning in _count(state, chunk)}
        yield from found.values()
        return
    if not _holds_keys(source):
        raise KeyTypeError(
            f"expected the path of a file of keys, or a list, tuple, array, Series, Arrow column or table of "
            f"keys, or an iterator of such chunks, found {type(source).__name__}"
        )
    state.update(_as_core_takes_it(source))
    if isinstance(source, np.ndarray) and (warning := trailing_nuls(source)) is not None:
        yield warning


def _as_core_takes_it(keys: Any) -> Any:
    if isinstance(keys, (list, tuple, np.ndarray)) or _core.offers_arrow(keys):
        return keys
    # A Series where pyarrow is not installed, or some other sequence.
    return np.asarray(keys, dtype=object) if hasattr(keys, "to_numpy") else _array_or_list(keys)


def _array_or_list(keys: Any) -> Any:
    return np.asarray(keys) if hasattr(keys, "__array__") else list(keys)


def _holds_keys(value: Any) -> bool:
    if isinstance(value, (str, bytes, bytearray)) or value is None:
        return False
    return (
        isinstance(value, Sequence)
        or hasattr(type(value), "__array__")
        or hasattr(type(value), "to_numpy")
        or _core.offers_arrow(value)
    )


def _are_chunks(source: Sequence[Any]) -> bool:
    return len(source) > 0 and _holds_keys(source[0])


def _is_table(source: Any) -> bool:
    """A frame of pandas or Polars, an Arrow table, a relation of DuckDB: what has columns with names."""
    return hasattr(type(source), "columns") or hasattr(type(source), "column_names")


def _names(reading: SourceOptions) -> list[str]:
    named = (*reading.keys, reading.partition, reading.size, reading.count)
    return [name for name in named if name is not None]


def _count_table(state: _core.Distribution, table: Any, reading: SourceOptions) -> None:
    if reading.key_format is not None or reading.null_text is not None:
        raise InputError(
            "key_format and null_text apply only to files: a column in memory is placed by its type; cast it "
            "to the type that the producer's serializer writes"
        )
    if not _core.offers_arrow(table):
        raise KeyTypeError(
            f"a {type(table).__name__} without __arrow_c_stream__ cannot be read as a table: pass the column "
            "that is the key, as a list or array"
        )
    columns = _core.ArrowTable(table)
    wanted = {
        "key": _key_column(columns.columns, reading.keys),
        "sizes": reading.size,
        "partitions": reading.partition,
        "counts": reading.count,
    }
    names = {what: name for what, name in wanted.items() if name is not None}
    for name in names.values():
        _check_column(name, columns.columns)
    while (batch := columns.next(list(names.values()))) is not None:
        key, *others = batch
        state.update(key, **dict(zip(list(names)[1:], others, strict=True)))


def _key_column(columns: list[str], keys: Sequence[str]) -> str:
    if keys:
        return keys[0]
    if len(columns) == 1:
        return columns[0]
    raise InputError(
        f"the table has the columns {_listed(columns)}: choose the key column, e.g. key={columns[0]!r}"
        if columns
        else "the table has no columns: expected one with keys"
    )


def _check_column(name: str, columns: list[str]) -> None:
    if name in columns:
        return
    near = get_close_matches(name, columns, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise InputError(f"the table has no column {name!r}: {hint}it has {_listed(columns)}")


def _listed(columns: list[str]) -> str:
    more = len(columns) - _MOST_LISTED
    text = ", ".join(itertools.islice(columns, _MOST_LISTED))
    return f"{text} and {more} more" if more > 0 else text
