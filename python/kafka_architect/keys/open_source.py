"""From a path to a Reading: the format by its magic number and first records, or as it was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.keys.byte_source import ByteSource
from kafka_architect.keys.formats import FORMATS_BY_FINDING, FORMATS_BY_NAME
from kafka_architect.keys.found_format import AS_LINES
from kafka_architect.keys.recognise import ASKED_FOR, recognise
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    import os

    from kafka_architect.keys.found_format import FoundFormat
    from kafka_architect.keys.source import Reading, SourceFormat, WantedColumns

AUTO = "auto"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# They leave a byte order mark out.
_WITH_MARK = (FORMATS_BY_NAME["csv"], FORMATS_BY_NAME["json"])


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source that is open: close `bytes` when its records are read.

    Attributes:
        bytes: The file.
        format: What it is read as.
        reading: Its records.
        doubt: What it looks like, where that may be something else than what it is read as.
    """

    bytes: ByteSource
    format: SourceFormat
    reading: Reading
    doubt: FoundFormat | None

    @property
    def read_as(self) -> str:
        """What the source is read as, its compression included."""
        codec = self.bytes.codec
        return (
            f"{self.reading.read_as}, {codec.name}-compressed" if codec is not None else self.reading.read_as
        )


def open_source(
    path: str | os.PathLike[str], input_format: str, wanted: WantedColumns, *, certain: bool = False
) -> OpenSource:
    """Open a file, or standard input ("-"), and find out what it holds.

    Args:
        path: The file, or what is open already.
        input_format: "auto", or the name of its format.
        wanted: What to read of it.
        certain: Whether to refuse lines that may be keys and look like something else.

    Raises:
        SourceError: It cannot be read.
        MalformedSourceError: It is nothing that is read; says what it looks like, and what to do.
        InputError: The format is unknown, needs a library that is not installed, or has no such field.
    """
    check_input_format(input_format)
    source = path if isinstance(path, ByteSource) else ByteSource(path)
    try:
        found = None if input_format != AUTO else _found(source)
        chosen = FORMATS_BY_NAME.get(input_format) or _format_of(source, found, wanted)
        try:
            reading = chosen.read(source, wanted)
        except MalformedSourceError as error:
            if found is not None and found.name in ASKED_FOR and not found.certain:
                raise MalformedSourceError(f"{error} {AS_LINES}") from error
            raise
        doubt = found if found is not None and found.name not in chosen.found_as else None
        if doubt is not None and certain:
            raise MalformedSourceError(doubt.message(source.name))
        return OpenSource(source, chosen, reading, doubt)
    except BaseException:
        source.close()
        raise


def _found(source: ByteSource) -> FoundFormat | None:
    """What the source looks like; a byte order mark in front of a table or of JSON is none of the keys."""
    found = recognise(source.head, complete=source.complete)
    if found is not None and found.name == "utf-8-bom":
        behind = recognise(source.head.removeprefix(BYTE_ORDER_MARK), complete=source.complete)
        if behind is not None and FORMATS_BY_FINDING.get(behind.name) in _WITH_MARK:
            return behind
    return found


def check_input_format(name: str) -> None:
    """Refuse a format that nobody knows.

    Raises:
        InputError: Lists those that are known.
    """
    if name != AUTO and name not in FORMATS_BY_NAME:
        raise InputError(f"input_format is {name!r}{did_you_mean(name, [AUTO, *FORMATS_BY_NAME])}")


def _format_of(source: ByteSource, found: FoundFormat | None, wanted: WantedColumns) -> SourceFormat:
    if found is None:
        rows = wanted.fields_are_told and any(mark in source.head.partition(b"\n")[0] for mark in b",;|\t")
        return FORMATS_BY_NAME["csv" if rows else "text"]
    readable = FORMATS_BY_FINDING.get(found.name)
    if readable is not None and (found.certain or wanted.fields_are_told or found.name in ASKED_FOR):
        return readable
    if found.certain or found.name in ASKED_FOR:
        raise MalformedSourceError(found.message(source.name))
    return FORMATS_BY_NAME["text"]
