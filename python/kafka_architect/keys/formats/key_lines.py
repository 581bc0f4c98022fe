"""One key per line: LF or CRLF, an empty line is an empty key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.keys.columns import KeyColumns, KeyLines, LineLayout
from kafka_architect.keys.line_ends import whole_lines
from kafka_architect.keys.source import Reading, SourceFormat, refuse_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.key_encoding import KeyEncoding
    from kafka_architect.keys.source import WantedColumns


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    refuse_fields(source.name, wanted, "one key per line")
    encoding = wanted.encoding
    if encoding is None or encoding.is_text:
        layout = LineLayout(null_text=wanted.null_bytes)
        return Reading("one key per line", (KeyLines(block, layout) for block in source.blocks()))
    return Reading(f"one key per line, {encoding.title}", _encoded(source, encoding, wanted.null_bytes))


def _encoded(source: ByteSource, encoding: KeyEncoding, null_text: bytes | None) -> Iterator[KeyColumns]:
    for text in whole_lines(source.blocks()):
        lines = text.split(b"\n")
        if not lines[-1]:
            lines.pop()
        keys = [None if line == null_text else line for line in (one.removesuffix(b"\r") for one in lines)]
        yield KeyColumns(keys=(encoding.encode(keys),), records=len(keys))


FORMAT = SourceFormat("text", "one key per line", _read, endings=(".txt",))
