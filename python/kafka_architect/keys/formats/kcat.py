r"""kcat -f '%p,%K,%S,%T,%k\\n': partition, key length, value size, timestamp; the key, read by its length.

A key may hold line feeds and commas; a length of -1 is a null key. Blocks whose keys hold no line feed are
read by one regular expression, others record by record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.columns import KeyColumns
from kafka_architect.keys.kcat_lines import FRONT
from kafka_architect.keys.source import Reading, SourceFormat, refuse_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.source import WantedColumns

_LINE = re.compile(rb"^(\d{1,6}),(-1|\d{1,10}),(-1|\d{1,10}),(-?\d{1,19}),(.*)\n", re.MULTILINE)
# No front of a record is longer.
_FRONT_BYTES = 64
_MOST_KEY_BYTES = 16 * 1024 * 1024


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    refuse_fields(source.name, wanted, "output of kcat -f")
    return Reading("output of kcat -f '%p,%K,%S,%T,%k\\n', keys by their length", _batches(source, wanted))


def _batches(source: ByteSource, wanted: WantedColumns) -> Iterator[KeyColumns]:
    rest = b""
    before = 0
    records = 0
    for block in source.blocks():
        text = rest + block
        rows, end = _rows(text, at_end=False)
        if rows:
            records += len(rows)
            yield _columns(rows, wanted)
        if (end == 0 and len(text) > 2 * _MOST_KEY_BYTES) or _is_wrong(text[end : end + _FRONT_BYTES]):
            raise _malformed(source, before + end, records)
        rest = text[end:]
        before += end
    rows, end = _rows(rest, at_end=True)
    if rows:
        records += len(rows)
        yield _columns(rows, wanted)
    if end < len(rest):
        raise _malformed(source, before + end, records)


def _rows(text: bytes, *, at_end: bool) -> tuple[list[tuple[bytes, ...]], int]:
    """The records that are whole, and where the next one begins."""
    end = text.rfind(b"\n") + 1
    if at_end and end < len(text):
        text += b"\n"  # the last line may lack its line end
        end = len(text)
    rows = _LINE.findall(text)
    if len(rows) == text.count(b"\n") and all(
        len(row[4]) == int(row[1]) or (row[1] == b"-1" and not row[4]) for row in rows
    ):
        return rows, end
    return _one_by_one(text)


def _one_by_one(text: bytes) -> tuple[list[tuple[bytes, ...]], int]:
    rows = []
    at = 0
    while found := FRONT.match(text, at):
        begin = found.end()
        end = begin + max(int(found[2]), 0)
        if text[end : end + 1] != b"\n":
            break
        rows.append((*found.groups(), text[begin:end]))
        at = end + 1
    return rows, at


def _is_wrong(text: bytes) -> bool:
    """Whether what is left cannot be the beginning of a record."""
    found = FRONT.match(text)
    if found is not None:
        return int(found[2]) > _MOST_KEY_BYTES
    return len(text) >= _FRONT_BYTES


def _columns(rows: list[tuple[bytes, ...]], wanted: WantedColumns) -> KeyColumns:
    partitions, lengths, sizes, times, keys = zip(*rows, strict=True)
    nulls = {b"-1"}
    found = list(keys) if b"-1" not in lengths else [
        None if length in nulls else key for length, key in zip(lengths, keys, strict=True)
    ]  # fmt: skip
    if wanted.null_bytes is not None:
        found = [None if key == wanted.null_bytes else key for key in found]
    key_bytes = np.array(lengths).astype(np.int64).clip(min=0)
    return KeyColumns(
        keys=(found if wanted.encoding is None else wanted.encoding.encode(found),),
        records=len(rows),
        partitions=np.array(partitions).astype(np.int64),
        sizes=key_bytes + np.array(sizes).astype(np.int64).clip(min=0),
        timestamps_ms=np.array(times).astype(np.int64).clip(min=-1),
    )


def _malformed(source: ByteSource, offset: int, records: int) -> MalformedSourceError:
    return MalformedSourceError(
        f"{source.name}: byte {offset:,} of its text does not begin with partition, key length, value size "
        f"and timestamp, or the key ends elsewhere than its length says: the file was cut short, or kcat had "
        f"another -f; the {records:,} records before it are counted"
    )


FORMAT = SourceFormat("kcat", "kcat -f '%p,%K,%S,%T,%k\\n'", _read, found_as=("kcat-format",))
