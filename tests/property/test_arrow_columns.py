"""Arrow columns of every form are counted as the same keys in a list are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka

if TYPE_CHECKING:
    import uuid

BYTE_TYPES = [pa.binary(), pa.large_binary(), pa.binary_view()]
TEXT_TYPES = [pa.string(), pa.large_string(), pa.string_view()]
CODE_TYPES = [pa.int8(), pa.uint16(), pa.int32(), pa.int64()]

# Short ones lie in views, long ones behind them; a view's border is 12 bytes.
texts = st.one_of(st.text(max_size=4), st.text("ab", min_size=11, max_size=14), st.just("é" * 30))
keys_of_text = st.lists(st.none() | texts, max_size=40)
numbers = st.lists(st.none() | st.integers(-(2**31), 2**31 - 1), max_size=40)


def counted(keys: Any, **columns: Any) -> dict[str, Any]:
    analyzer = ka.PartitioningStrategyAnalyzer([4, 6], what_if=[7], topic_partitions=6)
    analyzer.update(keys, **columns)
    found = dict(analyzer._state.snapshot(1000))
    ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())
    return {name: str(value) for name, value in found.items()}


@st.composite
def cut(draw: st.DrawFn, array: pa.Array) -> tuple[Any, slice]:
    """The array as it is, sliced, or sliced and chunked, and which of its keys are in it."""
    begin = draw(st.integers(0, len(array)))
    end = draw(st.integers(begin, len(array)))
    part = array[begin:end]
    if draw(st.booleans()):
        middle = draw(st.integers(0, len(part)))
        part = pa.chunked_array([part[:middle], part[middle:]], type=part.type)
    return part, slice(begin, end)


@settings(max_examples=60)
@given(keys=keys_of_text, data=st.data())
def test_text_and_bytes(keys: list[str | None], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(TEXT_TYPES + BYTE_TYPES))
    as_text = kind in TEXT_TYPES
    array = pa.array([k if k is None or as_text else k.encode() for k in keys], kind)
    column, which = data.draw(cut(array))
    assert counted(column) == counted(keys[which])
    assert ka.murmur2(column).tolist() == ka.murmur2(keys[which]).tolist()


@settings(max_examples=60)
@given(keys=keys_of_text, data=st.data())
def test_dictionaries(keys: list[str | None], data: st.DataObject) -> None:
    values: list[str | None] = data.draw(st.permutations([*dict.fromkeys(keys), None, "unused", "unused"]))
    codes = [None if k is None else values.index(k) for k in keys]
    kind = data.draw(st.sampled_from(TEXT_TYPES))
    array = pa.DictionaryArray.from_arrays(
        pa.array(codes, data.draw(st.sampled_from(CODE_TYPES))), pa.array(values, kind)
    )
    # Long enough to be counted by code, whatever the dictionary.
    repeats = data.draw(st.sampled_from([1, 30]))
    column, which = data.draw(cut(pa.concat_arrays([array] * repeats)))
    assert counted(column) == counted((keys * repeats)[which])


@settings(max_examples=40)
@given(keys=numbers, data=st.data())
def test_numbers_are_placed_as_kafkas_serializers_write_them(
    keys: list[int | None], data: st.DataObject
) -> None:
    kind, width = data.draw(st.sampled_from([(pa.int32(), 4), (pa.int64(), 8)]))
    column, which = data.draw(cut(pa.array(keys, kind)))
    expected = [k if k is None else k.to_bytes(width, "big", signed=True) for k in keys]
    assert counted(column) == counted(expected[which])


@settings(max_examples=40)
@given(keys=st.lists(st.none() | st.uuids(), max_size=40), data=st.data())
def test_uuids_and_bytes_of_one_width(keys: list[uuid.UUID | None], data: st.DataObject) -> None:
    sixteen = pa.array([k if k is None else k.bytes for k in keys], pa.binary(16))
    column, which = data.draw(cut(sixteen))
    assert counted(column) == counted([k if k is None else k.bytes for k in keys][which])
    uuids = pa.ExtensionArray.from_storage(pa.uuid(), sixteen)
    column, which = data.draw(cut(uuids))
    assert counted(column) == counted([k if k is None else str(k) for k in keys][which])


@settings(max_examples=40)
@given(keys=keys_of_text, data=st.data())
def test_columns_beside_the_keys(keys: list[str | None], data: st.DataObject) -> None:
    rows = len(keys)
    sizes: list[int] = data.draw(st.lists(st.integers(0, 10**6), min_size=rows, max_size=rows))
    partitions: list[int] = data.draw(st.lists(st.integers(0, 5), min_size=rows, max_size=rows))
    plain = pa.array(keys, pa.string())
    expected = counted(keys, sizes=sizes, partitions=partitions)
    columns = {"sizes": pa.array(sizes, pa.uint64()), "partitions": pa.array(partitions, pa.int16())}
    assert counted(plain, **columns) == expected
    repeated = counted(keys * 30, sizes=sizes * 30, partitions=partitions * 30)
    coded = pa.concat_arrays([plain.dictionary_encode()] * 30)
    assert counted(coded, sizes=pa.array(sizes * 30, pa.int64()), partitions=partitions * 30) == repeated


@settings(max_examples=60)
@given(keys=keys_of_text, partitioner=st.sampled_from(["murmur2", "consistent_random", "fnv1a_random"]))
def test_counted_rows_are_their_records(keys: list[str | None], partitioner: str) -> None:
    rows = Counter(keys)
    by_row = ka.PartitioningStrategyAnalyzer([4, 6], what_if=[7], partitioner=partitioner)
    one_by_one = ka.PartitioningStrategyAnalyzer([4, 6], what_if=[7], partitioner=partitioner)
    by_row.update([*rows, "nobody"], counts=[*rows.values(), 0])
    one_by_one.update(list(keys))
    found, expected = by_row._state.snapshot(1000), one_by_one._state.snapshot(1000)
    for name in expected:
        if name != "windows":
            assert str(found[name]) == str(expected[name]), name  # type: ignore[literal-required]
    assert [windows[1] for windows in found["windows"]] == [0, 0]


@pytest.mark.parametrize("partitioner", [rule.name for rule in ka.partitioners()])
def test_every_partitioner_places_arrow_keys_as_it_places_a_list(partitioner: str) -> None:
    keys = ["", "a", None, "é", "user-42", "x" * 40] * 3
    array = pa.array(keys)
    for column in (array, array.dictionary_encode(), array.cast(pa.string_view()), pa.chunked_array([array])):
        placed = ka.partition_for(column, 12, partitioner).tolist()
        assert placed == ka.partition_for(keys, 12, partitioner).tolist()
        found = ka.PartitioningStrategyAnalyzer([12], partitioner=partitioner)
        found.update(column)
        counts = found.report().partitions[0].records
        assert list(counts) == [placed.count(partition) for partition in range(12)]
