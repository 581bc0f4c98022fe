"""Random programs of Arrow columns: all of a call is counted, as its keys in a list would be, or nothing.

Each draws keys of some Arrow type, whole, in chunks, in a dictionary or as a stream of batches; beside them
sizes, partitions and counts of any form, some of a wrong length or with a wrong number in them; and for what
is called back on the way (`__array__`, `__arrow_c_array__`, a stream's next batch) what it does. `make fuzz`
draws many more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka

from .hostile import ActingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = int(os.environ.get("KAFKA_ARCHITECT_FUZZ_EXAMPLES", "100"))
TOPIC_PARTITIONS = 7

Keys = list[bytes | None]


class Raised(Exception):  # noqa: N818
    """What a hostile object raises."""


class OnlyArray:
    """An array that offers itself as an array only, and acts when it is asked for it."""

    def __init__(self, array: pa.Array, act: Callable[[], None]) -> None:
        self.array = array
        self.act = act

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        self.act()
        return self.array.__arrow_c_array__(requested_schema)


class OnlyStream:
    """Chunks that offer themselves as a stream only."""

    def __init__(self, chunks: pa.ChunkedArray, act: Callable[[], None]) -> None:
        self.chunks = chunks
        self.act = act

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        self.act()
        return self.chunks.__arrow_c_stream__(requested_schema)


def in_chunks(array: pa.Array) -> pa.ChunkedArray:
    third = len(array) // 3
    chunks = [array[:third], array[third:third], array[third:]]
    return pa.chunked_array(chunks, type=array.type)


def batches(array: pa.Array, act: Callable[[], None]) -> pa.RecordBatchReader:
    """A stream whose every batch is made by Python code, which acts."""
    schema = pa.schema([pa.field("key", array.type)])

    def made() -> Iterator[pa.RecordBatch]:
        for chunk in in_chunks(array).chunks:
            act()
            yield pa.record_batch([chunk], schema=schema)

    return pa.RecordBatchReader.from_batches(schema, made())


DELIVERIES: dict[str, Callable[[pa.Array, Callable[[], None]], Any]] = {
    "array": lambda array, _: array,
    "slice": lambda array, _: pa.concat_arrays([array, array])[len(array) :],
    "chunks": lambda array, _: in_chunks(array),
    "only an array": OnlyArray,
    "only a stream": lambda array, act: OnlyStream(in_chunks(array), act),
    "batches": batches,
}
KEY_TYPES = [
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    pa.string(),
    pa.large_string(),
    pa.string_view(),
]
CODE_TYPES = [pa.int8(), pa.uint8(), pa.int16(), pa.uint32(), pa.int64()]
keys_of_any_length = st.lists(
    st.none() | st.sampled_from([b"", b"a", b"b", b"orders-12", b"x" * 12, b"y" * 13, b"z" * 300]),
    max_size=12,
)


@st.composite
def key_arrays(draw: st.DrawFn, keys: Keys) -> pa.Array:
    kind = draw(st.sampled_from(KEY_TYPES))
    array = pa.array(keys, pa.binary()).cast(pa.string()).cast(kind)
    if draw(st.booleans()):
        entries = pa.array([*dict.fromkeys(keys), None, b"unused"], pa.binary()).cast(pa.string()).cast(kind)
        places = {key: code for code, key in enumerate(dict.fromkeys(keys))}
        codes = pa.array([places[key] for key in keys], draw(st.sampled_from(CODE_TYPES)))
        return pa.DictionaryArray.from_arrays(codes, entries)
    return array


def acts_of(analyzer: ka.PartitioningStrategyAnalyzer, nested: list[str]) -> dict[str, Callable[[], None]]:
    """What may happen in the middle of a call; what is counted by it is noted."""

    def nest() -> None:
        analyzer.update(pa.array([b"nested"], pa.binary()))
        nested.append("a record")

    def merge() -> None:
        analyzer.merge(analyzer)
        nested.append("all of them")

    def fail() -> None:
        raise Raised

    return {"nothing": lambda: None, "nest": nest, "merge": merge, "raise": fail}


NUMBER_FORMS: dict[str, Callable[[list[Any], Callable[[], None]], Any]] = {
    "list": lambda numbers, _: numbers,
    "numpy": lambda numbers, _: np.array(numbers, dtype=np.int64),
    "strided": lambda numbers, _: np.repeat(np.array(numbers, dtype=np.int64), 2)[::2],
    "masked": lambda numbers, _: np.ma.array(np.array(numbers, dtype=np.int64), mask=False),
    "acting": ActingColumn,
    "arrow": lambda numbers, _: pa.array(numbers, pa.int64()),
    "small arrow": lambda numbers, _: pa.array(numbers, pa.int8()),
    "arrow in chunks": lambda numbers, _: in_chunks(pa.array(numbers, pa.int32())),
    "acting array": lambda numbers, act: OnlyArray(pa.array(numbers, pa.int16()), act),
    "acting stream": lambda numbers, act: OnlyStream(in_chunks(pa.array(numbers, pa.int64())), act),
    "batches": lambda numbers, act: batches(pa.array(numbers, pa.int64()), act),
}
# A column's name, the most that it may hold here, and what it must not hold.
COLUMNS = (("sizes", 100, -1), ("partitions", TOPIC_PARTITIONS - 1, TOPIC_PARTITIONS), ("counts", 4, -3))


@dataclass
class Column:
    """Numbers beside the keys, as drawn."""

    numbers: list[int]
    form: str
    act: str
    is_right: bool


@st.composite
def columns_beside(draw: st.DrawFn, rows: int, repeats: int) -> dict[str, Column]:
    out = {}
    for name, most, wrong in COLUMNS:
        if draw(st.booleans()):
            continue
        numbers = draw(st.lists(st.integers(0, most), min_size=rows, max_size=rows)) * repeats
        fault = draw(st.sampled_from(["", "", "", "", "longer", "shorter", "wrong"]))
        right = True
        if fault == "longer":
            numbers, right = [*numbers, 0], False
        elif fault == "shorter" and numbers:
            numbers, right = numbers[:-1], False
        elif fault == "wrong" and numbers:
            numbers[draw(st.integers(0, len(numbers) - 1))] = wrong
            right = False
        form = draw(st.sampled_from(sorted(NUMBER_FORMS)))
        right = right and form != "masked"  # of numbers beside keys none may be missing
        act = draw(st.sampled_from(["nothing", "nothing", "nest", "merge", "raise"]))
        out[name] = Column(numbers, form, act, right)
    return out


def partitions_of(analyzer: ka.PartitioningStrategyAnalyzer) -> Any:
    found = analyzer._state.snapshot(100)
    return {
        "records": found["records"],
        "keyed": found["keyed"],
        "partitions": [(count, records.tolist()) for count, records, *_ in found["partitions"]],
    }


@settings(max_examples=EXAMPLES)
@given(keys=keys_of_any_length, repeats=st.sampled_from([1, 1, 1, 400]), data=st.data())
def test_arrow_columns_are_counted_like_lists_or_not_at_all(
    keys: Keys, repeats: int, data: st.DataObject
) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=TOPIC_PARTITIONS)
    expected = ka.PartitioningStrategyAnalyzer([4], topic_partitions=TOPIC_PARTITIONS)
    nested: list[str] = []
    acts = acts_of(analyzer, nested)
    array = data.draw(key_arrays(keys * repeats))
    delivery = data.draw(st.sampled_from(sorted(DELIVERIES)))
    act = data.draw(st.sampled_from(sorted(acts)))
    beside = data.draw(columns_beside(len(keys), repeats))
    columns = {name: NUMBER_FORMS[one.form](one.numbers, acts[one.act]) for name, one in beside.items()}

    refused = False
    try:
        analyzer.update(DELIVERIES[delivery](array, acts[act]), **columns)
    except (ka.KafkaArchitectError, Raised):
        refused = True

    assert refused or all(one.is_right for one in beside.values()), "a wrong column is refused"
    if not nested:
        if not refused:
            expected.update(keys * repeats, **{name: one.numbers for name, one in beside.items()})
        assert partitions_of(analyzer) == partitions_of(expected)
    elif "all of them" not in nested:
        counts = beside["counts"].numbers if "counts" in beside else [1] * len(array)
        counted = partitions_of(analyzer)["records"]
        assert counted == len(nested) + (0 if refused else sum(counts))
    if "raise" in {act, *(one.act for one in beside.values())} or not refused:
        ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())


@settings(max_examples=EXAMPLES)
@given(keys=keys_of_any_length, data=st.data())
def test_a_call_that_nothing_is_wrong_with_is_not_refused(keys: Keys, data: st.DataObject) -> None:
    array = data.draw(key_arrays(keys))
    delivery = data.draw(st.sampled_from(sorted(DELIVERIES)))
    beside = data.draw(columns_beside(len(keys), 1))
    right = {name: one for name, one in beside.items() if one.is_right}
    if "counts" in right:
        # No records have no bytes.
        right["counts"].numbers = [max(count, 1) for count in right["counts"].numbers]
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=TOPIC_PARTITIONS)
    analyzer.update(
        DELIVERIES[delivery](array, lambda: None),
        **{name: NUMBER_FORMS[one.form](one.numbers, lambda: None) for name, one in right.items()},
    )
    counts = right["counts"].numbers if "counts" in right else [1] * len(keys)
    assert partitions_of(analyzer)["records"] == sum(counts)


@settings(max_examples=EXAMPLES)
@given(keys=keys_of_any_length, data=st.data())
def test_what_is_masked_or_null_beside_arrow_keys_is_refused(keys: Keys, data: st.DataObject) -> None:
    """Sizes, partitions and counts say something of every record."""
    name, most, _ = data.draw(st.sampled_from(COLUMNS))
    array = pa.array([b"key", *keys], pa.binary())
    numbers = data.draw(st.lists(st.integers(0, most), min_size=len(array), max_size=len(array)))
    masked = data.draw(st.lists(st.booleans(), min_size=len(array), max_size=len(array)).filter(any))
    column: Any
    if data.draw(st.booleans()):
        column = np.ma.array(np.array(numbers, dtype=np.int64), mask=masked)
    else:
        column = pa.array(numbers, pa.int32(), mask=np.array(masked))
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=TOPIC_PARTITIONS)
    try:
        analyzer.update(array, **{name: column})
        refused = False
    except ka.KafkaArchitectError:
        refused = True
    assert refused
    assert partitions_of(analyzer)["records"] == 0


@settings(max_examples=EXAMPLES)
@given(keys=keys_of_any_length, repeats=st.sampled_from([1, 500]), data=st.data())
def test_hashes_of_arrow_keys_are_those_of_the_list(keys: Keys, repeats: int, data: st.DataObject) -> None:
    array = data.draw(key_arrays(keys * repeats))
    delivery = data.draw(st.sampled_from(sorted(DELIVERIES)))
    found = ka.murmur2(DELIVERIES[delivery](array, lambda: None))
    assert found.tolist() == ka.murmur2(keys * repeats).tolist()
