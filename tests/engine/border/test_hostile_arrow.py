"""Arrow arrays that contradict themselves: refused with their place, released once, nothing counted."""

from __future__ import annotations

import struct
import threading
from typing import Any

import pyarrow as pa
import pytest

import kafka_architect as ka

from .arrow_structures import HandMade


def offsets(*values: int, code: str = "i") -> bytes:
    return struct.pack(f"<{len(values)}{code}", *values)


def view(length: int, prefix: bytes, buffer: int, offset: int) -> bytes:
    return struct.pack("<i4sii", length, prefix, buffer, offset)


def words(**lies: Any) -> HandMade:
    """Three keys: a, bc, def."""
    return HandMade("u", [None, offsets(0, 1, 3, 6), b"abcdef"], 3, **lies)


LIES: dict[str, tuple[HandMade, str]] = {
    "offsets fall": (
        HandMade("z", [None, offsets(0, 5, 2, 6), b"abcdef"], 3),
        r"keys\[1\].*between the offsets 5 and 2",
    ),
    "offsets are negative": (
        HandMade("z", [None, offsets(-4, 1, 2, 6), b"abcdef"], 3),
        r"keys\[0\].*between the offsets -4",
    ),
    "large offsets fall": (
        HandMade("U", [None, offsets(0, 2**40, 3, code="q"), b"abc"], 2),
        r"keys\[1\].*1099511627776 and 3",
    ),
    "large offsets lead nowhere": (
        HandMade("U", [None, offsets(0, 2**62, code="q"), b"abc"], 1),
        r"keys\[0\].*beyond any memory",
    ),
    "large offsets wrap around": (
        HandMade("Z", [None, offsets(2**63 - 1, -(2**63), code="q"), b"abc"], 1),
        r"keys\[0\].*must not be negative",
    ),
    "no bytes": (HandMade("u", [None, offsets(0, 3), None], 1), "buffer of them is missing"),
    "no offsets": (HandMade("u", [None, None, b"abc"], 1), "1 rows and no buffer 1"),
    "a negative length": (words(length=-1), "length -1"),
    "a length beyond memory": (words(length=2**62), "length 4611686018427387904"),
    "a negative offset": (words(offset=-2), "offset -2"),
    "too few buffers": (words(n_buffers=2), "has 2 buffers: expected 3"),
    "buffers that are not there": (words(buffers=None), "3 buffers, which are missing"),
    "children": (words(n_children=1), "has 1 children: expected none"),
    "more nulls than rows": (words(null_count=4), "4 of its 3 rows are null"),
    "nulls without a bitmap": (words(null_count=1), "1 rows are null and has no bitmap"),
    "a view beyond its buffer": (
        HandMade("vu", [None, view(20, b"abcd", 0, 90), b"x" * 100, offsets(100, code="q")], 1),
        r"keys\[0\].*20 bytes at offset 90 of buffer 0",
    ),
    "a view of no buffer": (
        HandMade("vz", [None, view(20, b"abcd", 7, 0), b"x" * 100, offsets(100, code="q")], 1),
        "of buffer 7",
    ),
    "a view of negative length": (
        HandMade("vz", [None, view(-1, b"abcd", 0, 0), offsets(code="q")], 1),
        "-1 bytes",
    ),
    "a view's buffer of negative size": (
        HandMade("vu", [None, view(20, b"abcd", 0, 0), b"x" * 20, offsets(-20, code="q")], 1),
        "buffer 2 has no size",
    ),
    "views without sizes": (HandMade("vu", [None, view(1, b"a", 0, 0)], 1), "expected at least 3"),
    "a code beyond the dictionary": (
        HandMade("i", [None, offsets(0, 3)], 2, dictionary=words()),
        r"keys\[1\] has the code 3 in a dictionary of 3 entries",
    ),
    "a negative code": (
        HandMade("c", [None, struct.pack("<2b", 1, -1)], 2, dictionary=words()),
        r"keys\[1\] has the code -1",
    ),
    "a negative code where a dictionary is large": (
        HandMade(
            "c",
            [None, struct.pack("<2b", 1, -1)],
            2,
            dictionary=HandMade("w:1", [None, bytes(range(256)) * 2], 512),
        ),
        r"keys\[1\] has the code -1",
    ),
    "a dictionary that lies": (
        HandMade("i", [None, offsets(0)], 1, dictionary=HandMade("u", [None, offsets(0, 5, 2), b"abcde"], 2)),
        r"the dictionary of keys\[1\]",
    ),
    "a width that is no number": (HandMade("w:x", [None, b""], 0), "expected w: and a width"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused_and_nothing_is_counted(lie: str) -> None:
    array, message = LIES[lie]
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    with pytest.raises(ka.InputError, match=message):
        analyzer.update(array)
    assert analyzer._state.snapshot(1)["records"] == 0
    assert array.released == {"schema": 1, "array": 1}


def test_an_honest_array_made_by_hand_is_counted_and_released_once() -> None:
    array = words()
    assert ka.murmur2(array).tolist() == ka.murmur2(["a", "bc", "def"]).tolist()
    assert array.released == {"schema": 1, "array": 1}


def test_what_was_released_is_not_read_again() -> None:
    array = words()
    ka.murmur2(array)
    with pytest.raises(ka.InputError, match="taken already"):
        ka.murmur2(array)


def test_what_lies_where_nothing_is_present_does_no_harm() -> None:
    codes = HandMade("i", [b"\x01", offsets(2, 99)], 2, dictionary=words())
    views = HandMade("vu", [b"\x01", view(1, b"a", 0, 0) + view(99, b"abcd", 7, 7), offsets(code="q")], 2)
    assert ka.partition_for(codes, 7).tolist() == ka.partition_for(["def", None], 7).tolist()
    assert ka.partition_for(views, 7).tolist() == ka.partition_for(["a", None], 7).tolist()


@pytest.mark.parametrize(
    "returned", [None, (), (1, 2), "text"], ids=["None", "an empty tuple", "numbers", "text"]
)
def test_what_is_no_capsule_is_refused(returned: Any) -> None:
    class Liar:
        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return returned

        def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
            return returned

    class ArrayLiar:
        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return returned

    with pytest.raises(ka.KeyTypeError, match="__arrow_c_stream__ returned"):
        ka.murmur2(Liar())
    with pytest.raises(ka.KeyTypeError, match=r"__arrow_c_array__ returned|expected a capsule"):
        ka.murmur2(ArrayLiar())


def test_an_error_while_arrays_are_made_is_said_and_nothing_is_counted() -> None:
    def batches() -> Any:
        yield pa.record_batch({"key": ["a", "b"]})
        raise ValueError("the source broke")

    analyzer = ka.PartitioningStrategyAnalyzer([4])
    reader = pa.RecordBatchReader.from_batches(pa.schema([("key", pa.string())]), batches())
    with pytest.raises(ka.SourceError, match=r"could not give its next array.*the source broke"):
        analyzer.update(reader)
    assert analyzer._state.snapshot(1)["records"] == 0


def test_what_makes_the_arrays_may_use_the_analyzer() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4])

    def batches() -> Any:
        for _ in range(3):
            analyzer.update(["nested"])
            yield pa.record_batch({"key": ["a", "b"]})

    analyzer.update(pa.RecordBatchReader.from_batches(pa.schema([("key", pa.string())]), batches()))
    assert analyzer._state.snapshot(1)["records"] == 9


@pytest.mark.parametrize("kind", ["z", "vz", "i"])
def test_buffers_that_change_while_they_are_read_lead_nowhere_else(kind: str) -> None:
    rows = 200_000
    noise = b"\x7f" * 16 * rows
    if kind == "z":
        array = HandMade("z", [None, offsets(*range(rows + 1)), b"x" * rows], rows)
        # The last offset says how many bytes there are: nobody could tell that it lies.
        noise = offsets(0, *range(rows - 1, 0, -1), rows)
    elif kind == "vz":
        one = view(20, b"xxxx", 0, 5)
        array = HandMade("vz", [None, one * rows, b"x" * 30, offsets(30, code="q")], rows)
    else:
        array = HandMade("i", [None, offsets(*[1] * rows)], rows, dictionary=words())
    memory = array.memory[1]
    assert memory is not None
    stop = threading.Event()

    def write() -> None:
        honest = memory.raw
        while not stop.is_set():
            memory.raw = noise[: len(honest)]
            memory.raw = honest

    writer = threading.Thread(target=write)
    writer.start()
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    try:
        for _ in range(20):
            array.renew()
            try:
                analyzer.update(array)
            except ka.InputError:
                continue  # what the check saw was no array
    finally:
        stop.set()
        writer.join()
    found = analyzer._state.snapshot(5)
    assert found["records"] % rows == 0
    ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())
