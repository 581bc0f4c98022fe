"""Arrow columns against the same keys in a plain buffer, against a dictionary, and against databases.

    python -m benchmarks.arrow_columns            # 10^8 rows, 4 GB of memory, some minutes
    python -m benchmarks.arrow_columns 20000000   # fewer rows

All of them in CPU seconds of all threads, in turns within one run. "Raw buffer" is the same keys as a numpy
array of fixed width: what the core does without anything of Arrow's. The databases count records per
partition only (hash % 24), with a hash of their own: less than what ours does.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

import kafka_architect as ka
from benchmarks.machine import cpu_model

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).parent / "results" / "arrow-columns.md"
ROUNDS = 5
DISTINCT = 100_000
WIDTH = 16


def columns(rows: int) -> dict[str, Callable[[], object]]:
    """What is timed, by name; all over the same keys, each one about as often as the others."""
    codes = np.random.default_rng(1).integers(0, DISTINCT, rows, dtype=np.int32)
    values = pa.array([f"customer-{i:07d}" for i in range(DISTINCT)])
    coded = pa.DictionaryArray.from_arrays(pa.array(codes), values)
    plain = coded.cast(pa.large_string())
    raw = np.frombuffer(plain.buffers()[2], np.uint8)[: rows * WIDTH].view(f"V{WIDTH}")
    frame = pl.DataFrame({"key": pl.Series(plain)})
    connection = duckdb.connect()
    table = pa.table({"key": plain})
    connection.register("keys", table)
    return {
        "raw buffer": lambda: counted(raw),
        "large_string": lambda: counted(plain),
        "large_string in chunks of 65,536": lambda: counted(
            pa.chunked_array([plain[i : i + 65_536] for i in range(0, rows, 65_536)])
        ),
        "string_view (Polars)": lambda: counted(frame["key"]),
        "dictionary": lambda: counted(coded),
        "Polars, hash % 24": lambda: frame.select(pl.col("key").hash() % 24).to_series().value_counts(),
        "DuckDB, hash % 24": lambda: connection.execute(
            "SELECT hash(key) % 24 AS partition, count(*) FROM keys GROUP BY partition"
        ).fetchall(),
    }


def counted(keys: Any) -> list[tuple[int, ...]]:
    """The records of each partition."""
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24])
    analyzer.update(keys)
    found = analyzer._state.snapshot(1)["partitions"]
    return [tuple(records.tolist()) for _, records, _ in found]


def main() -> None:
    """Check that the answers agree, take turns, then write the page."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000
    contenders = columns(rows)
    ours = [name for name in contenders if "%" not in name]
    answers = {name: contenders[name]() for name in ours}
    if any(answer != answers[ours[0]] for answer in answers.values()):
        raise SystemExit("the answers differ")
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            start = time.process_time()
            run()
            seconds[name].append(time.process_time() - start)
    lines = "\n".join(
        f"| {name} | {_spread([taken / rows * 1e9 for taken in seconds[name]])} | "
        f"{_spread([taken / raw for taken, raw in zip(seconds[name], seconds['raw buffer'], strict=True)])} |"
        for name in contenders
    )
    faster = [
        plain / coded for plain, coded in zip(seconds["large_string"], seconds["dictionary"], strict=True)
    ]
    build = ", ".join(f"{name} {value}" for name, value in ka.build_info().items())
    peers = ", ".join(f"{name} {version(name)}" for name in ("pyarrow", "polars", "duckdb", "numpy"))
    RESULTS.write_text(
        f"""# Arrow columns in memory

Written by `python -m benchmarks.arrow_columns {rows}`; the module says what is compared and how.

- Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC
- CPU: {cpu_model()}, {os.cpu_count()} logical CPUs
- kafka-architect: {build}
- Peers: {peers}
- {rows:,} rows of {DISTINCT:,} keys of {WIDTH} bytes; {ROUNDS} interleaved rounds; median (least - most), in
  CPU time of all threads together; load average {os.getloadavg()[0]:.1f}

| Column | ns a row | times the raw buffer |
|---|--:|--:|
{lines}

**A dictionary takes {statistics.median(faster):.1f} times less** than the plain column
({min(faster):.1f} - {max(faster):.1f}); promised: 5. A plain column: at most 1.2
times the raw buffer promised; views have 32 bytes a row to read where the raw buffer has 16.
""",
        encoding="utf-8",
    )
    print(RESULTS.read_text(encoding="utf-8"))


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} - {max(values):.2f})"


if __name__ == "__main__":
    main()
