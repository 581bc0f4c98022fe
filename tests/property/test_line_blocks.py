"""Text that comes in blocks counts like the same text in one file, wherever the blocks are cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect import _core

TEXTS = st.lists(
    st.sampled_from([b"a", b"bb", b"\n", b"\r\n", b"\r", b"", b"x" * 70, b"null", b":", b"\0"])
).map(b"".join)


def blocks_of(text: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[begin:end] for begin, end in itertools.pairwise(places)]


def counted(blocks: list[bytes], **options: bytes) -> _core.Distribution:
    state = _core.Distribution("murmur2", [12], [], 0)
    lines = _core.LineCounter(**options)  # type: ignore[arg-type]  # bytes for both
    for block in blocks:
        lines.feed(state, block)
    lines.finish(state)
    return state


def keys_of(text: bytes) -> list[bytes]:
    """Lines as a text file has them."""
    lines = text.split(b"\n")
    last = lines.pop()
    return [line.removesuffix(b"\r") for line in lines] + ([last] if last else [])


def of_keys(keys: list[bytes | None]) -> bytes:
    state = _core.Distribution("murmur2", [12], [], 0)
    state.update(keys)
    return state.to_bytes()


@given(TEXTS, st.lists(st.integers(0, 10_000)))
def test_blocks_count_like_their_lines(text: bytes, cuts: list[int]) -> None:
    assert counted(blocks_of(text, cuts)).to_bytes() == of_keys(list(keys_of(text)))


@given(TEXTS, st.lists(st.integers(0, 10_000)))
def test_null_text_is_a_null_key(text: bytes, cuts: list[int]) -> None:
    keys: list[bytes | None] = [None if key == b"null" else key for key in keys_of(text)]
    assert counted(blocks_of(text, cuts), null_text=b"null").to_bytes() == of_keys(keys)


@given(TEXTS, st.lists(st.integers(0, 10_000)))
def test_a_key_ends_at_the_first_delimiter(text: bytes, cuts: list[int]) -> None:
    keys: list[bytes | None] = [key.partition(b":")[0] for key in keys_of(text) if b":" in key]
    assert counted(blocks_of(text, cuts), delimiter=b":").to_bytes() == of_keys(keys)


@pytest.mark.parametrize("block", [10, 64, 100, 1000])
def test_a_long_line_is_refused_with_its_byte(block: int) -> None:
    text = b"abc\n" + b"y" * 600 + b"\n"
    state = _core.Distribution("murmur2", [12], [], 0)
    lines = _core.LineCounter(max_line_bytes=100)
    with pytest.raises(ka.MalformedSourceError, match="the line at byte 4 is longer than 100 bytes"):
        for begin in range(0, len(text), block):
            lines.feed(state, text[begin : begin + block])
    assert state.snapshot(0)["records"] == 1


def test_lines_without_a_key_are_counted() -> None:
    state = _core.Distribution("murmur2", [12], [], 0)
    lines = _core.LineCounter(delimiter=b":")
    lines.feed(state, b"a:1\nof the value\nb:2\nand")
    lines.finish(state)
    assert (state.snapshot(0)["records"], lines.lines_without_key) == (2, 2)


@pytest.mark.parametrize("options", [{"delimiter": b""}, {"delimiter": b"ab"}, {"max_line_bytes": 1 << 40}])
def test_options_are_checked(options: dict[str, object]) -> None:
    with pytest.raises(ka.InputError):
        _core.LineCounter(**options)  # type: ignore[arg-type]  # wrong on purpose
