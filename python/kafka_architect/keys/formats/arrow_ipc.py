"""Apache Arrow IPC: files (Feather) and streams."""

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

_FILE_MAGIC = b"ARROW1\x00"
# A continuation and a length of zero.
_END_MARK = b"\xff\xff\xff\xff\0\0\0\0"
# A batch may have any number of rows.
_ROWS = 65_536


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    pa = optional_module("pyarrow", "reading Arrow IPC")
    try:
        reader, batches, title = _opened(pa, source)
    except (pa.ArrowInvalid, OSError) as error:
        raise _refused(source, error) from error
    chosen = choose_fields(source.name, field_names(reader.schema), wanted, title=title)
    reading = Reading(f"{title}, {chosen}", iter(()), key_types=key_types(reader.schema, chosen))
    reading.notes += numbers_note(reader.schema, chosen, wanted)
    if batches is None:
        batches = _of_file(pa, source, reader.schema, chosen)
    elif _lacks_its_end(source):
        reading.notes.append(
            f"{source.name}: the stream has no end mark: if its writer was closed, it was cut short between "
            "two batches"
        )
    reading.batches = _batches(source, batches, ArrowColumns(chosen, wanted, nested_column))
    return reading


def _opened(pa: Any, source: ByteSource) -> tuple[Any, Iterator[Any] | None, str]:
    """A reader, its batches (None for those of a file) and what it reads."""
    if source.head.startswith(_FILE_MAGIC) and source.path is not None and source.codec is None:
        # Not mapped: what somebody cuts short while it is mapped ends the process.
        return pa.ipc.open_file(pa.OSFile(str(source.path))), None, "Arrow IPC file"
    if source.head.startswith(_FILE_MAGIC):
        raise MalformedSourceError(
            f"{source.name}: an Arrow IPC file is read from its end, which needs a file: save it "
            "(decompressed) first, or write an Arrow IPC stream"
        )
    stream = pa.ipc.open_stream(source.stream())
    return stream, iter(stream), "Arrow IPC stream"


def _of_file(pa: Any, source: ByteSource, schema: Any, chosen: ChosenFields) -> Iterator[Any]:
    """The columns that are wanted, batch by batch."""
    wanted = {name if name in schema.names else name.partition(".")[0] for name in chosen.names}
    places = [place for place, name in enumerate(schema.names) if name in wanted]
    options = pa.ipc.IpcReadOptions(included_fields=places)
    file = pa.ipc.open_file(pa.OSFile(str(source.path)), options=options)
    for number in range(file.num_record_batches):
        yield file.get_batch(number)


def _lacks_its_end(source: ByteSource) -> bool:
    """Whether a stream that is a file ends without the mark that writers put there when they are closed."""
    if source.path is None or source.codec is not None:
        return False
    with source.path.open("rb") as file:
        file.seek(max(0, source.size_bytes - len(_END_MARK)))
        return file.read() != _END_MARK


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
