"""JSON over several lines as JSON lines: arrays of objects, and objects behind each other.

rpk topic consume and kafkactl -o json print each record over several lines; Kafka UI and AKHQ export arrays.
Whatever prints JSON for people begins and ends each record on a line of its own, at one indentation, and a
line feed inside a text is always escaped: so records are cut apart without parsing them. What is written in
one line (a compact array) is parsed as a whole, and is bounded.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.line_ends import MOST_LINE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = b"\0"
_LAID_OUT = re.compile(rb"\s*(?P<array>\[\s*?\n)?(?P<indent>[ \t]*)\{[ \t]*\r?\n")
_DUMPED_ROWS = 4096


def json_lines_of(name: str, head: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same objects, one per line, in blocks of whole lines.

    Byte offsets in laid out text stay what they are.

    Args:
        name: The source, for messages.
        head: Its first bytes.
        blocks: All of it, the head included.

    Raises:
        MalformedSourceError: The text ends inside a record, is no JSON, or is longer than 64 MiB in one line.
    """
    found = _LAID_OUT.match(head)
    if found is None:
        return _parsed(name, blocks)
    return _cut_apart(name, found["indent"], is_array=found["array"] is not None, blocks=blocks)


def _cut_apart(name: str, indent: bytes, *, is_array: bool, blocks: Iterator[bytes]) -> Iterator[bytes]:
    close = b"\n" + indent + b"}"
    rest = b""
    records = 0
    opened = not is_array
    for block in blocks:
        text = rest + (block.replace(b"\r\n", b" \n") if b"\r" in block else block)
        if not opened and b"[" in text:
            text, opened = text.replace(b"[", b" ", 1), True
        # A comma behind the last record of a block must not be left for the next one.
        end = text.rfind(close, 0, len(text) - 1) + len(close)
        if end < len(close):
            rest = text
            if len(rest) > MOST_LINE_BYTES:
                raise MalformedSourceError(
                    f"{name}: a record of JSON is longer than {MOST_LINE_BYTES:,} bytes"
                )
            continue
        end += text[end : end + 1] == b","
        found, rest = text[:end], text[end:]
        if _MARK in found:
            raise MalformedSourceError(f"{name}: has a NUL byte, which no JSON text has")
        records += found.count(close)
        yield _one_per_line(found, close)
    last = rest.rstrip()
    has_end = not is_array or last.endswith(b"]")
    last = last.removesuffix(b"]").rstrip() if is_array else last
    if last.endswith(close):
        records += last.count(close)
        yield _one_per_line(last, close)
        last = b""
    if last.strip(b", \t\n") or not has_end:
        raise MalformedSourceError(
            f"{name}: its JSON ends in the middle: it was cut short; the {records:,} records before are "
            "counted"
        )


def _one_per_line(text: bytes, close: bytes) -> bytes:
    for one in (close + b",", close):
        text = text.replace(one, b" " * (len(one) - 2) + _MARK * 2)
    return text.replace(b"\n", b" ").replace(_MARK * 2, b"}\n")


def _parsed(name: str, blocks: Iterator[bytes]) -> Iterator[bytes]:
    parts = []
    length = 0
    for block in blocks:
        parts.append(block)
        length += len(block)
        if length > MOST_LINE_BYTES:
            raise MalformedSourceError(
                f"{name}: a JSON array in one line is read up to {MOST_LINE_BYTES:,} bytes: write one object "
                f"per line (jq -c '.[]' {name}) and analyze that"
            )
    try:
        # Bytes that are no UTF-8 come out as they went in.
        values = json.loads(b"".join(parts).decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError) as error:
        raise MalformedSourceError(f"{name}: is not a JSON document ({error}): was it cut short?") from error
    rows = values if isinstance(values, list) else [values]
    if not all(isinstance(row, dict) for row in rows):
        raise MalformedSourceError(f"{name}: its JSON array has items that are no objects: expected records")
    for first in range(0, len(rows), _DUMPED_ROWS):
        yield b"".join(_line(row) for row in rows[first : first + _DUMPED_ROWS])


def _line(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, written as an escape
        return json.dumps(row).encode() + b"\n"
