"""Arrays of every shape in memory: strides of any sign, views that lie, entries without width, masks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import kafka_architect as ka

COUNT = 10_000
FORMS = ["S6", "V6", "U6", object]


def keys_of(dtype: Any, count: int = COUNT) -> Any:
    texts = np.array([f"{i:06}" for i in range(count)])
    return texts.astype("S6").view("V6") if dtype == "V6" else texts.astype(dtype)


def counted(keys: Any, **columns: Any) -> bytes:
    analyzer = ka.PartitioningStrategyAnalyzer([4, 7], topic_partitions=7)
    analyzer.update(keys, **columns)
    return analyzer.to_bytes()


@pytest.mark.parametrize("dtype", FORMS)
@pytest.mark.parametrize("step", [-1, 2, -3])
def test_strided_keys_are_those_of_a_copy(dtype: Any, step: int) -> None:
    strided = keys_of(dtype)[::step]
    assert ka.murmur2(strided).tolist() == ka.murmur2(strided.copy()).tolist()
    assert counted(strided) == counted(strided.copy())


@pytest.mark.parametrize("dtype", FORMS)
def test_one_key_broadcast_is_as_many_keys(dtype: Any) -> None:
    one = keys_of(dtype, 2)[1:]
    many = np.broadcast_to(one, COUNT)
    assert (ka.murmur2(many) == ka.murmur2(one)[0]).all()
    assert counted(many) == counted(np.repeat(one, COUNT))


@pytest.mark.parametrize("step", [-1, 2, -3])
def test_strided_columns_are_those_of_a_copy(step: int) -> None:
    numbers = np.arange(3 * COUNT)[::step][:COUNT] % 7
    keys = keys_of("S6")
    assert counted(keys, sizes=numbers, partitions=numbers) == counted(
        keys, sizes=numbers.copy(), partitions=numbers.tolist()
    )


def test_columns_may_be_broadcast() -> None:
    keys = keys_of("S6")
    assert counted(keys, sizes=np.broadcast_to(np.int32(9), COUNT)) == counted(keys, sizes=[9] * COUNT)


@pytest.mark.parametrize("dtype", ["S6", "V6", "U6"])
@pytest.mark.parametrize("strides", [(4096,), (-4096,), (2**62,), (-(2**62),)])
def test_strides_that_lead_out_of_the_memory_are_refused(dtype: str, strides: tuple[int]) -> None:
    lying = np.lib.stride_tricks.as_strided(keys_of(dtype, 10), shape=(COUNT,), strides=strides)
    with pytest.raises(ka.InputError, match="lead out of the memory"):
        ka.murmur2(lying)
    with pytest.raises(ka.InputError, match="lead out of the memory"):
        counted(lying)


@pytest.mark.parametrize("name", ["sizes", "partitions"])
def test_strides_of_a_column_that_lead_out_of_its_memory_are_refused(name: str) -> None:
    lying = np.lib.stride_tricks.as_strided(np.arange(7), shape=(COUNT,), strides=(8,))
    with pytest.raises(ka.InputError, match=f"the strides of {name} lead out of the memory"):
        counted(keys_of("S6"), **{name: lying})


def test_a_view_of_a_buffer_ends_where_the_buffer_does() -> None:
    memory = bytearray(b"abcdef" * 10)
    keys = np.frombuffer(memory, dtype="S6")
    assert (ka.murmur2(keys) == ka.murmur2(b"abcdef")).all()
    lying = np.lib.stride_tricks.as_strided(keys, shape=(11,), strides=(6,))
    with pytest.raises(ka.InputError, match="lead out of the memory"):
        ka.murmur2(lying)


def test_strides_that_stay_in_the_memory_are_taken() -> None:
    windows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(b"abcdefgh", dtype="u1"), 3)
    keys = (
        np.lib.stride_tricks.as_strided(windows.view(), shape=(6, 3), strides=(1, 1)).copy().view("V3")[:, 0]
    )
    assert ka.murmur2(keys).tolist() == ka.murmur2([b"abc", b"bcd", b"cde", b"def", b"efg", b"fgh"]).tolist()


@pytest.mark.parametrize("count", [1, COUNT])
def test_keys_without_width_are_empty_keys(count: int) -> None:
    keys = np.zeros(count, dtype="V0")
    assert (ka.murmur2(keys) == ka.murmur2(b"")).all()
    assert counted(keys) == counted([b""] * count)


@pytest.mark.parametrize("count", [2**28 + 1, 10**13, 2**62])
def test_more_keys_without_width_than_anyone_can_wait_for_are_refused(count: int) -> None:
    with pytest.raises(ka.InputError, match="keys of no width: expected at most 268435456"):
        counted(np.zeros(count, dtype="V0"))
    with pytest.raises(ka.InputError, match="keys of no width"):
        ka.murmur2(np.zeros(count, dtype="V0"))


@pytest.mark.exhausts_memory
@pytest.mark.parametrize("dtype", ["S3", "V3", "U3"])
@pytest.mark.parametrize("count", [10**13, 2**59])
def test_more_broadcast_keys_than_memory_has_room_for_are_no_crash(dtype: str, count: int) -> None:
    one = np.array([b"abc"]).view("V3") if dtype == "V3" else np.array([b"abc"]).astype(dtype)
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    before = analyzer.to_bytes()
    for use in (analyzer.update, ka.murmur2):
        with pytest.raises(MemoryError):
            use(np.lib.stride_tricks.as_strided(one, shape=(count,), strides=(0,)))
    assert analyzer.to_bytes() == before


@pytest.mark.exhausts_memory
@pytest.mark.parametrize("name", ["sizes", "partitions"])
def test_a_column_longer_than_memory_has_room_for_is_no_crash(name: str) -> None:
    column = np.broadcast_to(np.int32(1), 10**13)
    with pytest.raises(MemoryError):
        counted([b"k"], **{name: column})


def test_objects_in_a_structured_key_are_no_bytes() -> None:
    keys = np.zeros(3, dtype=[("name", object), ("n", "i4")])
    with pytest.raises(ka.KeyTypeError, match=r"pass the field that is the key, e\.g\. array\[\"name\"\]"):
        ka.murmur2(keys)


def test_entries_that_were_never_set_are_null_keys() -> None:
    assert ka.partition_for(np.empty(3, dtype=object), 5).tolist() == [-1] * 3


@pytest.mark.parametrize("dtype", FORMS)
def test_a_mask_of_another_length_than_the_keys_is_refused(dtype: Any) -> None:
    masked: Any = np.ma.array(keys_of(dtype, 10), mask=[True] * 10)
    masked._mask = np.ones(3, dtype=bool)
    with pytest.raises(ka.InputError, match="mask has 3 entries for 10 keys"):
        ka.murmur2(masked)


@pytest.mark.parametrize("dtype", FORMS)
@pytest.mark.parametrize("step", [1, -1, 2])
def test_masked_keys_are_null_in_every_form(dtype: Any, step: int) -> None:
    mask = np.arange(COUNT) % 3 == 0
    masked = np.ma.array(keys_of(dtype), mask=mask)[::step]
    expected = [None if hidden else f"{i:06}" for i, hidden in enumerate(mask)][::step]
    assert counted(masked) == counted(expected)
    assert ka.partition_for(masked, 7).tolist() == ka.partition_for(expected, 7).tolist()


TEXTS = ["", "a", "é", "ß\u07ff", "\u0800", "\uffff", "\U00010000", "\U0010ffff", "a\x00b", "日本語"]


@pytest.mark.parametrize("order", ["<", ">"])
def test_text_is_hashed_as_utf_8(order: str) -> None:
    texts = np.array(TEXTS).astype(f"{order}U3")
    assert ka.murmur2(texts).tolist() == [ka.murmur2(text.encode()) for text in TEXTS]
    assert counted(texts) == counted(TEXTS)


def test_text_need_not_lie_on_a_word_of_memory() -> None:
    texts = np.array(TEXTS * 100, dtype="U3")
    rows = np.zeros(len(texts), dtype=[("flag", "i1"), ("key", "U3")])
    rows["key"] = texts
    assert ka.murmur2(rows["key"]).tolist() == ka.murmur2(texts).tolist()
