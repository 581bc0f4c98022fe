"""Updates: every form of keys and columns, all or nothing, from several threads at once."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka

from .figures import measured
from .streams import digits

if TYPE_CHECKING:
    from collections.abc import Callable

TOPIC_PARTITIONS = 12
# Keys are counted in batches of 4,096: what is wrong in a later batch is found out before the first.
MANY = 10_000
PATIENCE_SECONDS = 60


@pytest.fixture
def analyzer() -> ka.PartitioningStrategyAnalyzer:
    used = ka.PartitioningStrategyAnalyzer([12, 24], topic_partitions=TOPIC_PARTITIONS)
    used.update([b"one", b"two", None], sizes=[10, 20, 30], partitions=[0, 1, 2])
    return used


def refuse(
    analyzer: ka.PartitioningStrategyAnalyzer, error: type[Exception], keys: Any, **columns: Any
) -> str:
    """The update raises and leaves the state as it was, to the byte."""
    before = analyzer.to_bytes()
    with pytest.raises(error) as refused:
        analyzer.update(keys, **columns)
    assert analyzer.to_bytes() == before
    return str(refused.value)


KEYS = [b"key"] * MANY


@pytest.mark.parametrize("name", ["sizes", "partitions"])
@pytest.mark.parametrize("length", [0, 1, MANY - 1, MANY + 1])
def test_a_column_of_another_length_is_refused(
    analyzer: ka.PartitioningStrategyAnalyzer, name: str, length: int
) -> None:
    column = np.zeros(length, dtype=np.int64)
    message = refuse(analyzer, ka.InputError, KEYS, **{name: column})
    assert f"{name} has {length} entries for {MANY} keys" in message


@pytest.mark.parametrize("name", ["sizes", "partitions"])
@pytest.mark.parametrize("place", [0, 5_000, MANY - 1])
@pytest.mark.parametrize("value", [-1, -(2**63), 2**40, 2**63 - 1])
def test_a_value_out_of_range_is_refused_and_named(
    analyzer: ka.PartitioningStrategyAnalyzer, name: str, place: int, value: int
) -> None:
    column = np.zeros(MANY, dtype=np.int64)
    column[place] = value
    message = refuse(analyzer, ka.InputError, KEYS, **{name: column})
    assert f"{name}[{place}] is {value}: expected 0 to " in message


@pytest.mark.parametrize("value", [2**63, 2**64 - 1])
def test_a_size_beyond_63_bits_is_no_negative_one(
    analyzer: ka.PartitioningStrategyAnalyzer, value: int
) -> None:
    assert f"sizes[0] is {value}" in refuse(
        analyzer, ka.InputError, [b"key"], sizes=np.array([value], np.uint64)
    )


def test_a_partition_that_the_topic_does_not_have_is_refused(
    analyzer: ka.PartitioningStrategyAnalyzer,
) -> None:
    message = refuse(analyzer, ka.InputError, [b"a", b"b"], partitions=[11, 12])
    assert "partitions[1] is 12: expected 0 to 11" in message


def test_without_the_topics_partition_count_partitions_are_counted_up_to_the_highest() -> None:
    without = ka.PartitioningStrategyAnalyzer([12])
    without.update([b"key", b"key", None], partitions=[0, 4, 2])
    observed = measured(without).observed
    assert observed is not None
    assert (observed.records.tolist(), observed.agreeing, observed.told) == ([1, 0, 1, 0, 1], 0, False)
    message = refuse(without, ka.InputError, [b"key"], partitions=[1_000_000])
    assert "expected 0 to 999999" in message


@pytest.mark.parametrize("name", ["sizes", "partitions"])
@pytest.mark.parametrize(
    "column",
    [[1.0], [1.5], ["1"], [b"1"], [None], [True], [[1]], 1, "1", b"1", {"a": 1}, {1}, [2**64], [object()]],
    ids=lambda column: repr(column).split(" at 0x")[0],
)
def test_a_column_that_is_not_of_whole_numbers_is_refused(
    analyzer: ka.PartitioningStrategyAnalyzer, name: str, column: object
) -> None:
    message = refuse(analyzer, ka.KeyTypeError, [b"key"], **{name: column})
    assert f"{name} must be a one-dimensional array or list of whole numbers" in message


@pytest.mark.parametrize("name", ["sizes", "partitions"])
def test_a_good_column_does_not_save_a_bad_one(analyzer: ka.PartitioningStrategyAnalyzer, name: str) -> None:
    good = dict.fromkeys(("sizes", "partitions"), np.zeros(MANY, dtype=np.int64))
    refuse(analyzer, ka.InputError, KEYS, **(good | {name: np.full(MANY, -1)}))


WRONG_KEYS: dict[str, tuple[type[Exception], object]] = {
    "a number": (ka.KeyTypeError, 7),
    "a float": (ka.KeyTypeError, 7.0),
    "a list": (ka.KeyTypeError, [b"key"]),
    "a memoryview": (ka.KeyTypeError, memoryview(b"key")),
    "an object": (ka.KeyTypeError, object()),
    "a lone surrogate": (ka.InputError, "\ud800"),
}


@pytest.mark.parametrize("place", [0, 5_000, MANY - 1])
@pytest.mark.parametrize(("error", "wrong"), WRONG_KEYS.values(), ids=WRONG_KEYS.keys())
@pytest.mark.parametrize("form", [list, tuple])
def test_a_wrong_key_among_good_ones_leaves_the_state_as_it_was(
    analyzer: ka.PartitioningStrategyAnalyzer,
    form: Callable[[list[object]], object],
    error: type[Exception],
    wrong: object,
    place: int,
) -> None:
    keys: list[object] = list(KEYS)
    keys[place] = wrong
    assert f"key {place}" in refuse(analyzer, error, form(keys))


@pytest.mark.parametrize("place", [0, 5_000, MANY - 1])
@pytest.mark.parametrize(("error", "wrong"), WRONG_KEYS.values(), ids=WRONG_KEYS.keys())
def test_a_wrong_key_in_an_array_of_objects_leaves_the_state_as_it_was(
    analyzer: ka.PartitioningStrategyAnalyzer, error: type[Exception], wrong: object, place: int
) -> None:
    keys = np.array(KEYS, dtype=object)
    keys[place] = wrong
    assert f"key {place}" in refuse(analyzer, error, keys)


@pytest.mark.parametrize("place", [0, 5_000, MANY - 1])
def test_a_lone_surrogate_in_an_array_of_text_leaves_the_state_as_it_was(
    analyzer: ka.PartitioningStrategyAnalyzer, place: int
) -> None:
    keys = np.full(MANY, "key")
    keys[place] = "\udfff"
    assert f"key {place}" in refuse(analyzer, ka.InputError, keys)


@pytest.mark.skipif(sys.platform != "linux", reason="takes address space, and elsewhere memory")
@pytest.mark.parametrize("place", [0, 5_000])
def test_a_key_longer_than_2_gib_leaves_the_state_as_it_was(
    analyzer: ka.PartitioningStrategyAnalyzer, place: int
) -> None:
    keys = list(KEYS)
    keys[place] = bytes(2**31)
    assert f"key {place} has 2147483648 bytes" in refuse(analyzer, ka.InputError, keys)


@pytest.mark.parametrize(
    "keys", [7, None, b"key", "key", {"a"}, iter([b"key"]), np.array([1, 2]), np.array([1.0])]
)
def test_what_is_no_collection_of_keys_is_refused(
    analyzer: ka.PartitioningStrategyAnalyzer, keys: object
) -> None:
    refuse(analyzer, ka.KeyTypeError, keys)


@pytest.mark.parametrize("shape", [(2, 2), (1, 1), (0, 3), ()])
def test_an_array_of_another_shape_is_refused(
    analyzer: ka.PartitioningStrategyAnalyzer, shape: tuple[int, ...]
) -> None:
    refuse(analyzer, ka.InputError, np.full(shape, b"key"))


COLUMNS: dict[str, Callable[[list[int]], object]] = {
    "list": list,
    "tuple": tuple,
    **{
        kind: partial(np.array, dtype=kind)
        for kind in ("u1", "i1", "<u2", ">u2", "<i4", ">i4", "<u8", ">u8", ">i8")
    },
    "every second of an array": lambda values: np.repeat(values, 2)[::2],
    "backwards": lambda values: np.array(values[::-1])[::-1],
    "read-only": lambda values: np.frombuffer(np.array(values, dtype=np.int64).tobytes(), dtype=np.int64),
}


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS.keys())
def test_columns_may_be_of_any_whole_numbers(column: Callable[[list[int]], Any]) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([1], topic_partitions=12)
    analyzer.update([b"a", b"b", b"c"], sizes=column([5, 0, 120]), partitions=column([11, 0, 11]))
    found = measured(analyzer)
    assert found.partitions[0].bytes is not None
    assert found.partitions[0].bytes.tolist() == [125]
    assert found.observed is not None
    assert found.observed.records.tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize(
    "keys",
    [
        [],
        (),
        np.array([], dtype="S5"),
        np.array([], dtype="U5"),
        np.array([], dtype=object),
        np.array([], dtype="V5"),
    ],
)
@pytest.mark.parametrize("columns", [{}, {"sizes": []}, {"sizes": [], "partitions": np.array([], dtype=int)}])
def test_an_empty_update_changes_nothing(
    analyzer: ka.PartitioningStrategyAnalyzer, keys: Any, columns: dict[str, Any]
) -> None:
    before = analyzer.to_bytes()
    analyzer.update(keys, **columns)
    assert analyzer.to_bytes() == before


def test_null_keys_have_sizes_and_partitions_too() -> None:
    """Bytes per partition are those of keyed records: where a null key goes is the producer's choice."""
    analyzer = ka.PartitioningStrategyAnalyzer([1], topic_partitions=3)
    analyzer.update([None, b"a", None, b"a"], sizes=[100, 1, 200, 2], partitions=[2, 0, 2, 1])
    found = measured(analyzer)
    assert (found.records, found.null_keys, found.unpartitioned) == (4, 2, 2)
    assert found.partitions[0].bytes is not None
    assert found.partitions[0].bytes.tolist() == [3]
    assert found.heavy_by_bytes is not None
    assert [(key.key, key.lower) for key in found.heavy_by_bytes.keys] == [(b"a", 3)]
    assert found.observed is not None
    assert (found.observed.records.tolist(), found.observed.keyed) == ([1, 1, 2], 2)


@pytest.mark.parametrize("partitioner", [partitioner.name for partitioner in ka.partitioners()])
def test_records_lie_where_their_partitioner_puts_them(partitioner: str) -> None:
    """And one in a hundred was put elsewhere by hand."""
    keys = [b"key-%d" % (i % 700) for i in range(20_000)]
    placed = ka.partition_for(keys, 12, partitioner)
    moved = placed.copy()
    moved[::100] = (moved[::100] + 5) % 12
    analyzer = ka.PartitioningStrategyAnalyzer([12], partitioner=partitioner, topic_partitions=12)
    analyzer.update([*keys, None], partitions=[*moved.tolist(), 3])
    observed = measured(analyzer).observed
    assert observed is not None
    assert observed.agreeing in {19_800, 19_801}
    expected = np.bincount(moved, minlength=12)
    expected[3] += 1
    assert observed.records.tolist() == expected.tolist()


def test_records_of_another_partitioner_agree_by_chance_only() -> None:
    keys = digits(np.arange(60_000))
    analyzer = ka.PartitioningStrategyAnalyzer([12], topic_partitions=12)
    analyzer.update(keys, partitions=ka.partition_for(keys, 12, "librdkafka"))
    observed = measured(analyzer).observed
    assert observed is not None
    assert observed.agreeing / observed.keyed == pytest.approx(1 / 12, rel=0.05)
    # Written by librdkafka alone, the topic has lost no order, and its load is as even as keys make it.
    report = analyzer.report()
    assert report.verdicts[0].code == "healthy"
    assert report.observed is not None
    assert report.observed.writers is not None
    assert report.observed.writers.only is not None
    assert report.observed.writers.only.partitioner == "consistent_random"


def test_records_with_a_size_are_counted() -> None:
    """Sizes may be given for some records only: figures by bytes are of those, and the report says so."""
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"key-%d" % i for i in range(600)])
    assert analyzer.report().measurements.sized_records is None
    analyzer.update([b"large"] * 200, sizes=[1_000] * 200)
    analyzer.update([b"other"] * 2, sizes=[10, 10], counts=[100, 100])
    report = analyzer.report()
    assert report.measurements.sized_records == 400
    (verdict,) = report.verdicts
    evidence = {item.rule: item for item in verdict.evidence}["sized-share"]
    assert evidence.measured == 0.4
    assert "400 of 1,000 records" in evidence.explanation
    again = ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())
    again.merge(analyzer)
    assert again.report().measurements.sized_records == 800
