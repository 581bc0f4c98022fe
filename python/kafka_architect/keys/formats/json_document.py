"""JSON over several lines: what rpk and kafkactl print, and what Kafka UI and AKHQ export."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.formats.json_lines import read_objects
from kafka_architect.keys.json_documents import json_lines_of
from kafka_architect.keys.source import SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.source import Reading, WantedColumns


@dataclass(frozen=True, slots=True)
class _Lines:
    """The document's objects as lines, the first of them looked at."""

    name: str
    head: bytes
    rest: Iterator[bytes]
    complete: bool = True  # the head ends where a record ends

    def blocks(self) -> Iterator[bytes]:
        return chain([self.head], self.rest)


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    lines = json_lines_of(source.name, source.head, source.blocks())
    first = next(lines, b"")
    if not first.strip():
        raise MalformedSourceError(f"{source.name}: its JSON document has no records")
    return read_objects(_Lines(source.name, first, lines), wanted, "JSON document")


FORMAT = SourceFormat(
    "json-document", "JSON over several lines, or one array of objects", _read,
    found_as=("json-document",), endings=(".json",),
)  # fmt: skip
