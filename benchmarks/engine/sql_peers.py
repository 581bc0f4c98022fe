"""DuckDB and chDB at the same questions, from a text file and from Arrow memory.

Both packages are looked up by name: neither is needed to check this file, or to measure the rest.
"""

import importlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .answer import Answer
from .settings import PARTITIONS, TOP, WORKERS

Query = Callable[[], Answer]

# Lines as they are: one column, no quoting, no type guessing, no value that means NULL. The delimiter and
# the NULL mark are control characters, which no key of ours has.
DUCKDB_TEXT = (
    "read_csv('{path}', header=false, auto_detect=false, columns={{'key': 'VARCHAR'}}, "
    "delim='\x01', nullstr='\x02', quote='', escape='', new_line='\\n')"
)
DUCKDB_QUERY = f"SELECT count(*), approx_count_distinct(key), approx_top_k(key, {TOP}) FROM {{source}}"  # noqa: S608
# One set of sketches per partition, as `GROUP BY` suggests; keys of two partitions are never equal.
CHDB_GROUPED = (
    f"SELECT kafkaMurmurHash({{key}}) % {PARTITIONS[-1]} AS p, count(), uniqCombined({{key}}), "  # noqa: S608
    f"topK({TOP}, 3, 'counts')({{key}}) FROM {{source}} GROUP BY p "
    f"SETTINGS max_threads = {WORKERS}"
)
# One set of sketches for all: faster where keys are skewed less.
CHDB_AT_ONCE = (
    f"SELECT sumMap([toUInt16(kafkaMurmurHash({{key}}) % {PARTITIONS[-1]})], [toUInt64(1)]), count(), "  # noqa: S608
    f"uniqCombined({{key}}), topK({TOP}, 3, 'counts')({{key}}) FROM {{source}} "
    f"SETTINGS max_threads = {WORKERS}"
)


def arrow_table(path: Path) -> Any:
    """Return the lines of a file as an Arrow table of one string column, `key`."""
    pyarrow, csv = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.csv")
    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(column_names=["key"]),
        parse_options=csv.ParseOptions(delimiter="\x01", quote_char=False),
        convert_options=csv.ConvertOptions(
            column_types={"key": pyarrow.string()}, strings_can_be_null=False, null_values=[]
        ),
    )


def duckdb_file(path: Path) -> Query:
    """DuckDB on the text file."""
    return duckdb_query(DUCKDB_TEXT.format(path=path))


def duckdb_arrow(path: Path) -> Query:
    """DuckDB on an Arrow table."""
    return duckdb_query("keys", arrow_table(path))


def duckdb_query(source: str, table: Any = None) -> Query:
    connection = importlib.import_module("duckdb").connect()
    connection.execute(f"SET threads = {WORKERS}")
    if table is not None:
        connection.register("keys", table)

    def query() -> Answer:
        records, distinct, top = connection.execute(DUCKDB_QUERY.format(source=source)).fetchone()
        return Answer(records, distinct, top, None)

    return query


def chdb_file_grouped(path: Path) -> Query:
    """Query the text file with chDB, sketches per partition."""
    return chdb_query(CHDB_GROUPED.format(key="line", source=f"file('{path}', LineAsString)"), grouped)


def chdb_file_at_once(path: Path) -> Query:
    """Query the text file with chDB, sketches over all keys."""
    return chdb_query(CHDB_AT_ONCE.format(key="line", source=f"file('{path}', LineAsString)"), at_once)


def chdb_arrow_grouped(path: Path) -> Query:
    """Query an Arrow table with chDB, sketches per partition."""
    return chdb_query(CHDB_GROUPED.format(key="key", source="Python(keys)"), grouped, arrow_table(path))


def chdb_arrow_at_once(path: Path) -> Query:
    """Query an Arrow table with chDB, sketches over all keys."""
    return chdb_query(CHDB_AT_ONCE.format(key="key", source="Python(keys)"), at_once, arrow_table(path))


def chdb_query(sql: str, read: Callable[[list[Any]], Answer], table: Any = None) -> Query:
    session = importlib.import_module("chdb.session").Session()

    def query() -> Answer:
        keys = table  # noqa: F841  # chDB's Python(keys) looks for a variable of this name in the caller
        return read(json.loads(str(session.query(sql, "JSONCompact")))["data"])

    return query


def grouped(rows: list[Any]) -> Answer:
    """Read one row per partition."""
    records = {int(partition): int(count) for partition, count, _, _ in rows}
    top = Counter({item["item"]: int(item["count"]) for row in rows for item in row[3]})
    return Answer(
        records=sum(records.values()),
        distinct=sum(int(row[2]) for row in rows),
        top=[key for key, _ in top.most_common(TOP)],
        partitions=[records.get(partition, 0) for partition in range(PARTITIONS[-1])],
    )


def at_once(rows: list[Any]) -> Answer:
    """Read one row for all."""
    (partitions, counts), records, distinct, top = rows[0]
    by_partition = dict(zip(map(int, partitions), map(int, counts), strict=True))
    return Answer(
        records=int(records),
        distinct=int(distinct),
        top=[item["item"] for item in top],
        partitions=[by_partition.get(partition, 0) for partition in range(PARTITIONS[-1])],
    )
