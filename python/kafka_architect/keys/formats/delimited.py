"""CSV and TSV with a heading: quotes as RFC 4180 has them, the delimiter by the heading."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.keys.chosen_fields import choose_fields
from kafka_architect.keys.field_columns import key_columns
from kafka_architect.keys.kafka_ui_export import NOTE, as_produced, is_kafka_ui
from kafka_architect.keys.source import Reading, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.columns import KeyColumns
    from kafka_architect.keys.source import WantedColumns

_DELIMITERS = ",\t;|"
# A row that does not end within so much is no row: a quote was opened and not closed.
_LONGEST_ROW_BYTES = 16 * 1024 * 1024


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
    exported = is_kafka_ui(heading)
    by = " of Kafka UI" if exported else ""
    reading = Reading(
        f"{name} with header{separated}{by}, {chosen}",
        _batches(source, wanted, chosen, heading, delimiter),
    )
    if exported:
        reading.notes.append(f"{source.name}: {NOTE}")
    return reading


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
    undo = as_produced if is_kafka_ui(heading) else None
    numbers = {name for name in (chosen.partition, *chosen.sizes, chosen.count) if name is not None}
    keys = {name for key in chosen.keys for name in key.fields}
    if both := numbers & keys:
        raise InputError(f"{source.name}: the column {min(both)!r} is asked for as key and as number")
    rows = _core.DelimitedRows(
        [heading.index(name) for name in chosen.names], len(heading), delimiter.encode()
    )
    before = records = 0
    rest = b""
    for number, block in enumerate(itertools.chain(source.blocks(), (None,))):
        text = rest if block is None else rest + block
        if number == 0:
            before = text.find(b"\n") + 1 or len(text)
            text = text[before:]
        values, read_bytes, bad = rows.read(text, block is None)
        records += len(values[0])
        yield key_columns(dict(zip(chosen.names, values, strict=True)), wanted, chosen, undo)
        if bad is not None:
            raise _refused(source, f"the row at byte {before + bad[0]:,} of its text: {bad[1]}", records)
        rest = text[read_bytes:]
        before += read_bytes
        if len(rest) > _LONGEST_ROW_BYTES:
            reason = (
                f"the row at byte {before:,} of its text does not end within {_LONGEST_ROW_BYTES:,} bytes"
            )
            raise _refused(source, reason, records)


def _refused(source: ByteSource, reason: str, records: int) -> MalformedSourceError:
    return MalformedSourceError(
        f"{source.name}: is not the CSV that its heading promises: {reason}; the {records:,} records before "
        "it are counted"
    )


CSV = SourceFormat("csv", "CSV with a heading", _read_csv, found_as=("delimited",), endings=(".csv",))
TSV = SourceFormat("tsv", "TSV with a heading", _read_tsv, endings=(".tsv", ".tab"))
