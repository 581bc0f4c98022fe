"""The same records in every format, for tests that compare them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import fastavro
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNTS = (4, 12)


@dataclass(frozen=True)
class Records:
    """Keys, and where their records lie."""

    keys: list[str | None]
    partitions: list[int]
    sizes: list[int]


def records(number: int = 3000, *, nulls: bool = True, seed: int = 5) -> Records:
    """Skewed keys with all that makes text difficult, and no line feeds."""
    random = np.random.default_rng(seed)
    names = [f"user-{i}" for i in range(200)] + [
        "",
        "Grüße",
        "with,comma",
        'with "quotes"',
        "tab\tin",
        "0",
        "1",
    ]
    drawn = random.zipf(1.5, number) % len(names)
    keys: list[str | None] = [names[i] for i in drawn]
    if nulls:
        keys[::97] = [None] * len(keys[::97])
    return Records(keys, random.integers(0, 4, number).tolist(), random.integers(10, 500, number).tolist())


def write_text(made: Records, path: Path) -> None:
    path.write_bytes(b"".join((key or "").encode() + b"\n" for key in made.keys))


def write_csv(made: Records, path: Path, delimiter: str = ",") -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["offset", "key", "partition", "value"])
        for place, (key, partition) in enumerate(zip(made.keys, made.partitions, strict=True)):
            writer.writerow([place, key, partition, 'a "value"\nof two lines'])


def write_json(made: Records, path: Path) -> None:
    path.write_text("".join(
        json.dumps({"offset": place, "partition": partition, "value": {"key": "not this"}, "key": key}) + "\n"
        for place, (key, partition) in enumerate(zip(made.keys, made.partitions, strict=True))
    ))  # fmt: skip


def table(made: Records) -> pa.Table:
    return pa.table({
        "value": pa.array(["something"] * len(made.keys)),
        "key": pa.array(made.keys, pa.string()),
        "partition": pa.array(made.partitions, pa.int32()),
    })  # fmt: skip


def write_parquet(made: Records, path: Path) -> None:
    pyarrow.parquet.write_table(table(made), path, row_group_size=700)


def write_arrow(made: Records, path: Path) -> None:
    with pa.ipc.new_file(path, table(made).schema) as writer:
        writer.write_table(table(made), max_chunksize=500)


def write_arrow_stream(made: Records, path: Path) -> None:
    with pa.ipc.new_stream(path, table(made).schema) as writer:
        writer.write_table(table(made), max_chunksize=500)


def write_avro(made: Records, path: Path) -> None:
    schema: Any = {"type": "record", "name": "Row", "fields": [
        {"name": "value", "type": "string"}, {"name": "key", "type": ["null", "string"]},
        {"name": "partition", "type": "int"},
    ]}  # fmt: skip
    rows = [
        {"value": "v", "key": key, "partition": partition}
        for key, partition in zip(made.keys, made.partitions, strict=True)
    ]
    with path.open("wb") as file:
        fastavro.writer(file, schema, rows, codec="deflate")


def write_kcat(made: Records, path: Path) -> None:
    lines = []
    for key, partition, size in zip(made.keys, made.partitions, made.sizes, strict=True):
        data = (key or "").encode()
        length = -1 if key is None else len(data)
        lines.append(b"%d,%d,%d,1700000000000,%b\n" % (partition, length, size - len(data), data))
    path.write_bytes(b"".join(lines))


def write_dump_log(made: Records, path: Path) -> None:
    lines = [b"Dumping data/orders-3/00000000000000000000.log", b"Log starting offset: 0"]
    for place, key in enumerate(made.keys):
        data = (key or "").encode()
        front = b"| offset: %d CreateTime: 1700000000000 keySize: %d valueSize: 9 sequence: -1 headerKeys: []"
        line = front % (place, -1 if key is None else len(data))
        lines.append(line + (b"" if key is None else b" key: " + data) + b" payload: key: a\nb")
    path.write_bytes(b"\n".join(lines) + b"\n")


def write_console(made: Records, path: Path) -> None:
    lines = [
        f"CreateTime:1700000000000\tPartition:{partition}\tOffset:{place}\tNO_HEADERS\t"
        f"{'null' if key is None else key}\tvalue of\ntwo lines\n"
        for place, (key, partition) in enumerate(zip(made.keys, made.partitions, strict=True))
    ]
    path.write_text("".join(lines))


WRITERS: dict[str, Callable[[Records, Path], None]] = {
    "orders.csv": write_csv,
    "orders.tsv": lambda made, path: write_csv(made, path, "\t"),
    "orders.jsonl": write_json,
    "orders.parquet": write_parquet,
    "orders.arrow": write_arrow,
    "orders.arrows": write_arrow_stream,
    "orders.avro": write_avro,
    "kcat.txt": write_kcat,
    "dump.txt": write_dump_log,
    "console.txt": write_console,
}
