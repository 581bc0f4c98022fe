"""The table's entry for a format, what is asked of it, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.columns import KeyColumns, KeyLines
    from kafka_architect.keys.key_encoding import KeyEncoding
    from kafka_architect.keys.key_expression import KeyExpression
    from kafka_architect.keys.segment_summary import SegmentSummary


@dataclass(frozen=True, slots=True)
class WantedColumns:
    """What to read of each record.

    Attributes:
        keys: The fields that make up each key; none for the key column by its usual names.
        encoding: How the bytes of a key are made of what the source holds.
        null_text: Text that stands for a null key; None where no text does.
        partition: The field with each record's partition; None for the usual names.
        size: The field with each record's bytes; None for the usual names.
        count: The field with the number of records that a row stands for.
    """

    keys: tuple[KeyExpression, ...] = ()
    encoding: KeyEncoding | None = None
    null_text: str | None = None
    partition: str | None = None
    size: str | None = None
    count: str | None = None

    @property
    def null_bytes(self) -> bytes | None:
        """`null_text` as it is in a file."""
        return None if self.null_text is None else self.null_text.encode()

    @property
    def fields_are_told(self) -> bool:
        """Whether anything was asked for by a field's name."""
        return bool(self.keys) or any(name is not None for name in (self.partition, self.size, self.count))


def refuse_fields(name: str, wanted: WantedColumns, read_as: str) -> None:
    """Refuse to choose fields of a source whose keys have one place.

    Raises:
        InputError: A field was asked for.
    """
    if wanted.fields_are_told:
        raise InputError(
            f"{name}: is read as {read_as}, which leaves no choice of fields: leave out --key, --count and "
            "the like, or say with --input-format what it is"
        )


@dataclass(slots=True)
class Reading:
    """A source that is open: what it is read as, and its records.

    Attributes:
        read_as: What the source is read as, for people: "CSV with header, key column customerId".
        batches: The records, once.
        notes: What readers have to know besides; grows while the batches are read.
        key_types: The types of the keys' fields, where the source has typed ones.
        segments: Of log segments, what was read until now; it takes the place of `read_as` and `notes`, since
            a topic has many of them.
    """

    read_as: str
    batches: Iterator[KeyColumns | KeyLines]
    notes: list[str] = field(default_factory=list)
    key_types: tuple[str, ...] = ()
    segments: SegmentSummary | None = None


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """A format that is read: one module in `formats/`, one line in its table.

    Attributes:
        name: What `--input-format` takes.
        title: What it is, in a list.
        read: Opens a source of this format.
        found_as: The names of `FoundFormat` that it reads when nobody says what a source is.
        endings: Usual endings of file names; for people, and for folders.
        modules: What it imports beyond the package's own dependencies (the extra `sources`).
    """

    name: str
    title: str
    read: Callable[[ByteSource, WantedColumns], Reading]
    found_as: Sequence[str] = ()
    endings: Sequence[str] = ()
    modules: Sequence[str] = ()
