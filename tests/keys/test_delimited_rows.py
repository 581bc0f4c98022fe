"""CSV and TSV as the core reads them, against Python's csv module and wherever blocks are cut."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect import _core

if TYPE_CHECKING:
    from pathlib import Path

# Everything that means something to a reader of CSV, often.
fields = st.text(st.sampled_from('ab",;\t\n\r é'), max_size=8)


def read(data: bytes, columns: list[int], width: int, delimiter: str, step: int) -> list[list[bytes | None]]:
    """The columns, fed in blocks of `step` bytes as sources hand them out."""
    rows = _core.DelimitedRows(columns, width, delimiter.encode())
    found: list[list[bytes | None]] = [[] for _ in columns]
    rest = b""
    for at in range(0, len(data) + step, step):
        last = at >= len(data)
        rest += data[at : at + step]
        values, used, bad = rows.read(rest, last)
        assert bad is None
        for column, part in zip(found, values, strict=True):
            column.extend(part.to_pylist())
        rest = rest[used:]
    assert rest == b""
    return found


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(fields, min_size=width, max_size=width), max_size=12)
    ),
    st.builds(
        dict,
        delimiter=st.sampled_from(",;\t"),
        quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        lineterminator=st.sampled_from(["\n", "\r\n"]),
    ),
    st.integers(1, 200),
    st.booleans(),
)
@example([["a", ""]], {"delimiter": ",", "lineterminator": "\n"}, 1, True)
def test_what_python_writes_is_read_back(
    table: list[list[str]], style: dict[str, Any], step: int, ends: bool
) -> None:
    if style["lineterminator"] == "\n":
        # Python does not quote a CR there, which reads as part of a line's end.
        table = [[field.replace("\r", "") for field in row] for row in table]
    text = io.StringIO()
    csv.writer(text, **style).writerows(table)
    data = text.getvalue().encode()
    width = len(table[0]) if table else 1
    columns = list(range(width - 1, -1, -1))
    data = data if ends else data.removesuffix(style["lineterminator"].encode())
    found = read(data, columns, width, style["delimiter"], step)
    assert found == [[row[column].encode() for row in table] for column in columns]


@given(st.binary(max_size=300), st.integers(1, 4), st.integers(1, 50))
def test_any_bytes_are_rows_or_refused_with_their_place(data: bytes, width: int, cut: int) -> None:
    """However a text is cut into blocks: the same rows, and the same row that is refused."""

    def outcome(step: int) -> tuple[list[bytes | None], tuple[int, str] | None]:
        rows = _core.DelimitedRows([width - 1], width, b",")
        found: list[bytes | None] = []
        before, rest = 0, b""
        for at in range(0, len(data) + step, step):
            rest += data[at : at + step]
            (values,), used, bad = rows.read(rest, at >= len(data))
            found += values.to_pylist()
            if bad is not None:
                return found, (before + bad[0], bad[1])
            before, rest = before + used, rest[used:]
        assert before == len(data)
        return found, None

    assert outcome(cut) == outcome(1000)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (b'"a"b,1', b"ab"),  # as csv of Python and spreadsheets
        (b'a"b,1', b'a"b'),
        (b'"a""b",1', b'a"b'),
        (b'"",1', b""),
        (b",1", b""),
        (b'"a,\r\nb",1', b"a,\r\nb"),
        (b"a\rb,1", b"a\rb"),
        (b"\xff\x00,1", b"\xff\x00"),
    ],
)
def test_fields(line: bytes, field: bytes) -> None:
    for end in (b"", b"\n", b"\r\n", b"\n\n\r\n"):
        assert read(line + end, [0], 2, ",", 1000) == [[field]]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a,b\nc\nd,e\n", (4, "expected 2 fields, found 1")),
        (b"a,b\nc,d,e\n", (4, "expected 2 fields, found 3")),
        (b'a,b\nc,"d\n', (4, "a quote is not closed")),
        (b"a,b\nc", (4, "expected 2 fields, found 1")),
    ],
)
def test_a_bad_row_stops_the_reading(data: bytes, problem: tuple[int, str]) -> None:
    (values,), used, bad = _core.DelimitedRows([0], 2, b",").read(data, True)
    assert (values.to_pylist(), used, bad) == ([b"a"], 4, problem)


@pytest.mark.parametrize(
    ("columns", "width", "delimiter"), [([2], 2, b","), ([0, 0], 2, b","), ([0], 1, b'"'), ([0], 1, b"ab")]
)
def test_what_no_row_has_is_refused(columns: list[int], width: int, delimiter: bytes) -> None:
    with pytest.raises(ka.InputError):
        _core.DelimitedRows(columns, width, delimiter)


def test_a_quote_that_nobody_closes_is_found_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kafka_architect.keys.formats.delimited._LONGEST_ROW_BYTES", 1 << 21)
    path = tmp_path / "orders.csv"
    path.write_text("key,value\n" + "a,1\n" * 1000 + '"b,2\n' + "c,3\n" * 2_000_000)
    report = ka.analyze(path)
    assert report.records == 1000
    assert (
        "the row at byte 4,010 of its text does not end within 2,097,152 bytes" in report.warnings[0].message
    )


def test_joined_fields_and_null_texts() -> None:
    (left, right), _, _ = _core.DelimitedRows([0, 1], 2, b",").read(b"a,1\nNULL,2\n,3\n", True)
    joined = _core.FieldValues.joined([b"<", left.null_where(b"NULL"), b":", right])
    assert joined.to_pylist() == [b"<a:1", None, b"<:3"]
    with pytest.raises(ka.InputError, match="no column"):
        _core.FieldValues.joined([b"a"])
    with pytest.raises(TypeError, match="columns of values"):
        _core.FieldValues.joined([left, "text"])  # type: ignore[list-item]
    (short,), _, _ = _core.DelimitedRows([0], 1, b",").read(b"a\n", True)
    with pytest.raises(ka.InputError, match="columns of 3 and 1 values"):
        _core.FieldValues.joined([left, short])
