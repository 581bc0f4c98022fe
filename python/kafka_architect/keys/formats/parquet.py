"""Apache Parquet: only the columns that are asked for are read, and dictionaries stay dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.arrow_columns import ArrowColumns
from kafka_architect.keys.arrow_fields import field_names, key_types, nested_column, numbers_note
from kafka_architect.keys.chosen_fields import choose_fields
from kafka_architect.keys.optional_module import optional_module
from kafka_architect.keys.source import Reading, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.columns import KeyColumns
    from kafka_architect.keys.source import WantedColumns

_ROWS = 65_536


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    parquet = optional_module("pyarrow.parquet", "reading Parquet")
    if source.path is None or source.codec is not None:
        raise MalformedSourceError(
            f"{source.name}: Parquet is read from its end, which needs a file: save it (decompressed) first"
        )
    pa = optional_module("pyarrow", "reading Parquet")
    try:
        # Opened once: another file may take its name meanwhile.
        file = pa.OSFile(str(source.path))
        schema = parquet.read_schema(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise _refused(source, error) from error
    chosen = choose_fields(source.name, field_names(schema), wanted, title="Parquet")
    reading = Reading(f"Parquet, {chosen}", iter(()), key_types=key_types(schema, chosen))
    reading.notes += numbers_note(schema, chosen, wanted)
    reading.batches = _batches(source, file, wanted, chosen, schema)
    return reading


def _batches(
    source: ByteSource, opened: Any, wanted: WantedColumns, chosen: ChosenFields, schema: Any
) -> Iterator[KeyColumns]:
    pa = optional_module("pyarrow", "reading Parquet")
    parquet = optional_module("pyarrow.parquet", "reading Parquet")
    keys = [name for key in chosen.keys for name in key.fields if name in schema.names]
    texts = [name for name in keys if _is_text(pa, schema.field(name).type)]
    columns = ArrowColumns(chosen, wanted, nested_column)
    try:
        with parquet.ParquetFile(opened, read_dictionary=texts) as file:
            for batch in file.iter_batches(_ROWS, columns=list(chosen.names), use_threads=False):
                yield columns(batch)
    except (pa.ArrowInvalid, OSError) as error:
        raise _refused(source, error) from error


def _is_text(pa: Any, kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def _refused(source: ByteSource, error: Exception) -> MalformedSourceError:
    return MalformedSourceError(f"{source.name}: cannot be read as Parquet: {error}")


FORMAT = SourceFormat(
    "parquet", "Apache Parquet", _read, found_as=("parquet",), endings=(".parquet",), modules=("pyarrow",)
)
