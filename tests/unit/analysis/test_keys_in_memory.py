"""What analyze takes beside paths: tables, Series, Arrow columns, chunks of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import nanoarrow
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = ["a", "b", None, "a", "c" * 30]
COUNTS = [1, 2, 3, 4, 5]

pandas_frame = pd.DataFrame({"customer_id": KEYS, "n": COUNTS})
TABLES: dict[str, Callable[[], Any]] = {
    "pandas": lambda: pandas_frame,
    "Polars": lambda: pl.DataFrame({"customer_id": KEYS, "n": COUNTS}),
    "pyarrow": lambda: pa.table({"customer_id": KEYS, "n": COUNTS}),
    "DuckDB": lambda: duckdb.from_arrow(pa.table({"customer_id": KEYS, "n": COUNTS})),
}
COLUMNS: dict[str, Callable[[], Any]] = {
    "pandas": lambda: pandas_frame["customer_id"],
    "pandas objects": lambda: pd.Series(KEYS, dtype=object),
    "pandas categories": lambda: pandas_frame["customer_id"].astype("category"),
    "Polars": lambda: pl.Series(KEYS),
    "Polars categories": lambda: pl.Series(KEYS, dtype=pl.Categorical),
    "pyarrow": lambda: pa.array(KEYS),
    "pyarrow chunks": lambda: pa.chunked_array([KEYS[:2], KEYS[2:]]),
    "nanoarrow": lambda: nanoarrow.Array(KEYS, nanoarrow.string()),
    "DuckDB": lambda: duckdb.from_arrow(pa.table({"customer_id": KEYS})),
    "an iterator of chunks": lambda: iter([KEYS[:2], pa.array(KEYS[2:])]),
    "a list of chunks": lambda: [np.array(KEYS[:2]), KEYS[2:]],
    "NaN and NA": lambda: ["a", "b", float("nan"), "a", "c" * 30],
}


@pytest.mark.parametrize("form", COLUMNS)
def test_a_column_is_counted_as_its_keys(form: str) -> None:
    found = ka.analyze(COLUMNS[form](), [4, 6])
    assert found == ka.analyze(KEYS, [4, 6])


@pytest.mark.parametrize("form", TABLES)
def test_a_table_is_counted_by_its_key_column(form: str) -> None:
    found = ka.analyze(TABLES[form](), [4, 6], key="customer_id")
    assert found == ka.analyze(KEYS, [4, 6])


@pytest.mark.parametrize("form", TABLES)
def test_a_table_may_have_counts(form: str) -> None:
    found = ka.analyze(TABLES[form](), [4], key="customer_id", count_field="n")
    repeated = [key for key, count in zip(KEYS, COUNTS, strict=True) for _ in range(count)]
    assert found == ka.analyze(repeated, [4])


@pytest.mark.parametrize("form", TABLES)
def test_a_table_without_a_key_column_lists_its_columns(form: str) -> None:
    with pytest.raises(ka.InputError, match=r"columns customer_id, n: choose the key column, e\.g\. key="):
        ka.analyze(TABLES[form]())
    with pytest.raises(
        ka.InputError, match=r"no column 'custmer_id': did you mean 'customer_id'.*customer_id, n"
    ):
        ka.analyze(TABLES[form](), key="custmer_id")


def test_fields_are_those_of_tables() -> None:
    with pytest.raises(ka.InputError, match="key: fields require a table or a file"):
        ka.analyze(KEYS, key="key")


@pytest.mark.parametrize("source", [5, {"a": 1}, iter(["a", "b"]), object()])
def test_what_holds_no_keys_is_refused(source: Any) -> None:
    with pytest.raises(ka.KeyTypeError, match="expected"):
        ka.analyze(source)


def test_numbers_with_gaps_are_not_taken_for_keys() -> None:
    with pytest.raises(ka.KeyTypeError, match="float64, which has no defined key bytes"):
        ka.analyze(pd.Series([1, None, 3]))
    assert ka.analyze(pd.Series([1, None, 3], dtype="Int64")).null_keys == 1


def test_a_structured_array_names_its_fields() -> None:
    rows = np.zeros(3, dtype=[("key", "S4"), ("n", "i4")])
    with pytest.raises(ka.KeyTypeError, match=r"fields \('key', 'n'\): pass the field that is the key"):
        ka.analyze(rows)
    assert ka.analyze(rows["key"]).records == 3


def test_trailing_nuls_are_warned_about_where_keys_are_bytes() -> None:
    longs = np.array([n.to_bytes(8, "big") for n in range(1000)], dtype="S8")
    (warning,) = ka.analyze(longs).warnings
    assert warning.code == "trailing-nuls"
    assert "4 of the first 1,000 keys" in warning.message
    assert "a.view('V8')" in warning.message
    assert ka.analyze(longs.view("V8")).warnings == ()
    assert ka.analyze(np.array(["text", "of", "any", "length"], dtype="S8")).warnings == ()


def test_sizes_of_counted_rows_are_those_of_all_their_records() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([1])
    analyzer.update(["a", "b"], counts=[3, 1], sizes=[300, 50])
    (load,) = analyzer.report().partitions
    assert (load.records, load.bytes) == ((4,), (350,))
    with pytest.raises(ka.InputError, match=r"sizes\[1\] is 50 for 0 records"):
        analyzer.update(["a", "b"], counts=[3, 0], sizes=[300, 50])


@pytest.mark.parametrize(
    ("counts", "message"), [([2**62, 1], "2\\^62 records"), ([-1, 1], "counts.0. is -1")]
)
def test_counts_beyond_what_a_state_holds_are_refused(counts: list[int], message: str) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    with pytest.raises(ka.InputError, match=message):
        analyzer.update(["a", "b"], counts=counts)
    analyzer.update(["a"], counts=[2**62])
    assert analyzer.report().heavy_hitters[0].count == 2**62


def test_a_dictionary_column_is_judged_by_its_order_as_a_plain_one() -> None:
    keys = sorted((f"key{i}" for i in range(20_000)), key=lambda key: ka.partition_for(key, 12))
    plain = pa.array([key for key in keys for _ in range(3)])
    found = ka.analyze(plain.dictionary_encode(), [12])
    assert found.measurements.window_pairs == ka.analyze(plain, [12]).measurements.window_pairs
    assert found.verdicts[0].code == ka.analyze(plain, [12]).verdicts[0].code


def test_counted_rows_are_not_judged_by_their_order() -> None:
    rows = sorted((f"key{i}" for i in range(20_000)), key=lambda key: ka.partition_for(key, 12))
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(rows, counts=[7] * len(rows))
    assert analyzer.report().verdicts[0].code == "healthy"


def test_what_merge_refuses_is_named() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4], what_if=[7])
    with pytest.raises(
        ka.StateError, match=r"list of what-if counts of this one is \[7\], of the other one \[8\]"
    ):
        analyzer.merge(ka.PartitioningStrategyAnalyzer([4], what_if=[8]))
    with pytest.raises(ka.StateError, match="partitioner of this one is murmur2, of the other one fnv1a"):
        analyzer.merge(ka.PartitioningStrategyAnalyzer([4], what_if=[7], partitioner="fnv1a"))


def test_a_report_of_an_analyzer_takes_brokers_and_mitigations() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    analyzer.update(["hot"] * 900 + [str(i) for i in range(100)])
    report = analyzer.report(brokers=3, mitigate=True)
    assert report.brokers == 3
    assert report.to_dict()["mitigations"][0]["partitions"] == 4
    with pytest.raises(ka.InputError, match="brokers is 0"):
        analyzer.report(brokers=0)


def test_a_report_is_read_back_from_its_json() -> None:
    report = ka.analyze(["a", "b"] * 50, [4, 8], mitigate=True)
    saved = ka.DistributionReport.from_json(report.to_json())
    assert saved == report
    assert report == saved
    assert str(saved) == str(report)
    assert saved.heavy_hitters == report.heavy_hitters
    assert saved.verdict_codes == {4: report.verdicts[0].code, 8: report.verdicts[1].code}
    assert not saved.healthy
    with pytest.raises(
        ka.InputError,
        match="not a report of an analysis: it has no format; expected the JSON",
    ):
        ka.DistributionReport.from_json("{}")
    with pytest.raises(ka.InputError, match="not a report of an analysis but a list"):
        ka.DistributionReport.from_json("[]")
