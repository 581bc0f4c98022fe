"""Writes the binary files beside it, each by the library of its format; README.md has the command."""

from __future__ import annotations

import io
from pathlib import Path

import cramjam
import fastavro
import lz4.frame
import pyarrow as pa
import pyarrow.orc
import pyarrow.parquet
import zstandard

FOLDER = Path(__file__).parent
KEYS = ["alice", "bob", None, "alice", "carol"]
LINES = b"alice\nbob\n\nalice\ncarol\n" * 20


def main() -> None:
    table = pa.table({"key": pa.array(KEYS, pa.string())})
    pyarrow.parquet.write_table(table, FOLDER / "keys.parquet")
    pyarrow.orc.write_table(table, FOLDER / "keys.orc")
    with pa.ipc.new_file(FOLDER / "keys.arrow", table.schema) as writer:
        writer.write_table(table)
    with pa.ipc.new_stream(FOLDER / "keys.arrows", table.schema) as writer:
        writer.write_table(table)
    schema = {"type": "record", "name": "Row", "fields": [{"name": "key", "type": ["null", "string"]}]}
    avro = io.BytesIO()
    fastavro.writer(avro, schema, [{"key": key} for key in KEYS])
    (FOLDER / "keys.avro").write_bytes(avro.getvalue())
    (FOLDER / "keys.zst").write_bytes(zstandard.compress(LINES))
    (FOLDER / "keys.lz4").write_bytes(lz4.frame.compress(LINES))
    (FOLDER / "keys.sz").write_bytes(bytes(cramjam.snappy.compress(LINES)))


if __name__ == "__main__":
    main()
