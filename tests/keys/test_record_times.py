"""Timestamps beside partitions: read from every source that has them, and when a topic grew told by them."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kafka_architect as ka
from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.record_times import milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START_MS = 1_772_323_200_000
RECORDS = 4_000
KEYS = [b"user-%d" % (i * 7919 % 500) for i in range(RECORDS)]
HALF = RECORDS // 2
PARTITIONS = np.concatenate(
    [ka.partition_for(KEYS[:HALF], 6), ka.partition_for(KEYS[HALF:], 12)]
).astype(int)  # fmt: skip
TIMES = [START_MS + 1_000 * i for i in range(RECORDS)]
# As a consumer has it: partition by partition.
ROWS = sorted(zip(PARTITIONS.tolist(), TIMES, KEYS, strict=True), key=lambda row: row[0])
CUT_MS = TIMES[HALF]


def console_consumer(path: Path) -> None:
    path.write_bytes(b"".join(b"CreateTime:%d\tPartition:%d\t%s\n" % (t, p, k) for p, t, k in ROWS))


def kcat_lines(path: Path) -> None:
    path.write_bytes(b"".join(b"%d,%d,10,%d,%s\n" % (p, len(k), t, k) for p, t, k in ROWS))


def kcat_json(path: Path) -> None:
    lines = [
        json.dumps(
            {"topic": "t", "partition": p, "offset": i, "tstype": "create", "ts": t, "key": k.decode(),
             "payload": "{}"}
        )
        for i, (p, t, k) in enumerate(ROWS)
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n")


def dump_log(path: Path) -> None:
    text = b""
    for number, (p, t, k) in enumerate(ROWS):
        if number == 0 or ROWS[number - 1][0] != p:
            text += b"Dumping data/t-%d/00000000000000000000.log\nLog starting offset: 0\n" % p
        text += (
            b"| offset: %d CreateTime: %d keySize: %d valueSize: 1 sequence: -1 headerKeys: [] "
            b"key: %s payload: x\n" % (number, t, len(k), k)
        )
    path.write_bytes(text)


def csv_with_milliseconds(path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["key", "partition", "offset", "timestamp"])
        writer.writerows([k.decode(), p, i, t] for i, (p, t, k) in enumerate(ROWS))


def spark_parquet(path: Path) -> None:
    partitions, times, keys = zip(*ROWS, strict=True)
    table = pa.table({
        "key": pa.array(keys, pa.binary()),
        "partition": pa.array(partitions, pa.int32()),
        "offset": pa.array(range(RECORDS), pa.int64()),
        "timestamp": pa.array([1_000 * t for t in times], pa.timestamp("us", "UTC")),
    })  # fmt: skip
    pq.write_table(table, path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "console.txt": console_consumer,
    "kcat.txt": kcat_lines,
    "kcat.jsonl": kcat_json,
    "dump.txt": dump_log,
    "records.csv": csv_with_milliseconds,
    "spark.parquet": spark_parquet,
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_source_tells_when_the_topic_grew(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    report = ka.analyze(path, partitions=[12])
    assert report.observed is not None
    change = report.observed.change
    assert change is not None
    assert (change.kind, change.told_by) == ("changed", "timestamp")
    before = next(span for span in change.spans if span.partitions == 6)
    after = next(span for span in change.spans if span.partitions == 12)
    assert before.ends is not None
    assert after.begins is not None
    minute = 60_000
    assert before.ends.timestamp_ms == pytest.approx(CUT_MS, abs=3 * minute)
    assert after.begins.timestamp_ms == pytest.approx(CUT_MS, abs=3 * minute)


def test_dates_as_text_leave_the_order_of_the_source(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["key", "partition", "offset", "timestamp"])
        for i, (p, t, k) in enumerate(ROWS):
            writer.writerow([k.decode(), p, i, datetime.fromtimestamp(t / 1000, UTC).isoformat()])
    report = ka.analyze(path, partitions=[12])
    assert report.observed is not None
    assert report.observed.change is not None
    assert report.observed.change.told_by == "partition"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([START_MS, -5, START_MS + 1], [START_MS, -1, START_MS + 1]),
        ([START_MS // 1000], None),  # seconds
        ([START_MS * 1000], None),  # microseconds
        ([0, 1, 2], None),
    ],
)
def test_only_milliseconds_are_times(numbers: list[int], expected: list[int] | None) -> None:
    found = milliseconds(lambda: numbers)
    assert (None if found is None else found.tolist()) == expected


def test_what_is_no_number_is_no_time() -> None:
    def refuse() -> Any:
        raise MalformedSourceError("not a number")

    assert milliseconds(refuse) is None
