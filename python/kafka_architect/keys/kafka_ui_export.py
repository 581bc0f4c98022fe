"""The CSV that Kafka UI exports: what it changes in cells so that spreadsheets run no formula, undone.

Its heading is always the same, and every cell is quoted. A text that begins with = + - @ TAB or CR gets an
apostrophe in front: the key -5 is written '-5. A null key is written as an empty cell, as an empty one is;
null keys are common and empty ones are not, so it is read as null.

Source: toCsvCell in frontend/src/components/Topics/Topic/Messages/Filters/Filters.tsx (kafbat/kafka-ui).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = ("Value", "Offset", "Key", "Partition", "Headers", "Timestamp")
_TRIGGERS = (b"'=", b"'+", b"'-", b"'@", b"'\t", b"'\r")

NOTE = (
    "its keys are read as Kafka UI writes them: an apostrophe before = + - @ is left out, and an empty cell "
    "is a null key (the export of JSON tells null and empty apart)"
)


def is_kafka_ui(heading: Sequence[str]) -> bool:
    """Whether a heading is the one of Kafka UI's exports."""
    return tuple(heading) == _HEADING


def as_produced(cells: Sequence[bytes | None]) -> list[bytes | None]:
    """The keys of cells."""
    return [cell[1:] if cell and cell.startswith(_TRIGGERS) else cell or None for cell in cells]
