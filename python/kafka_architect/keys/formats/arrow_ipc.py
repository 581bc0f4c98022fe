"""Apache Arrow IPC: files (Feather) and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.arrow_columns import ArrowColumns
from kafka_architect.keys.arrow_fields import field_names, nested_column, numbers_note
from kafka_architect.keys.chosen_fields import choose_fields
from kafka_architect.keys.optional_module import optional_module
from kafka_architect.keys.source import Reading, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.columns import KeyColumns
    from kafka_architect.keys.source import WantedColumns

_FILE_MAGIC = b"ARROW1\x00"
# A batch may have any number of rows.
_ROWS = 65_536


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    pa = optional_module("pyarrow", "reading Arrow IPC")
    try:
        reader, batches, title = _opened(pa, source)
    except (pa.ArrowInvalid, OSError) as error:
        raise _refused(source, error) from error
    chosen = choose_fields(source.name, field_names(reader.schema), wanted, title=title)
    reading = Reading(f"{title}, {chosen}", iter(()))
    reading.notes += numbers_note(reader.schema, chosen, wanted)
    reading.batches = _batches(source, batches, ArrowColumns(chosen, wanted, nested_column))
    return reading


def _opened(pa: Any, source: ByteSource) -> tuple[Any, Iterator[Any], str]:
    if source.head.startswith(_FILE_MAGIC) and source.path is not None and source.codec is None:
        file = pa.ipc.open_file(pa.memory_map(str(source.path)))
        return file, (file.get_batch(i) for i in range(file.num_record_batches)), "Arrow IPC file"
    if source.head.startswith(_FILE_MAGIC):
        raise MalformedSourceError(
            f"{source.name}: an Arrow IPC file is read from its end, which needs a file: save it "
            "(decompressed) first, or write an Arrow IPC stream"
        )
    stream = pa.ipc.open_stream(source.stream())
    return stream, iter(stream), "Arrow IPC stream"


def _batches(source: ByteSource, batches: Iterator[Any], columns: ArrowColumns) -> Iterator[KeyColumns]:
    pa = optional_module("pyarrow", "reading Arrow IPC")
    try:
        for batch in batches:
            for first in range(0, batch.num_rows, _ROWS):
                yield columns(batch.slice(first, _ROWS))
    except (pa.ArrowInvalid, OSError) as error:
        raise _refused(source, error) from error


def _refused(source: ByteSource, error: Exception) -> MalformedSourceError:
    return MalformedSourceError(f"{source.name}: cannot be read as Arrow IPC: {error}")


FORMAT = SourceFormat(
    "arrow", "Apache Arrow IPC file or stream", _read,
    found_as=("arrow-file", "arrow-stream"), endings=(".arrow", ".arrows", ".feather"), modules=("pyarrow",),
)  # fmt: skip
