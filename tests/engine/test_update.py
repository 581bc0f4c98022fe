"""Updates: every form of keys and columns, all or nothing, from several threads at once."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka

from .figures import exact_figures, measured, merged
from .streams import digits, zipf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def test_partitions_want_the_topics_partition_count() -> None:
    without = ka.PartitioningStrategyAnalyzer([12])
    assert "set topic_partitions" in refuse(without, ka.InputError, [b"key"], partitions=[0])


@pytest.mark.parametrize("name", ["sizes", "partitions"])
@pytest.mark.parametrize(
    "column",
    [[1.0], [1.5], ["1"], [b"1"], [None], [True], [[1]], 1, "1", b"1", {"a": 1}, {1}, [2**64], [object()]],
    ids=repr,
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
        kind: lambda values, kind=kind: np.array(values, dtype=kind)
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
    assert analyzer.report().verdicts[0].code == "uneven-hash"


def in_threads(work: list[Callable[[], None]]) -> None:
    """Run all of it at once; a deadlock is a failure and not a hanging test."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(work))

    def run(one: Callable[[], None]) -> None:
        try:
            barrier.wait(PATIENCE_SECONDS)
            one()
        except BaseException as error:  # noqa: BLE001  # handed on below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(one,), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive(), "a thread is stuck"
    assert failures == []


def test_eight_threads_count_what_one_does() -> None:
    numbers = zipf(400_000, 50_000, 1.0, seed=1).numbers
    keys = digits(numbers)
    serial = ka.PartitioningStrategyAnalyzer([12, 48], what_if=[7], topic_partitions=12)
    serial.update(keys, sizes=numbers % 100, partitions=numbers % 12)
    serial.update([None] * 80)
    shared = ka.PartitioningStrategyAnalyzer([12, 48], what_if=[7], topic_partitions=12)

    def update(which: int) -> Callable[[], None]:
        def work() -> None:
            for part in np.array_split(np.arange(which, len(keys), 8), 10):
                mine = keys[part] if which % 2 else keys[part].tolist()
                shared.update(mine, sizes=numbers[part] % 100, partitions=numbers[part] % 12)
                shared.update([None])

        return work

    in_threads([update(which) for which in range(8)])
    assert exact_figures(measured(shared)) == exact_figures(measured(serial))


def test_an_update_is_counted_as_a_whole_or_not_yet() -> None:
    """Whoever looks meanwhile sees none or all of it, though it is of many batches."""
    shared = ka.PartitioningStrategyAnalyzer([12])
    keys, updates = digits(np.arange(50_000)), 20
    seen: set[int] = set()

    def update() -> None:
        for _ in range(updates):
            shared.update(keys)

    def look() -> None:
        while (records := measured(shared).records) < 2 * updates * len(keys):
            seen.add(records)

    in_threads([update, update, look])
    assert {records % len(keys) for records in seen} == {0}


def test_analyzers_that_are_merged_into_each_other_by_two_threads_do_not_block() -> None:
    a, b = ka.PartitioningStrategyAnalyzer([12]), ka.PartitioningStrategyAnalyzer([12])
    a.update([b"a"])
    b.update([b"b"])

    def merge(
        to: ka.PartitioningStrategyAnalyzer, other: ka.PartitioningStrategyAnalyzer
    ) -> Callable[[], None]:
        def work() -> None:
            for _ in range(30):
                to.merge(other)
                to.update([b"c"])

        return work

    in_threads([merge(a, b), merge(b, a), merge(a, a)])
    assert {key.key for key in measured(a).heavy.keys} == {b"a", b"b", b"c"}


def test_everything_at_once_does_not_block() -> None:
    shared = ka.PartitioningStrategyAnalyzer([12])
    keys = digits(np.arange(20_000))

    def report() -> None:
        for _ in range(20):
            assert measured(shared).partitions[0].records.sum() <= 10**7

    def save() -> None:
        for _ in range(20):
            ka.PartitioningStrategyAnalyzer.from_bytes(shared.to_bytes())

    def update() -> None:
        for _ in range(20):
            shared.update(keys)

    def merge() -> None:
        for _ in range(5):
            shared.merge(merged([shared]))

    in_threads([report, save, update, update, merge])


def test_a_file_is_added_to_what_other_threads_count_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"key\n" * 1_000)
    shared = ka.PartitioningStrategyAnalyzer([12])
    shared.update_from_file(path, on_progress=lambda _done, _all: shared.update([b"meanwhile"] * 100))
    assert measured(shared).records >= 1_100


def test_a_file_is_added_to_what_was_counted_before(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"key\n" * 1_000)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"before"] * 10)
    analyzer.update_from_file(path)
    analyzer.update_from_file(path, workers=3)
    assert [(key.key, key.count) for key in analyzer.report().heavy_hitters] == [
        ("key", 2_000),
        ("before", 10),
    ]


def test_a_file_that_cannot_be_read_leaves_the_state_as_it_was(
    analyzer: ka.PartitioningStrategyAnalyzer, tmp_path: Path
) -> None:
    before = analyzer.to_bytes()
    with pytest.raises(ka.SourceError):
        analyzer.update_from_file(tmp_path / "missing.txt")
    (tmp_path / "no_lines.bin").write_bytes(b"key\n" * 1_000 + bytes(17 << 20))
    with pytest.raises(ka.MalformedSourceError):
        analyzer.update_from_file(tmp_path / "no_lines.bin")
    assert analyzer.to_bytes() == before


def test_an_interrupted_file_is_not_taken_for_a_whole_one(
    analyzer: ka.PartitioningStrategyAnalyzer, tmp_path: Path
) -> None:
    """Ctrl-C reaches the caller, and the state is as it was."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"key\n" * 1_000)
    before = analyzer.to_bytes()

    def interrupt(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyzer.update_from_file(path, on_progress=interrupt)
    assert analyzer.to_bytes() == before
