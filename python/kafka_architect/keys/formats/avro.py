"""Apache Avro container files."""

from __future__ import annotations

import math
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.chosen_fields import choose_fields
from kafka_architect.keys.columns import KeyColumns, added_up
from kafka_architect.keys.list_columns import key_list
from kafka_architect.keys.optional_module import optional_module
from kafka_architect.keys.record_times import milliseconds
from kafka_architect.keys.source import Reading, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.source import WantedColumns

_ROWS = 8192


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    fastavro = optional_module("fastavro", "reading Avro")
    try:
        rows = fastavro.reader(source.stream())
        schema = rows.writer_schema
    except Exception as error:
        raise _refused(source, error) from error
    available = _paths("", schema)
    chosen = choose_fields(source.name, available, wanted, noun="field", title="Avro")
    return Reading(f"Avro, {chosen}", _batches(source, wanted, chosen, rows))


def _paths(outer: str, schema: Any) -> list[str]:
    """The fields of a record's schema, those inside records with their paths."""
    if isinstance(schema, list):
        return [path for one in schema for path in _paths(outer, one)]
    if not isinstance(schema, dict) or "fields" not in schema:
        return []
    paths = []
    for one in schema["fields"]:
        name = f"{outer}{one['name']}"
        paths += [name, *_paths(f"{name}.", one["type"])]
    return paths


def _batches(
    source: ByteSource, wanted: WantedColumns, chosen: ChosenFields, rows: Iterator[Any]
) -> Iterator[KeyColumns]:
    records = 0
    failure: Exception | None = None
    while failure is None:
        batch: list[Any] = []
        try:
            batch.extend(islice(rows, _ROWS))
        except Exception as error:  # noqa: BLE001 - whatever the library raises for bytes that are no Avro
            failure = error
        if batch:
            records += len(batch)
            yield _columns(batch, wanted, chosen)
        elif failure is None:
            return
    raise _refused(source, failure, records) from failure


def _columns(rows: list[Any], wanted: WantedColumns, chosen: ChosenFields) -> KeyColumns:
    def column(path: str) -> list[Any]:
        first, *others = path.split(".")
        values = [row[first] for row in rows]
        for name in others:
            values = [None if value is None else value[name] for value in values]
        return values

    def numbers(name: str) -> Any:
        return numbers_of(name, column(name))

    def numbers_of(name: str, values: list[Any]) -> Any:
        if not all(isinstance(value, int) for value in values):
            raise MalformedSourceError(f"the field {name!r} does not hold whole numbers only")
        return np.array(values, dtype=np.int64)

    def times(name: str) -> Any:
        # timestamp-millis and timestamp-micros become datetimes.
        values = [
            math.floor(value.timestamp() * 1000) if isinstance(value, datetime) else value
            for value in column(name)
        ]
        return numbers_of(name, [-1 if value is None else value for value in values])

    return KeyColumns(
        keys=tuple(_keys(key_list(one, wanted, column), wanted) for one in chosen.keys),
        records=len(rows),
        partitions=None if chosen.partition is None else numbers(chosen.partition),
        sizes=added_up([numbers(name) for name in chosen.sizes]),
        counts=None if chosen.count is None else numbers(chosen.count),
        timestamps_ms=None if chosen.timestamp is None else milliseconds(partial(times, chosen.timestamp)),
    )


def _keys(keys: Any, wanted: WantedColumns) -> Any:
    """Text and bytes as they are; what else a field may hold as the text of it."""
    if wanted.encoding is not None or all(isinstance(key, (str, bytes)) or key is None for key in keys):
        return keys
    return [key if isinstance(key, (str, bytes)) or key is None else str(key) for key in keys]


def _refused(source: ByteSource, error: Exception, records: int = 0) -> MalformedSourceError:
    counted = f"; the {records:,} records before are counted" if records else ""
    what = str(error) or type(error).__name__
    return MalformedSourceError(
        f"{source.name}: cannot be read as Avro ({what}), at byte {source.position_bytes:,} of the file at "
        f"the latest{counted}"
    )


FORMAT = SourceFormat(
    "avro", "Apache Avro container file", _read, found_as=("avro",), endings=(".avro",), modules=("fastavro",)
)
