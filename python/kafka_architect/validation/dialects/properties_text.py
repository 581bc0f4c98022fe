"""The text of a .properties file, as java.util.Properties reads it, with the place of each key and value.

Source: java.util.Properties.load (JDK 17). Our own reader, because none on PyPI keeps the places of keys and
values (docs/decisions/0008); tests compare it with java.util.Properties itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = " \t\f"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.)|$)", re.DOTALL)
# An odd number of backslashes before the line end continues the line; the blanks that follow are skipped.
_CONTINUATION = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:\r\n|\r|\n)[ \t\f]*")
_ENDS_ODD = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Property:
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
        line_end = _logical_end(text, at, stop)
        first = at
        while first < line_end and text[first] in _BLANK:
            first += 1
        at = line_end
        content_end = line_end
        while content_end > first and text[content_end - 1] in "\r\n":
            content_end -= 1
        if first < content_end and text[first] not in "#!":
            yield _property(text, first, content_end)


def _logical_end(text: str, at: int, stop: int) -> int:
    """The end, with its line end, of the logical line at `at`: comments and blank lines are never continued."""
    match = _LINE.match(text, at, stop)
    end = match.end() if match else stop
    stripped = text[at:end].strip(" \t\f\r\n")
    if not stripped or stripped[0] in "#!":
        return end
    while end < stop and _ENDS_ODD.search(text[at:end].rstrip("\r\n")):
        at = end
        match = _LINE.match(text, at, stop)
        end = match.end() if match else stop
    return end


def _property(text: str, start: int, end: int) -> Property:
    key_end = start
    while key_end < end and text[key_end] not in "=: \t\f\r\n":
        key_end += 2 if text[key_end] == "\\" else 1
    key_end = min(key_end, end)
    value_start = _skip_blanks(text, key_end, end)
    if value_start < end and text[value_start] in "=:":
        value_start = _skip_blanks(text, value_start + 1, end)
    key, key_fault = _unescape(text[start:key_end])
    value, value_fault = _unescape(text[value_start:end])
    return Property(key, value, Span(start, key_end), Span(value_start, end), key_fault or value_fault)


def _skip_blanks(text: str, at: int, end: int) -> int:
    """The next character that is no blank; a continued line is blank too."""
    while at < end:
        if text[at] in _BLANK:
            at += 1
        elif continued := re.compile(r"\\(?:\r\n|\r|\n)").match(text, at, end):
            at = continued.end()
        else:
            break
    return at


def _unescape(raw: str) -> tuple[str, str | None]:
    if "\\" not in raw:
        return raw, None
    joined = _CONTINUATION.sub(r"\1", raw)
    fault = None
    if re.search(r"(?<!\\)(?:\\\\)*\\u(?![0-9a-fA-F]{4})", joined):
        fault = "a \\u that four hexadecimal digits do not follow: Java refuses the whole file"

    def plain(found: re.Match[str]) -> str:
        if found.group(1):
            return chr(int(found.group(1), 16))
        character = found.group(2) or ""
        return _CONTROLS.get(character, character)

    return _ESCAPE.sub(plain, joined), fault


def escape_value(value: str) -> str:
    """`value` as a .properties file writes it."""
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    if escaped.startswith(" "):
        escaped = "\\" + escaped
    return "".join(c if ord(c) < 127 else "".join(f"\\u{unit:04x}" for unit in _utf16(c)) for c in escaped)


def _utf16(character: str) -> Iterator[int]:
    encoded = character.encode("utf-16-be", "surrogatepass")
    for at in range(0, len(encoded), 2):
        yield int.from_bytes(encoded[at : at + 2], "big")


def escape_key(key: str) -> str:
    """`key` as a .properties file writes it."""
    return re.sub(r"([ :=\\#!])", r"\\\1", key)
