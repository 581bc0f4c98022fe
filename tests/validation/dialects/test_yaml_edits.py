"""Edits of YAML by their effect: read again, only what was meant is different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.validation.dialects.containers.compose import list_setting
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    items,
    pairs,
    setting_of,
    text_of,
    yaml_file,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlListWriter, YamlMapWriter, scalar
from kafka_architect.validation.source_file import SourceFile

from .reading import edited

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting

KEYS = st.lists(st.sampled_from(["acks", "linger.ms", "a.b", "KAFKA_X", "x-y"]), min_size=1, unique=True)
VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=8)
WORDS = st.sampled_from(
    [
        "1",
        "true",
        "null",
        "~",
        "a:b",
        "a: b",
        "#",
        "- x",
        "1,2",
        "yes",
        "TRUE",
        "null",
        "-1",
        "1_000",
        "0x1f",
        "012",
        "12:30",
        "1e3",
        "1.50",
        "[x",
        "a'b",
        'a"b',
        " ",
        "",
    ]
)
TAILS = st.sampled_from(["", "  # why", "   "])


def written(value: str, style: str) -> str:
    """A scalar in a style, where the style can hold it."""
    plain = value and value.strip() == value and not set(value) & set("#:,[]{}&*!|>'\"%@`-?=<~")
    return value if style == "plain" and plain else scalar(value, "'" if style == "single" else '"')


@st.composite
def mappings(draw: st.DrawFn) -> str:
    lines = ["top:", "  env:"]
    for key in draw(KEYS):
        style = draw(st.sampled_from(["plain", "single", "double"]))
        lines.append(f"    {key}: {written(draw(VALUES | WORDS), style)}{draw(TAILS)}")
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", "    # a comment", "      # another"])))
    lines.append(draw(st.sampled_from(["  after: 1", "# end", "", "other: {a: b}"])))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


def settings_of(text: str) -> tuple[YamlMapWriter, dict[str, Setting]]:
    file = SourceFile("x.yml", text)
    env = child(yaml_file(file).documents[0], "top", "env")
    found = {pair.key: setting_of(file, pair.key, pair) for pair in pairs(env)}
    return YamlMapWriter(file, env, quote='"'), found


def values_of(text: str) -> dict[str, str | None]:
    return {key: setting.value for key, setting in settings_of(text)[1].items()}


@given(mappings(), VALUES | WORDS, st.integers(0, 4))
@settings(max_examples=400)
def test_a_replaced_value_is_read_back_and_the_others_stay(text: str, value: str, number: int) -> None:
    writer, found = settings_of(text)
    key = list(found)[number % len(found)]
    edit = writer.replace(found[key], value)
    if edit is None:
        return
    after = values_of(edited(edit))
    assert list(after) == list(found)
    assert {other: one for other, one in after.items() if other != key} == {
        other: one.value for other, one in found.items() if other != key
    }
    assert after[key] == value
    assert text[: edit.span.start] + text[edit.span.end :] == (
        edited(edit)[: edit.span.start] + edited(edit)[edit.span.start + len(edit.text) :]
    )


@given(mappings(), st.integers(0, 4))
@settings(max_examples=300)
def test_a_removed_key_is_gone_and_the_others_stay(text: str, number: int) -> None:
    writer, found = settings_of(text)
    key = list(found)[number % len(found)]
    edit = writer.remove(found[key])
    assert (edit is None) == (len(found) == 1)
    if edit is not None:
        assert values_of(edited(edit)) == {other: one.value for other, one in found.items() if other != key}


@given(mappings(), VALUES | WORDS)
@settings(max_examples=300)
def test_an_added_key_comes_last_and_the_others_stay(text: str, value: str) -> None:
    writer, found = settings_of(text)
    after = values_of(edited(writer.add("new.key", value)))
    assert list(after) == [*found, "new.key"]
    assert {key: after[key] for key in found} == {key: one.value for key, one in found.items()}
    assert after["new.key"] == value or value == ""


@given(VALUES | WORDS)
@settings(max_examples=300)
def test_a_scalar_says_what_it_was_given(value: str) -> None:
    for quote in ("", "'", '"'):
        loaded = yaml.safe_load(f"key: {scalar(value, quote)}")["key"]
        file = SourceFile("x.yml", f"key: {scalar(value, quote)}")
        ours = text_of(child(yaml_file(file).documents[0], "key"))
        assert ours == value
        assert str(loaded) == value or (value in ("true", "false") and loaded is (value == "true"))


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), VALUES | WORDS), min_size=1, max_size=4),
    st.sampled_from("'\"-"),
)
@settings(max_examples=300)
def test_items_of_a_list_are_read_and_written_between_their_quotes(
    pieces: list[tuple[str, str]], quote: str
) -> None:
    lines = [f"  - {scalar(f'{key}={value}', quote if quote != '-' else '')}" for key, value in pieces]
    file = SourceFile("x.yml", "env:\n" + "\n".join(lines) + "\n")
    env = child(yaml_file(file).documents[0], "env")
    found = [list_setting(file, item) for item in items(env)]
    assert [(one.key, one.value) for one in found if one is not None] == pieces
    writer = YamlListWriter(file, env)
    for number, setting in enumerate(found):
        assert setting is not None
        edit = writer.replace(setting, "7")
        if edit is not None:
            after = SourceFile("x.yml", edited(edit))
            read = [list_setting(after, item) for item in items(child(yaml_file(after).documents[0], "env"))]
            expected = [value if at != number else "7" for at, (_, value) in enumerate(pieces)]
            assert [one.value for one in read if one is not None] == expected
