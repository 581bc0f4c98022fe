"""A key, a delimiter and a value in each line: kcat -K:, kafka-console-consumer.sh with print.key=true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.columns import KeyColumns, KeyLines, LineLayout
from kafka_architect.keys.line_ends import whole_lines
from kafka_architect.keys.source import Reading, SourceFormat, refuse_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.source import WantedColumns

_DELIMITERS = (b"\t", b":", b"|", b";", b",")
_VALUE = re.compile(rb" ?[{\[]")


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    refuse_fields(source.name, wanted, "keys with their values")
    delimiter = _delimiter(source)
    shown = "TAB" if delimiter == b"\t" else repr(delimiter.decode())
    read_as = f"keys with their values, {shown} between them"
    if wanted.encoding is None or wanted.encoding.is_text:
        layout = LineLayout(null_text=wanted.null_bytes, delimiter=delimiter)
        reading = Reading(read_as, (KeyLines(block, layout) for block in source.blocks()))
    else:
        reading = Reading(f"{read_as}, {wanted.encoding.title}", _encoded(source, wanted, delimiter))
    reading.notes.append(
        f"{source.name}: a value that holds line feeds cannot be told from further records, and a null key "
        "not from an empty one: kcat -f '%p,%K,%S,%T,%k\\n' or kcat -J tell them apart"
    )
    return reading


def _delimiter(source: ByteSource) -> bytes:
    """What is in front of JSON in most lines, else what is in all of them."""
    lines = [line for line in source.head.split(b"\n")[:200] if line]
    if not lines:
        return b"\t"
    before_json = {
        one: sum(bool(_VALUE.match(line.partition(one)[2])) for line in lines) for one in _DELIMITERS
    }
    best = max(_DELIMITERS, key=lambda one: before_json[one])
    if before_json[best] >= 0.5 * len(lines):
        return best
    for one in _DELIMITERS:
        if all(one in line for line in lines):
            return one
    raise MalformedSourceError(
        f"{source.name}: no delimiter (TAB : | ; ,) is in each of its first lines: it does not hold keys "
        "and values"
    )


def _encoded(source: ByteSource, wanted: WantedColumns, delimiter: bytes) -> Iterator[KeyColumns]:
    assert wanted.encoding is not None  # noqa: S101 - the caller looked
    key = re.compile(rb"^([^%b\n]*)%b" % (re.escape(delimiter), re.escape(delimiter)), re.MULTILINE)
    for text in whole_lines(source.blocks()):
        keys = [None if one == wanted.null_bytes else one for one in key.findall(text)]
        yield KeyColumns(keys=(wanted.encoding.encode(keys),), records=len(keys))


FORMAT = SourceFormat("key-value", "key, delimiter, value (kcat -K:)", _read, found_as=("key-and-value",))
