"""CSV and TSV with a heading: quotes as RFC 4180 has them, the delimiter by the heading."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.keys.arrow_columns import ArrowColumns
from kafka_architect.keys.chosen_fields import choose_fields
from kafka_architect.keys.ended_stream import EndedStream
from kafka_architect.keys.optional_module import optional_module
from kafka_architect.keys.source import Reading, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.columns import KeyColumns
    from kafka_architect.keys.source import WantedColumns

_DELIMITERS = ",\t;|"
# A row must fit; the reader holds two of them.
_BLOCK_BYTES = 4 * 1024 * 1024


def _read_csv(source: ByteSource, wanted: WantedColumns) -> Reading:
    return _read(source, wanted, None)


def _read_tsv(source: ByteSource, wanted: WantedColumns) -> Reading:
    return _read(source, wanted, "\t")


def _read(source: ByteSource, wanted: WantedColumns, delimiter: str | None) -> Reading:
    heading, delimiter = _heading(source, delimiter)
    name = "TSV" if delimiter == "\t" else "CSV"
    title = f"{name} with the columns of its heading"
    chosen = choose_fields(source.name, heading, wanted, title=title)
    repeated = next((column for column in chosen.names if heading.count(column) > 1), None)
    if repeated is not None:
        raise MalformedSourceError(f"{source.name}: its heading has the column {repeated!r} twice")
    separated = "" if delimiter in ",\t" else f" separated by {delimiter!r}"
    return Reading(
        f"{name} with header{separated}, {chosen}",
        _batches(source, wanted, chosen, heading, delimiter),
    )


def _heading(source: ByteSource, delimiter: str | None) -> tuple[list[str], str]:
    """The names of the columns, and what is between them."""
    head = source.head.removeprefix(b"\xef\xbb\xbf")
    line = head.split(b"\n", 1)[0].removesuffix(b"\r")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise MalformedSourceError(f"{source.name}: its heading is not UTF-8 ({error})") from error
    if not text.strip():
        raise MalformedSourceError(f"{source.name}: has no heading: its first line is empty")
    if delimiter is None:
        delimiter = max(_DELIMITERS, key=text.count)
    names = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    return [name.strip() for name in names], delimiter


def _batches(
    source: ByteSource, wanted: WantedColumns, chosen: ChosenFields, heading: list[str], delimiter: str
) -> Iterator[KeyColumns]:
    pa = optional_module("pyarrow", "reading CSV")
    reader_of = optional_module("pyarrow.csv", "reading CSV")
    numbers = {name for name in (chosen.partition, *chosen.sizes, chosen.count) if name is not None}
    keys = {name for key in chosen.keys for name in key.fields}
    if both := numbers & keys:
        raise InputError(f"{source.name}: the column {min(both)!r} is asked for as key and as number")
    # Text, so that 007 stays 007; bytes, since nothing says that they are UTF-8.
    types = {name: pa.int64() if name in numbers else pa.binary() for name in chosen.names}
    columns = ArrowColumns(chosen, wanted, lambda batch, name: batch.column(name))
    with source.stream() as file:
        stream = EndedStream(file)
        try:
            reader = reader_of.open_csv(
                stream,
                read_options=reader_of.ReadOptions(
                    block_size=_BLOCK_BYTES, column_names=heading, skip_rows=1
                ),
                parse_options=reader_of.ParseOptions(delimiter=delimiter, newlines_in_values=True),
                convert_options=reader_of.ConvertOptions(
                    include_columns=list(chosen.names), column_types=types, strings_can_be_null=False
                ),
            )
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error):
                return
            stream.end()
            raise _refused(source, error) from error
        try:
            yield from _converted(source, reader, columns, pa)
        finally:
            stream.end()


def _converted(source: ByteSource, reader: Any, columns: ArrowColumns, pa: Any) -> Iterator[KeyColumns]:
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            return
        except pa.ArrowInvalid as error:
            raise _refused(source, error) from error
        yield columns(batch)


def _refused(source: ByteSource, error: Exception) -> MalformedSourceError:
    return MalformedSourceError(f"{source.name}: is not the CSV that its heading promises: {error}")


CSV = SourceFormat(
    "csv", "CSV with a heading", _read_csv, found_as=("delimited",), endings=(".csv",), modules=("pyarrow",)
)
TSV = SourceFormat("tsv", "TSV with a heading", _read_tsv, endings=(".tsv", ".tab"), modules=("pyarrow",))
