"""The formats that are read: one module each, one line in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.keys.formats import (
    arrow_ipc,
    avro,
    console_consumer,
    delimited,
    dump_log,
    json_document,
    json_lines,
    kcat,
    key_lines,
    key_value,
    log_segment,
    parquet,
)

if TYPE_CHECKING:
    from kafka_architect.keys.source import SourceFormat

FORMATS: tuple[SourceFormat, ...] = (
    key_lines.FORMAT,
    delimited.CSV,
    delimited.TSV,
    json_lines.FORMAT,
    json_document.FORMAT,
    parquet.FORMAT,
    arrow_ipc.FORMAT,
    avro.FORMAT,
    kcat.FORMAT,
    key_value.FORMAT,
    console_consumer.FORMAT,
    dump_log.FORMAT,
    log_segment.FORMAT,
)

FORMATS_BY_NAME: dict[str, SourceFormat] = {one.name: one for one in FORMATS}
FORMATS_BY_FINDING: dict[str, SourceFormat] = {found: one for one in FORMATS for found in one.found_as}
