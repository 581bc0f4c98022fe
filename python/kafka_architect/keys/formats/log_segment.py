"""Kafka's own log segments, as they lie on a broker's disk: the core reads batches and records.

Batches are decompressed here, one call for each, and handed back to the core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.batch_codecs import BatchCodecs, MalformedBlockError
from kafka_architect.keys.binary_formats import binary_format
from kafka_architect.keys.columns import KeyColumns
from kafka_architect.keys.found_format import SEGMENTS
from kafka_architect.keys.log_folders import aborted_transactions, segment_place
from kafka_architect.keys.segment_summary import SegmentSummary
from kafka_architect.keys.source import Reading, SourceFormat, refuse_fields
from kafka_architect.keys.tiered_objects import tiered_place, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.log_folders import SegmentPlace
    from kafka_architect.keys.source import WantedColumns

# Far above max.message.bytes (1 MiB by default), which limits a batch as it lies on disk.
MOST_DECOMPRESSED_BYTES = 256 * 1024 * 1024


def _read(source: ByteSource, wanted: WantedColumns) -> Reading:
    refuse_fields(source.name, wanted, "a Kafka log segment")
    place = segment_place(source.name) if source.path is not None else None
    aborted = [] if source.path is None or place is None else aborted_transactions(source.path)
    if source.path is not None and place is None and (place := tiered_place(source.name)) is not None:
        found = binary_format(source.head)
        if source.head and (found is None or found.name != SEGMENTS):
            raise MalformedSourceError(f"{source.name}: {why_unreadable(source.path)}")
    summary = SegmentSummary()
    reader = _core.SegmentReader(aborted=aborted, max_decompressed_bytes=MOST_DECOMPRESSED_BYTES)
    return Reading("Kafka log segment", _batches(source, wanted, reader, place, summary), segments=summary)


def _batches(
    source: ByteSource,
    wanted: WantedColumns,
    reader: _core.SegmentReader,
    place: SegmentPlace | None,
    summary: SegmentSummary,
) -> Iterator[KeyColumns]:
    failure = None
    blocks = _blocks(source, reader)
    try:
        while True:
            try:
                if next(blocks, None) is None:
                    break
            except MalformedSourceError as error:
                failure = error
                break
            yield columns_of(reader, wanted)
        yield columns_of(reader, wanted)
    finally:
        summary.count(source.name, place, reader.counts(), reader.position_bytes)
    if failure is not None:
        raise failure


def _blocks(source: ByteSource, reader: _core.SegmentReader) -> Iterator[bool]:
    """Yields whenever there are enough records to take."""
    codecs = BatchCodecs(MOST_DECOMPRESSED_BYTES)
    for block in source.blocks():
        reader.feed(block)
        while _advance(reader, codecs) != "feed":
            yield True
    reader.finish()


def _advance(reader: _core.SegmentReader, codecs: BatchCodecs) -> str:
    try:
        return reader.advance(codecs.decompress)
    except MalformedBlockError as error:
        raise MalformedSourceError(
            f"the batch at byte {reader.position_bytes} {error}; the {reader.counts()['records']} records "
            "before it are counted"
        ) from error


def columns_of(reader: _core.SegmentReader, wanted: WantedColumns) -> KeyColumns:
    """The records that a reader has ready, as columns."""
    column, sizes, _ = reader.take()
    keys: object = column
    if wanted.null_bytes is not None or not (wanted.encoding is None or wanted.encoding.is_text):
        values = [None if key == wanted.null_bytes else key for key in column.to_pylist()]
        keys = values if wanted.encoding is None else wanted.encoding.encode(values)
    return KeyColumns(keys=(keys,), records=len(column), sizes=sizes)


FORMAT = SourceFormat(
    "log-segment", "Kafka log segment", _read, found_as=(SEGMENTS,), endings=(".log",),
    modules=("cramjam", "lz4", "zstandard"),
)  # fmt: skip
