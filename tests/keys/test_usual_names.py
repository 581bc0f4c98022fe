"""Fields that are named as tools and sinks name them are found without being told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet
import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from pathlib import Path

# (tool, file, text, what is read). Shapes by the tools' documentation.
SHAPES = {
    "rpk topic consume": (
        "a.jsonl",
        '{"topic":"o","key":"$K","value":"{}","timestamp":1700000000000,"partition":2,"offset":$P}\n',
        "JSON lines of records, key field key, partition field partition",
    ),
    "kafkactl consume -o json": (
        "a.jsonl",
        '{"Partition":2,"Offset":$P,"Key":"$K","Value":"{}"}\n',
        "JSON lines of records, key field Key, partition field Partition",
    ),
    "Kafka UI": (
        "a.jsonl",
        '{"partition":2,"offset":$P,"timestamp":"2026","key":"$K","content":"{}","keySize":1,"valueSize":9}\n',
        "JSON lines of records, key field key, partition field partition, size field keySize + valueSize",
    ),
    "ClickHouse": (
        "a.csv",
        "2,$P,$K,0.5\n",
        "CSV with header, key column _key, partition column _partition",
    ),
    "Snowflake": (
        "a.jsonl",
        '{"RECORD_METADATA":{"offset":$P,"partition":2,"topic":"o","key":"$K"},"RECORD_CONTENT":{"key":"no"}}\n',
        "JSON lines of records, key field RECORD_METADATA.key, partition field RECORD_METADATA.partition",
    ),
}  # fmt: skip


@pytest.mark.parametrize("tool", SHAPES)
def test_a_tools_fields_are_found(tmp_path: Path, tool: str) -> None:
    name, line, read_as = SHAPES[tool]
    lines = [line.replace("$P", str(i)).replace("$K", f"k{i % 5}") for i in range(100)]
    heading = "_partition,_offset,_key,amount\n" if tool == "ClickHouse" else ""
    (tmp_path / name).write_text(heading + "".join(lines))
    report = ka.analyze(tmp_path / name, [4], topic_partitions=4)
    assert report.read_as == (read_as,)
    assert {key.key: key.count for key in report.heavy_hitters} == {f"k{i}": 20 for i in range(5)}
    assert report.measurements.observed is not None
    assert report.measurements.observed.records.tolist() == [0, 0, 100, 0]


def test_columns_of_spark(tmp_path: Path) -> None:
    table = pa.table({
        "key": pa.array([b"a", b"b", None] * 5, pa.binary()), "value": pa.array([b"x"] * 15, pa.binary()),
        "topic": ["o"] * 15, "partition": pa.array([1] * 15, pa.int32()),
        "offset": pa.array(range(15), pa.int64()),
    })  # fmt: skip
    pyarrow.parquet.write_table(table, tmp_path / "part-00000-1.c000.snappy.parquet")
    report = ka.analyze(tmp_path)
    assert report.read_as == ("Parquet, key column key, partition column partition",)
    assert (report.records, report.null_keys) == (15, 5)


def test_a_partition_in_the_path_is_that_of_all_records(tmp_path: Path) -> None:
    for partition in (0, 2):
        folder = tmp_path / f"partition={partition}"
        folder.mkdir()
        (folder / f"orders+{partition}+0000000000.json").write_text(
            "".join(f'{{"customer": {{"id": "c{i}"}}}}\n' for i in range(10 + partition))
        )
    report = ka.analyze(tmp_path, [4], key="customer.id", topic_partitions=4)
    assert report.measurements.observed is not None
    assert report.measurements.observed.records.tolist() == [10, 0, 12, 0]


def test_business_columns_are_no_partitions_and_sizes(tmp_path: Path) -> None:
    """A size of shoes is none of records."""
    (tmp_path / "shoes.csv").write_text("key,size,colour\n" + "a,42,red\nb,XL,blue\n" * 10)
    assert ka.analyze(tmp_path / "shoes.csv").read_as == ("CSV with header, key column key",)
