"""Fields of JSON lines, as the core reads them, are those that Python's json module finds."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect import _core

NAMES = st.sampled_from(["key", "order", "a", "", 'q"uote', "back\\slash", "Grüße", "id", "\n"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.sampled_from(['"', "\\", "\\u", "{", "}]", "\u0000"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=5)
PATHS = [["key"], ["order", "id"], ["order"], ["a", "a", "a"], ['q"uote'], ["\n"], [""]]


def expected(value: Any, path: list[str]) -> Any:
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    return value


def same(found: bytes | None, value: Any) -> bool:
    if value is None:
        return found is None
    if isinstance(value, str):
        return found == value.encode()
    return found is not None and json.loads(found) == value


@given(
    st.lists(OBJECTS, max_size=6),
    st.booleans(),
    st.sampled_from([None, 1]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_fields_are_those_of_the_json_module(
    objects: list[dict[str, Any]], ascii_only: bool, spaces: int | None, end: str
) -> None:
    separators = (" , ", " : ") if spaces else None
    lines = [json.dumps(one, ensure_ascii=ascii_only, separators=separators) for one in objects]
    columns, bad = _core.JsonLines(PATHS).read("".join(line + end for line in lines).encode())
    assert bad is None
    for path, column in zip(PATHS, columns, strict=True):
        values = [expected(one, path) for one in objects]
        found = column.to_pylist()
        assert len(column) == len(found) == len(values)
        assert all(same(one, value) for one, value in zip(found, values, strict=True)), (path, found, values)
        assert column.null_count == sum(value is None for value in values)
        array = pa.array(column)
        array.validate(full=True)
        assert array.to_pylist() == found


@given(st.binary(max_size=200))
def test_no_bytes_break_it(text: bytes) -> None:
    columns, bad = _core.JsonLines([["key"], ["order", "id"]]).read(text)
    assert len(columns[0]) == len(columns[1])
    assert bad is None or 0 <= bad[0] <= len(text)


@given(OBJECTS, st.integers(0, 10_000))
def test_a_line_that_is_cut_is_bad_or_has_all_its_fields(one: dict[str, Any], cut: int) -> None:
    line = json.dumps(one).encode()
    cut %= len(line)
    columns, bad = _core.JsonLines([["no such field"]]).read(line[:cut])
    assert bad is not None or cut == 0
    assert len(columns[0]) == 0


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        (b'{"key": "a"}\n["key"]\n', 13, "expected an object"),
        (b'{"key": "a}\n', 9, "a string does not end"),
        (b'{"other": 1\n', 11, "the line ends inside of an object"),
        (b'{"other" 1}\n', 9, "expected ':'"),
        (b'{"other": }\n', 10, "expected a value"),
        (b"{other: 1}\n", 1, "expected '\"'"),
    ],
)
def test_bad_lines_say_where_and_why(text: bytes, offset: int, reason: str) -> None:
    _, bad = _core.JsonLines([["missing"], ["key"]]).read(text)
    assert bad == (offset, reason)


def test_bytes_in_strings_are_taken_as_they_are() -> None:
    (column,), bad = _core.JsonLines([["key"]]).read(
        b'{"key": "\xff\xfe\x00\\n\\ud83d\\ude00\\udc00\\q\\"\\\\"}\n'
    )
    assert bad is None
    assert column.to_pylist() == [b"\xff\xfe\x00\n" + "😀".encode() + b'?\\q"\\']


def test_the_first_of_two_fields_counts() -> None:
    (column,), _ = _core.JsonLines([["key"]]).read(b'{"key": 1, "key": 2}\n')
    assert column.to_pylist() == [b"1"]


def test_whole_numbers() -> None:
    (column,), _ = _core.JsonLines([["n"]]).read(b'{"n": 7}\n{"n": "-3"}\n')
    assert column.whole_numbers("n").tolist() == [7, -3]
    for value in (b"1.5", b"null", b'"x"', b"99999999999999999999", b"true"):
        (column,), _ = _core.JsonLines([["n"]]).read(b'{"n": %b}\n' % value)
        with pytest.raises(ka.MalformedSourceError, match="the field 'n' is "):
            column.whole_numbers("n")


@pytest.mark.parametrize("paths", [[[]], [["a"], ["a"]], [["a"] * 100]])
def test_paths_are_checked(paths: list[list[str]]) -> None:
    with pytest.raises(ka.InputError):
        _core.JsonLines(paths)
