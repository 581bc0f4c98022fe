"""kafka-dump-log.sh --print-data-log: keys by their keySize, since keys and payloads may hold line feeds.

The tool decodes keys as UTF-8: what is none comes out as U+FFFD, and such keys no longer have their size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.keys.columns import KeyColumns
from kafka_architect.keys.line_ends import MOST_LINE_BYTES
from kafka_architect.keys.source import Reading, SourceFormat, refuse_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.source import WantedColumns

_RECORD = re.compile(
    rb"^(?:\| )?offset: \d+ (?:(?:CreateTime|LogAppendTime): (?P<time>-?\d{1,18}) )?"
    rb"[^\n]*?key[sS]ize: (?P<key>-1|\d+) value[sS]ize: (?P<value>-1|\d+)"
    rb"(?: [^\n]*?headerKeys: \[[^\n\]]*\])?(?P<behind>[^\n]*?(?: key: | payload: |$))",
    re.MULTILINE,
)
_FILE = re.compile(rb"^Dumping (?:[^\n]*?-(?P<partition>\d+)[/\\])?[^\n]*$", re.MULTILINE)
_KEY = b" key: "
_PAYLOAD = b" payload: "


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    refuse_fields(source.name, wanted, "output of kafka-dump-log.sh")
    reading = Reading("output of kafka-dump-log.sh, keys by their keySize", iter(()))
    reading.batches = _batches(source, wanted, reading)
    return reading


class _Records:
    """What was found in a part of the text."""

    def __init__(self) -> None:
        self.keys: list[bytes | None] = []
        self.sizes: list[int] = []
        self.partitions: list[int] = []
        self.times: list[int] = []
        self.replaced = 0

    def add(self, text: bytes, found: re.Match[bytes], partition: int | None) -> int | None:
        """Add the record that begins there; returns where to look on, None where more text is needed."""
        key_size, value_size = int(found["key"]), int(found["value"])
        begin = found.end()
        if key_size < 0:
            key = None
        elif not found["behind"].endswith(_KEY):
            return begin  # a control record
        elif len(text) < begin + key_size + len(_PAYLOAD):
            return None
        else:
            key = text[begin : begin + key_size]
            if not text.startswith((_PAYLOAD, b"\n", b"\r\n"), begin + key_size):
                end = min(
                    (at for at in (text.find(_PAYLOAD, begin), text.find(b"\n", begin)) if at >= 0),
                    default=len(text),
                )
                key = text[begin:end]
                self.replaced += 1
            begin += len(key)
        self.keys.append(key)
        self.sizes.append(max(key_size, 0) + max(value_size, 0))
        self.times.append(max(int(found["time"] or -1), -1))
        if partition is not None:
            self.partitions.append(partition)
        return begin

    def columns(self, wanted: WantedColumns) -> KeyColumns:
        keys = self.keys
        if wanted.null_bytes is not None:
            keys = [None if key == wanted.null_bytes else key for key in keys]
        complete = len(self.partitions) == len(keys)
        return KeyColumns(
            keys=(keys if wanted.encoding is None else wanted.encoding.encode(keys),),
            records=len(keys),
            partitions=np.array(self.partitions, dtype=np.int64) if complete and keys else None,
            sizes=np.array(self.sizes, dtype=np.int64),
            timestamps_ms=np.array(self.times, dtype=np.int64),
        )


def _batches(source: ByteSource, wanted: WantedColumns, reading: Reading) -> Iterator[KeyColumns]:
    rest = b""
    partition: int | None = None
    replaced = 0
    total = 0
    for block in _with_end(source.blocks()):
        text = rest + (block or b"\n" + b" " * len(_PAYLOAD))
        records = _Records()
        kept = max(0, len(text) - _LONGEST_FRONT) if block else len(text)
        at = 0
        for found in _MARKS.finditer(text):
            if found.start() < at:
                continue  # inside of a key
            if found.start() >= kept:
                break
            if found["file"] is not None:
                partition = _partition(found["file"])
                continue
            record = _RECORD.match(text, found.start())
            if record is None:
                continue
            after = records.add(text, record, partition)
            if after is None:
                kept = found.start()
                break
            at = after
        rest = text[max(kept, at) :] if block else b""
        if len(rest) > MOST_LINE_BYTES:
            rest = rest[-_LONGEST_FRONT:]
        replaced += records.replaced
        total += len(records.keys)
        if records.keys:
            yield records.columns(wanted)
    if replaced:
        reading.notes.append(
            f"{source.name}: {replaced:,} of {total:,} keys are not text: kafka-dump-log.sh has replaced "
            "their bytes, so that their partitions cannot be told; read them with kcat -f '%p,%K,%S,%T,%k\\n'"
        )
    if not total:
        reading.notes.append(
            f"{source.name}: has no records; kafka-dump-log.sh prints them with --print-data-log only"
        )


_MARKS = re.compile(rb"^(?:(?P<file>Dumping [^\n]*)|(?:\| )?offset: \d)", re.MULTILINE)
# A record's line up to its key, with the names of some headers.
_LONGEST_FRONT = 64 * 1024


def _partition(line: bytes) -> int | None:
    found = _FILE.match(line)
    return int(found["partition"]) if found is not None and found["partition"] is not None else None


def _with_end(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks, and an empty one behind the last."""
    yield from blocks
    yield b""


FORMAT = SourceFormat("dump-log", "kafka-dump-log.sh --print-data-log", _read, found_as=("dump-log",))
