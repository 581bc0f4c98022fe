"""Keys of Spark DataFrames and streams, against the same rows on one machine."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
import kafka_architect.spark as ka_spark

pytestmark = [
    pytest.mark.java,
    pytest.mark.spark,
    # Said of features that only frames of pandas use.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
ROOT = Path(__file__).parents[2]
draw = random.Random(7)
KEYS: list[str | None] = [
    None if draw.random() < 0.02 else f"user-{int(draw.paretovariate(0.7)) % 3000}" for _ in range(20_000)
]


def figures(report: ka.DistributionReport) -> tuple[object, ...]:
    """What does not depend on the order of arrival."""
    loads = [load.records.tolist() for load in report.measurements.partitions]
    hottest = sorted((one.key, one.count) for one in report.heavy_hitters[:10])
    return report.records, report.null_keys, report.distinct_keys, loads, hottest


def frame(spark: Any, parts: int) -> Any:
    return spark.createDataFrame([(key, i) for i, key in enumerate(KEYS)], "key string, i int").repartition(
        parts
    )


@pytest.mark.parametrize("parts", [1, 3, 40])
def test_a_frame_is_what_one_machine_counts(spark: Any, parts: int) -> None:
    found = ka_spark.analyze(frame(spark, parts), "key", [12, 24], what_if=[7])
    alone = ka.PartitioningStrategyAnalyzer([12, 24], what_if=[7])
    alone.update(KEYS)
    assert figures(found) == figures(alone.report())


def test_parquet_with_counts_sizes_and_partitions(spark: Any, tmp_path: Path) -> None:
    rows = [(f"k{i % 50}", 3, 100, i % 6) for i in range(600)]
    schema = "customer string, n bigint, bytes bigint, partition int"
    spark.createDataFrame(rows, schema).write.parquet(str(tmp_path / "orders"))
    found = ka_spark.analyze(
        spark.read.parquet(str(tmp_path / "orders")),
        "customer",
        [6],
        count_field="n",
        size_field="bytes",
        partition_field="partition",
        topic_partitions=6,
    )
    alone = ka.PartitioningStrategyAnalyzer([6], topic_partitions=6)
    keys, counts, sizes, partitions = map(list, zip(*rows, strict=True))
    alone.update(keys, sizes, partitions, counts)
    assert found.records == 1800
    assert figures(found) == figures(alone.report())


def test_numbers_and_nested_fields_are_keys(spark: Any) -> None:
    rows = [((i % 40,), i % 40) for i in range(400)]
    df = spark.createDataFrame(rows, "order struct<customer:bigint>, customer bigint")
    assert figures(ka_spark.analyze(df, "order.customer", [6])) == figures(
        ka_spark.analyze(df, "customer", [6])
    )


def test_what_is_wrong_is_said_before_anything_runs(spark: Any) -> None:
    df = frame(spark, 2)
    with pytest.raises(ka.InputError, match="known are key, i"):
        ka_spark.analyze(df, "kez")
    with pytest.raises(ka.InputError, match="1,000,000"):
        ka_spark.analyze(df, "key", [0])
    with pytest.raises(ka.InputError, match="both or none"):
        ka_spark.analyze(df, "key", partition_field="i")


def test_a_stream_counts_each_batch_once(spark: Any, tmp_path: Path) -> None:
    source, kept = tmp_path / "source", tmp_path / "orders.state"
    source.mkdir()

    def run(analysis: ka_spark.StreamingAnalysis) -> None:
        stream = spark.readStream.schema("value string").text(str(source))
        query = (
            stream.writeStream.foreachBatch(analysis)
            .option("checkpointLocation", str(tmp_path / "checkpoint"))
            .trigger(availableNow=True)
            .start()
        )
        query.awaitTermination(60)

    keys = [key for key in KEYS if key is not None][:3000]
    (source / "1.txt").write_text("\n".join(keys[:1000]))
    first = ka_spark.StreamingAnalysis(kept, "value", [12])
    run(first)
    assert first.report().records == 1000
    (source / "2.txt").write_text("\n".join(keys[1000:]))
    again = ka_spark.StreamingAnalysis(kept, "value", [12])
    run(again)
    alone = ka.PartitioningStrategyAnalyzer([12])
    alone.update(keys)
    assert figures(again.report()) == figures(alone.report())
    before = again.report().records
    again(spark.createDataFrame([("x",)], "value string"), again.last_batch)
    assert again.report().records == before
    with pytest.raises(ka.StateError, match=r"orders\.state"):
        ka_spark.StreamingAnalysis(kept, "value", [13])
    (tmp_path / "other").write_text("something else")
    with pytest.raises(ka.StateError, match="expected the state of a stream"):
        ka_spark.StreamingAnalysis(tmp_path / "other", "value")


def test_executors_in_processes_of_their_own() -> None:
    """`local-cluster` starts executors as a cluster does, each with Python workers of its own."""
    program = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from tests.spark.conftest import session
import kafka_architect.spark as ka_spark
spark = session("local-cluster[2,1,512]", **{{"spark.executor.memory": "512m"}})
df = spark.range(100_000).selectExpr("concat('user-', id % 1000) as key").repartition(8)
print("records", ka_spark.analyze(df, "key", [12]).records)
spark.stop()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=240, check=False, cwd=ROOT
    )
    assert "records 100000" in done.stdout, done.stderr[-3000:]
