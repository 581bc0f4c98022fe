"""Wherever blocks and stripes cut a text, its lines are the keys that the reference reads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect import _core
from tests.reference.pure_python import analyze_lines

PAGE = 4096
HEADROOM = 16 * PAGE  # what the reader keeps in front of a block for a line that the block cut
COUNTS = [1, 12, 1009]


class Found(NamedTuple):
    """The exact figures of a pass."""

    records: int
    empty_keys: int
    partitions: list[list[int]]


def found_by_the_core(
    path: Path, workers: int, stripes_per_step: int = 1000, block_bytes: int = PAGE, stripe_bytes: int = PAGE
) -> Found:
    before = _core.Distribution("murmur2", COUNTS, [], 0)
    text = _core.TextPass(bytes(path), before, block_bytes=block_bytes, stripe_bytes=stripe_bytes)
    while text.step(stripes_per_step, workers):
        pass
    found = text.result().snapshot(0)
    return Found(
        found["records"], found["empty_keys"], [records.tolist() for _, records, _ in found["partitions"]]
    )


def found_by_the_reference(path: Path) -> Found:
    expected = analyze_lines(path, COUNTS)
    return Found(
        expected["records"], expected["empty_keys"], [load["records"] for load in expected["partitions"]]
    )


def near(size: int) -> st.SearchStrategy[int]:
    return st.integers(size - 3, size + 3)


LINE_ENDS = st.sampled_from([b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\n\r"])
LENGTHS = st.integers(0, 40) | near(PAGE) | near(2 * PAGE) | near(HEADROOM) | near(HEADROOM + PAGE)
PIECES = (
    LINE_ENDS | st.binary(max_size=10) | st.builds(bytes.__mul__, st.sampled_from([b"k", b"\x00"]), LENGTHS)
)
TEXTS = st.lists(PIECES, max_size=30).map(b"".join)
DENSE_TEXTS = st.text("\n\ra", min_size=PAGE - 2, max_size=PAGE + 200).map(str.encode)


@given(
    text=TEXTS | DENSE_TEXTS,
    workers=st.integers(1, 4),
    stripes_per_step=st.integers(1, 5),
    blocks_per_stripe=st.integers(1, 3),
)
@settings(max_examples=200)
def test_any_text_is_read_as_the_reference_reads_it(
    text: bytes, workers: int, stripes_per_step: int, blocks_per_stripe: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "keys.txt")
        path.write_bytes(text)
        found = found_by_the_core(path, workers, stripes_per_step, PAGE, blocks_per_stripe * PAGE)
        assert found == found_by_the_reference(path)


@pytest.mark.parametrize("stripes", [1, 2])
@pytest.mark.parametrize("before", [-2, -1, 0, 1])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n", b"\r\n\r\n", b"\n\r\n", b"\r"], ids=repr)
@pytest.mark.parametrize("after", [b"", b"b", b"b\n", b"b" * PAGE, b"\n" * PAGE], ids=len)
def test_a_line_may_end_anywhere_around_the_edge_of_a_stripe(
    tmp_path: Path, stripes: int, before: int, end: bytes, after: bytes
) -> None:
    """A newline as the last byte of a stripe, as the first of the next, a CR and its LF on either side."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"first\n" + b"a" * (stripes * PAGE - 6 + before) + end + after)
    expected = found_by_the_reference(path)
    for workers in (1, 2):
        assert found_by_the_core(path, workers) == expected


@pytest.mark.parametrize("length", [PAGE - 1, PAGE, HEADROOM - 1, HEADROOM, HEADROOM + 1, 5 * HEADROOM + 7])
@pytest.mark.parametrize("keys_before", [0, 1, 700])
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_a_key_may_be_longer_than_blocks_stripes_and_headroom(
    tmp_path: Path, length: int, keys_before: int, workers: int
) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"a-key\n" * keys_before + b"k" * length + b"\r\n\nlast")
    assert found_by_the_core(path, workers) == found_by_the_reference(path)


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_stripes_inside_one_long_key_own_no_line(tmp_path: Path, workers: int) -> None:
    """The key spans 25 stripes; the keys around it are each counted once."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"before\n" + b"k" * 25 * PAGE + b"\nafter\n")
    assert found_by_the_core(path, workers).records == 3
    assert found_by_the_core(path, workers) == found_by_the_reference(path)
