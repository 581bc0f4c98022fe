"""Documents that people hand in: what is read, where it stands, and what is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.documents import Limits, parse_document, read_document
from kafka_architect.errors import InputError, KafkaArchitectError, SourceError


def value_of(text: str, name: str = "some.yaml") -> object:
    return parse_document(text, name=name).value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("010", 10), ("1_000", 1000), ("1e3", 1000.0), (".5", 0.5), ("-7", -7), ("2026-01-01", "2026-01-01"),
        ("12:30", "12:30"), ("yes", True), ("Off", False), ("~", None), ("", None), ("0x1F", "0x1F"),
        ("'010'", "010"), ('"yes"', "yes"), ("!!str 5", "5"), ("500_MB", "500_MB"),
    ],
)  # fmt: skip
def test_scalars_mean_what_people_write(written: str, meant: object) -> None:
    assert value_of(f"a: {written}") == {"a": meant}


def test_lines_of_every_part() -> None:
    document = parse_document("topics:\n  - name: a\n    rate: 5\n  - name: b\n", name="shop.yaml")
    assert document.line("topics") == 1
    assert document.line("topics", 0, "rate") == 3
    assert document.where("topics", 1, "name") == "shop.yaml:4"
    assert document.where("topics", 1, "missing") == "shop.yaml:4", "the nearest part that is there"


def test_lines_of_json_with_tabs() -> None:
    document = parse_document('{\n\t"a": {\n\t\t"b": 1\n\t}\n}', name="plan.json")
    assert document.line("a", "b") == 3


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: 1\nb: 2\na: 3\n", r"some.yaml:3: the key 'a' is set again; it is set in line 1"),
        ("a: [1,\n", r"some.yaml:2: not YAML"),
        ("a: 1\n---\nb: 2\n", r"some.yaml:2: a second document"),
        ("a: .inf\n", r"some.yaml:1: .inf is not a finite number"),
        ("a: 1e999\n", r"some.yaml:1: 1e999 is not a finite number"),
        ("? [a]\n: 1\n", r"some.yaml:1: a key must be text"),
        ("a: *b\n", r"\*b: no anchor &b"),
        ("a: &a\n  b: *a\n", r"\*a: no anchor &a"),
        ("a:\n  <<: 5\n", r"<<: expected a mapping"),
        (bomb(9), r"more than 2,000,000 values, aliases counted"),
        ("[" * 500 + "]" * 500, r"nested more than 100 levels"),
        ("- " * 5000 + "1", r"nested more than 100 levels"),
        ('{"a": NaN}', r"some.yaml"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    if text == '{"a": NaN}':
        with pytest.raises(InputError, match="NaN is not a finite number"):
            parse_document(text, name="some.json")
        return
    with pytest.raises(InputError, match=reason):
        value_of(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1, "a": 2}', "the key 'a' is set twice"),
        ('{"a": 1e400}', "1e400 is not a finite number"),
        ('{"a": ' + "9" * 5000 + "}", "a number of 5,000 digits"),
        ("[" * 200 + "]" * 200, "nested more than 100 levels"),
        ("[" * 100_000, "nested more than 100 levels"),
        ('{\n"a": }', "plan.json:2: not JSON"),
    ],
)
def test_what_is_refused_of_json(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_document(text, name="plan.json")


def test_what_is_no_text() -> None:
    with pytest.raises(InputError, match=r"some\.yaml:2: not UTF-8 at byte 3"):
        parse_document(b"a:\n\xff", name="some.yaml")
    with pytest.raises(InputError, match="more than 10 bytes"):
        parse_document("a" * 11, name="some.yaml", limits=Limits(bytes=10))
    with pytest.raises(SourceError, match="cannot read"):
        read_document("/nowhere/some.yaml")


def test_merges_keep_what_is_written_beside_them() -> None:
    assert value_of("base: &b {x: 1, y: 2}\none:\n  <<: *b\n  y: 3\n") == {
        "base": {"x": 1, "y": 2}, "one": {"y": 3, "x": 1},
    }  # fmt: skip


class _Topic(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    rate: float | None = None


@dataclass
class _Loads:
    topics: list[_Topic]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("topics:\n  - nmae: a\n", r"shop.yaml:2: .*(nmae|name)"),
        ("topics:\n  - name: a\n    raet: 5\n", r"shop.yaml:3: unknown field 'raet'; did you mean 'rate'"),
        ("topics:\n  - name: a\n    rate: x\n", r"shop.yaml:3: expected .*float.*got.*text"),
        ("topics: 5\n", r"shop.yaml:1: expected a list, got `int`"),
    ],
)
def test_typed_documents_name_line_field_and_nearest(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_document(text, name="shop.yaml").convert(_Loads)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=20,
    )
)
def test_json_is_read_as_python_reads_it(value: object) -> None:
    assert parse_document(json.dumps(value), name="x.json").value == value


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*<>!|'\"#\n \t1.,?%\\"), max_size=60))
def test_any_text_is_read_or_refused_with_its_name(text: str) -> None:
    try:
        parse_document(text, name="some.yaml")
    except KafkaArchitectError as error:
        assert str(error).startswith("some.yaml")
