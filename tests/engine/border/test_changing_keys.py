"""Keys that change while read: counted as they were or refused, never half, never foreign memory."""

from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka

from .hostile import ActingColumn, LastWords, LyingArray, LyingList, LyingTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 20_000


def counted(analyzer: ka.PartitioningStrategyAnalyzer) -> int:
    records: int = analyzer.report().to_dict()["records"]
    return records


def grow(keys: list[Any]) -> None:
    keys.extend([b"a"] * 400_000)


def shrink(keys: list[Any]) -> None:
    del keys[1:]


@pytest.mark.parametrize("name", ["sizes", "partitions"])
@pytest.mark.parametrize("change", [grow, shrink, list.clear])
def test_a_column_that_changes_the_keys_while_it_becomes_an_array(
    name: str, change: Callable[[list[Any]], object]
) -> None:
    keys: list[Any] = [b"a", b"b"] * MANY
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=4)
    before = analyzer.to_bytes()
    column: Any = ActingColumn(np.zeros(2 * MANY, dtype=int), lambda: change(keys))
    with pytest.raises(ka.InputError, match=f"{name} has 40000 entries for"):
        analyzer.update(keys, **{name: column})
    assert analyzer.to_bytes() == before


def test_a_column_that_changes_an_array_of_keys() -> None:
    keys = np.array([b"key%d" % i for i in range(MANY)])

    def change() -> None:
        keys.resize(3, refcheck=False)

    analyzer = ka.PartitioningStrategyAnalyzer([4])
    with pytest.raises(ka.InputError, match="sizes has 20000 entries for 3 keys"):
        analyzer.update(keys, sizes=ActingColumn([1] * MANY, change))
    assert counted(analyzer) == 0


def test_the_columns_may_change_each_other() -> None:
    sizes = list(range(MANY))
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=4)
    partitions: Any = ActingColumn([0] * MANY, sizes.clear)
    analyzer.update([b"k"] * MANY, sizes=sizes, partitions=partitions)
    assert sizes == []
    assert counted(analyzer) == MANY


@pytest.mark.parametrize("lying", [LyingList, LyingTuple])
def test_what_a_subclass_says_of_itself_is_not_believed(lying: Any) -> None:
    keys = lying([b"k", None, "é"])
    assert ka.murmur2(keys).tolist() == ka.murmur2([b"k", None, "é"]).tolist()
    assert ka.partition_for(keys, 7).tolist() == ka.partition_for([b"k", None, "é"], 7).tolist()
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    analyzer.update(keys)
    assert counted(analyzer) == 3


@pytest.mark.parametrize("dtype", ["S3", "V3", "U3", object])
def test_what_a_subclass_of_an_array_says_of_itself_is_not_believed(dtype: Any) -> None:
    plain = np.array([b"abc", b"de ", b"f  "]).astype("S3")
    honest = plain.view("V3") if dtype == "V3" else plain.astype(dtype)
    lying: Any = honest.view(LyingArray)
    assert ka.murmur2(lying).tolist() == ka.murmur2(honest).tolist()
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    analyzer.update(lying)
    assert counted(analyzer) == 3


def test_a_list_that_says_it_is_short_is_read_whole() -> None:
    keys = LyingList([b"k"] * 5_000)
    keys.says = 1
    assert ka.murmur2(keys).shape == (5_000,)


def test_bytearrays_count_as_they_were_when_they_were_read() -> None:
    key = bytearray(b"before")
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    analyzer.update([key] * MANY)
    key.extend(b"and after" * 1000)
    assert analyzer.report().to_dict()["distinct_keys"]["estimate"] == 1


def test_keys_that_run_code_when_they_go() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    keys: list[Any] = []

    def act() -> None:
        keys.clear()
        analyzer.update([b"nested"])

    for _ in range(9_000):
        key = LastWords(b"last")
        key.act = act
        keys.append(key)
    del key
    analyzer.update(keys)
    keys.clear()
    gc.collect()
    assert counted(analyzer) == 9_000 + 9_000


class Thread:
    """Changes something again and again, with the interpreter switching between threads all the time."""

    def __init__(self, change: Callable[[], object]) -> None:
        self._change = change
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._interval = sys.getswitchinterval()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._change()

    def __enter__(self) -> None:
        sys.setswitchinterval(1e-5)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        sys.setswitchinterval(self._interval)


def changing_list() -> tuple[list[Any], Callable[[], object]]:
    keys: list[Any] = [b"key%d" % i for i in range(MANY)]

    def change() -> None:
        if len(keys) > MANY:
            del keys[MANY:]
        else:
            keys.extend([b"x"] * 100)

    return keys, change


def test_a_list_that_another_thread_grows_and_shrinks() -> None:
    keys, change = changing_list()
    sizes = np.ones(MANY, dtype=np.int64)
    with Thread(change):
        for _ in range(30):
            analyzer = ka.PartitioningStrategyAnalyzer([4])
            try:
                analyzer.update(keys, sizes=sizes)
            except ka.InputError as error:
                assert "for 20100 keys" in str(error) or "changed while it was read" in str(error)
            assert counted(analyzer) in {0, MANY}


def test_hashes_of_a_list_that_another_thread_grows_and_shrinks() -> None:
    keys, change = changing_list()
    expected = ka.murmur2(list(keys))
    with Thread(change):
        for _ in range(30):
            try:
                found = ka.murmur2(keys)
            except ka.InputError as error:
                assert "changed while it was read" in str(error)
            else:
                assert (found[:MANY] == expected).all()


@pytest.mark.parametrize("dtype", ["S8", "U8", object])
def test_an_array_that_another_thread_resizes(dtype: Any) -> None:
    keys = np.array([f"{i:08}" for i in range(MANY)]).astype(dtype)

    def change() -> None:
        for size in (0, MANY):
            try:
                keys.resize(size, refcheck=False)
            except ValueError:
                continue  # it is being read: numpy refuses

    with Thread(change):
        for _ in range(30):
            analyzer = ka.PartitioningStrategyAnalyzer([4])
            try:
                analyzer.update(keys)
            except ka.KafkaArchitectError:
                assert dtype is object  # resizing fills with the number 0
            assert counted(analyzer) in {0, MANY}


def test_an_array_can_be_resized_again_after_it_was_read() -> None:
    keys = np.zeros(10, dtype="S8")
    ka.PartitioningStrategyAnalyzer([4]).update(keys)
    ka.murmur2(keys)
    keys.resize(20, refcheck=False)
    assert keys.shape == (20,)
