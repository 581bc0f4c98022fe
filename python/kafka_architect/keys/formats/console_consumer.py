"""kafka-console-consumer.sh with print.key and any of print.timestamp, partition, offset, headers, value.

Fields are separated by TABs, in this order: timestamp, partition, offset, delivery count and epoch (share
consumers), headers, key, value. The tool writes `null` for a null key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.columns import KeyColumns
from kafka_architect.keys.line_ends import whole_lines
from kafka_architect.keys.source import Reading, SourceFormat, refuse_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.source import WantedColumns

_FRONT = {
    "timestamp": rb"(?:(?:CreateTime|LogAppendTime):(-?\d{1,18})|NO_TIMESTAMP)",
    "partition": rb"Partition:(\d+)",
    "offset": rb"Offset:\d+",
    "delivery": rb"(?:Delivery:\d+|DELIVERY_COUNT_UNKNOWN)",
    "epoch": rb"(?:Epoch:\d+|EPOCH_UNKNOWN)",
}
_HEADERS = re.compile(rb"NO_HEADERS|[^:\t]+:[^\t]*")
_NO_HEADERS = b"NO_HEADERS"


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    refuse_fields(source.name, wanted, "output of kafka-console-consumer.sh")
    fields, pattern = _layout(source)
    read_as = f"output of kafka-console-consumer.sh ({', '.join(fields)})"
    reading = Reading(read_as, iter(()))
    groups = [name for name in ("timestamp", "partition", "key") if name in fields]
    reading.batches = _batches(source, wanted, pattern, groups, reading)
    return reading


def _layout(source: ByteSource) -> tuple[list[str], re.Pattern[bytes]]:
    """The fields of the lines, and a line with timestamp, partition (if they are there) and key as groups."""
    lines = [line for line in source.head.split(b"\n")[:200] if line]
    first = next((line for line in lines if _starts(line)), None)
    if first is None:
        raise MalformedSourceError(
            f"{source.name}: no line begins as those of kafka-console-consumer.sh with print.timestamp, "
            "print.partition or print.offset do"
        )
    left = first.split(b"\t")
    fields = []
    parts = []
    for name, form in _FRONT.items():
        if left and re.fullmatch(form, left[0]):
            fields.append(name)
            parts.append(form)
            left.pop(0)
    rests = [line.split(b"\t")[len(fields) :] for line in lines if _starts(line)]
    if _have_headers(rests):
        fields.append("headers")
        parts.append(rb"[^\t\n]*")
        rests = [rest[1:] for rest in rests]
    if not all(rests):
        raise MalformedSourceError(
            f"{source.name}: has {', '.join(fields)} and no key: consume with print.key=true"
        )
    fields.append("key")
    parts.append(rb"([^\t\n]*)")
    if any(len(rest) > 1 for rest in rests):
        fields.append("value")
        return fields, re.compile(rb"^" + rb"\t".join(parts) + rb"\t.*$", re.MULTILINE)
    return fields, re.compile(rb"^" + rb"\t".join(parts) + rb"$", re.MULTILINE)


def _starts(line: bytes) -> bool:
    return any(re.match(form + rb"\t", line) for form in _FRONT.values())


def _have_headers(rests: Sequence[Sequence[bytes]]) -> bool:
    fronts = [rest[0] for rest in rests if rest]
    if _NO_HEADERS in fronts:
        return True
    return all(len(rest) >= 3 and _HEADERS.fullmatch(rest[0]) for rest in rests)


def _batches(
    source: ByteSource,
    wanted: WantedColumns,
    pattern: re.Pattern[bytes],
    groups: Sequence[str],
    reading: Reading,
) -> Iterator[KeyColumns]:
    null = wanted.null_bytes if wanted.null_bytes is not None else b"null"
    further = 0
    for text in whole_lines(source.blocks()):
        lines = text.replace(b"\r\n", b"\n")
        rows = pattern.findall(lines)
        further += lines.count(b"\n") + (not lines.endswith(b"\n")) - len(rows)
        if not rows:
            continue
        columns = dict(zip(groups, zip(*rows, strict=True) if len(groups) > 1 else (rows,), strict=True))
        keys = columns["key"]
        found = [None if key == null else key for key in keys] if null in keys else list(keys)
        yield KeyColumns(
            keys=(found if wanted.encoding is None else wanted.encoding.encode(found),),
            records=len(rows),
            partitions=_numbers(columns.get("partition")),
            timestamps_ms=_times(columns.get("timestamp")),
        )
    if further:
        reading.notes.append(
            f"{source.name}: {further:,} lines are no records: they go on with the value of the record before"
        )


def _numbers(texts: Sequence[bytes] | None) -> NDArray[np.int64] | None:
    return None if texts is None else np.array(texts).astype(np.int64)


def _times(texts: Sequence[bytes] | None) -> NDArray[np.int64] | None:
    """Empty for NO_TIMESTAMP; producers may write negative ones."""
    return (
        None if texts is None else np.array([text or b"-1" for text in texts]).astype(np.int64).clip(min=-1)
    )


FORMAT = SourceFormat(
    "console-consumer", "kafka-console-consumer.sh with print.key and more", _read,
    found_as=("console-consumer",),
)  # fmt: skip
