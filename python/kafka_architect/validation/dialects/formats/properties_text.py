"""The text of a .properties file, as java.util.Properties reads it, with the place of each key and value.

Source: java.util.Properties.load (JDK 17). Our own reader, because none on PyPI keeps the places of keys and
values (docs/decisions/0008); tests compare it with java.util.Properties itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTINUED = r"\\(?:\r\n|\r|\n)[ \t\f]*"
# What stands before a logical line: comments, blank lines, and continued ones of nothing but blanks.
_START = re.compile(rf"(?:[ \t\f\r\n]++|[#!][^\r\n]*+|{_CONTINUED})*+")
_NOTHING_CONTINUED = re.compile(r"(?:\A|[\r\n])[ \t\f]*\\[\r\n]\Z")
# Most lines have no escapes; one match for them halves the time.
_SIMPLE = re.compile(r"([A-Za-z0-9._-]+)[ \t\f]*+[=:][ \t\f]*+([^\\\r\n]*+)(?=[\r\n]|\Z)")
# A backslash takes the next character along; with a line end it continues the line.
_KEY = re.compile(rf"(?:[^\\=: \t\f\r\n]|{_CONTINUED}|\\.|\\$)*+", re.DOTALL)
_VALUE = re.compile(rf"(?:[^\\\r\n]|{_CONTINUED}|\\.|\\$)*+", re.DOTALL)
_SEPARATOR = re.compile(rf"(?:[ \t\f]|{_CONTINUED})*+(?:[=:](?:[ \t\f]|{_CONTINUED})*+)?")
_JOINT = re.compile(rf"{_CONTINUED}|(\\.)", re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(u)|\\(.)|\\$", re.DOTALL)
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_BAD_UNICODE = "a \\u is not followed by four hexadecimal digits: Java rejects the whole file"


class Property(NamedTuple):
    """One key with its value; `fault` says what Java would refuse in it."""

    key: str
    value: str
    key_span: Span
    value_span: Span
    fault: str | None = None


def read_properties(text: str, start: int = 0, end: int | None = None) -> Iterator[Property]:
    """Yield the properties in the characters `start` to `end` of `text`.

    Indentation is insignificant, so a block inside YAML or a heredoc can be read where it stands.
    """
    at, stop = start, len(text) if end is None else end
    while at < stop:
        before = at
        at = _end(_START, text, at, stop)
        if at >= stop:
            # Java takes an empty line that the end of the file continues for a key.
            if _NOTHING_CONTINUED.search(text, before, at):
                yield Property("", "", Span(at, at), Span(at, at))
            return
        simple = _SIMPLE.match(text, at, stop)
        if simple:
            key_end, (value_start, value_end) = simple.end(1), simple.span(2)
            yield Property(simple[1], simple[2], Span(at, key_end), Span(value_start, value_end))
            at = value_end
            continue
        key_end = _end(_KEY, text, at, stop)
        value_start = _end(_SEPARATOR, text, key_end, stop)
        value_end = _end(_VALUE, text, value_start, stop)
        key, key_fault = _unescape(text[at:key_end])
        value, value_fault = _unescape(text[value_start:value_end])
        yield Property(key, value, Span(at, key_end), Span(value_start, value_end), key_fault or value_fault)
        at = value_end


def _end(pattern: re.Pattern[str], text: str, at: int, stop: int) -> int:
    found = pattern.match(text, at, stop)
    return found.end() if found else at


def _unescape(raw: str) -> tuple[str, str | None]:
    if "\\" not in raw:
        return raw, None
    fault: str | None = None

    def plain(found: re.Match[str]) -> str:
        nonlocal fault
        digits, bad, character = found.groups()
        if digits:
            return chr(int(digits, 16))
        if bad:
            fault = _BAD_UNICODE
            return bad
        return _CONTROLS.get(character, character) if character else ""

    logical = _JOINT.sub(r"\1", raw) if "\n" in raw or "\r" in raw else raw
    return _whole(_ESCAPE.sub(plain, logical)), fault


def _whole(text: str) -> str:
    """Surrogate pairs as the characters they stand for; a half that stands alone is no text at all."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escape_value(value: str, *, ascii_only: bool = True) -> str:
    """`value` as a .properties file writes it; Java reads ISO-8859-1, others UTF-8."""
    escaped = _escaped(value, ascii_only=ascii_only)
    return "\\" + escaped if escaped.startswith(" ") else escaped


def escape_key(key: str) -> str:
    """`key` as a .properties file writes it."""
    return re.sub(r"([ :=#!])", r"\\\1", _escaped(key))


def _escaped(text: str, *, ascii_only: bool = True) -> str:
    for character, written in (
        ("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\f", "\\f"),
    ):  # fmt: skip
        text = text.replace(character, written)
    if text.isascii() or not ascii_only:
        return text
    return "".join(c if c.isascii() else "".join(f"\\u{unit:04x}" for unit in _utf16(c)) for c in text)


def _utf16(character: str) -> Iterator[int]:
    encoded = character.encode("utf-16-be", "surrogatepass")
    for at in range(0, len(encoded), 2):
        yield int.from_bytes(encoded[at : at + 2], "big")
