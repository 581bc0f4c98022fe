"""`ka.analyze` of a file against libraries that read the same column, or only decompress it."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import duckdb
import polars
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import rapidgzip
import zstandard
from isal import igzip

import kafka_architect as ka
from benchmarks.interleaved import Contender
from benchmarks.sources.data import KEY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BLOCK = 1 << 20
WORKERS = 2
_SELECT = "SELECT customerId FROM '{}'"
_SELECT_JSON = "SELECT customerId FROM read_json('{}', format = 'newline_delimited')"


def groups(files: dict[str, Path], rows: int) -> dict[str, list[Contender]]:
    """For each format our analysis first, then its peers."""

    def ours(name: str) -> Contender:
        def run() -> object:
            key = None if name in {"txt", "gz", "zst"} else KEY
            return ka.analyze(files[name], [12, 24], WORKERS, key=key, exact=False).records

        return Contender(f"ka.analyze, {name}", ka.__version__, rows, run)

    def peer(name: str, package: str, run: Callable[[], object]) -> Contender:
        return Contender(name, version(package), rows, run)

    duckdb.sql(f"SET threads = {WORKERS}")
    csv, json, parquet = str(files["csv"]), str(files["jsonl"]), str(files["parquet"])
    return {
        "zst": [
            ours("zst"),
            peer("zstandard, decompression alone", "zstandard", lambda: _zstandard(files["zst"])),
            peer("pyarrow, decompression alone", "pyarrow", lambda: _pyarrow_stream(files["zst"], "zstd")),
        ],
        "gz": [
            ours("gz"),
            peer("isal, decompression alone", "isal", lambda: _isal(files["gz"])),
            peer("rapidgzip, decompression alone", "rapidgzip", lambda: _drained(
                rapidgzip.open(str(files["gz"]), parallelization=WORKERS))),
        ],
        "csv": [
            ours("csv"),
            peer("polars, the column alone", "polars", lambda: polars.scan_csv(csv).select(KEY).collect()),
            peer("duckdb, the column alone", "duckdb", lambda: _selected(_SELECT.format(csv))),
        ],
        "jsonl": [
            ours("jsonl"),
            peer("polars, the column alone", "polars",
                 lambda: polars.scan_ndjson(json).select(KEY).collect()),
            peer("duckdb, the column alone", "duckdb", lambda: _selected(_SELECT_JSON.format(json))),
        ],
        "parquet": [
            ours("parquet"),
            peer("pyarrow, the column alone", "pyarrow", lambda: pyarrow.parquet.read_table(
                parquet, columns=[KEY], use_threads=False)),
        ],
    }  # fmt: skip


def _drained(file: Any) -> int:
    total = 0
    with file:
        while block := file.read(_BLOCK):
            total += len(block)
    return total


def _selected(query: str) -> object:
    found: Any = duckdb.sql(query)
    return found.to_arrow_table()


def _isal(path: Path) -> int:
    opened: Any = igzip.open  # it has no types
    return _drained(opened(path))


def _zstandard(path: Path) -> int:
    with path.open("rb") as file:
        return _drained(zstandard.ZstdDecompressor().stream_reader(file))


def _pyarrow_stream(path: Path, codec: str) -> int:
    return _drained(pa.CompressedInputStream(pa.OSFile(str(path)), codec))
