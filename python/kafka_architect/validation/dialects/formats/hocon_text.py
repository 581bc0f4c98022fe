"""The text of a HOCON file as fields, each with the places of its key and value.

Source: HOCON.md of lightbend/config, and what its 1.4.3 does where the two differ (Tokenizer,
ConfigDocumentParser, PathParser). Our own reader, because pyhocon keeps no places; tests compare it with
com.typesafe:config itself. What a field means among others is hocon_tree.py's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.formats.hocon_values import (
    Block,
    Field,
    Include,
    Items,
    Joined,
    Piece,
    Reference,
    Scalar,
    is_blank,
    plain,
)
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.formats.hocon_values import Value

# Character.isWhitespace of Java and ConfigImplUtil.isWhitespace, without the line feed, which separates.
_BLANK = "[ \\t\\r\\f\\v\\x1c-\\x1f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
_BLANKS = re.compile(f"{_BLANK}++")
_BETWEEN = re.compile(rf"(?:{_BLANK}|\n|#[^\n]*+|//[^\n]*+)*+")
_COMMENT = re.compile(r"(?:#|//)[^\n]*+")
_QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f\x7f-\x9f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+"')
_TRIPLE = re.compile(r'"""(?:(?!""")[\s\S])*+""""*+')
_NUMBER = re.compile(r"[0-9-][0-9eE+.-]*+")
_JAVA_NUMBER = re.compile(r"-?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?")
_BARE = re.compile(r'(?:(?!//)[^$"{}\[\]:=,+#`^?!@*&\\\s' + _BLANK[1:-1] + r"])++")
_KEYWORD_AND_NUMBER = re.compile(r"(?:true|false|null)(?=[0-9-])")
_REFERENCE = re.compile(r'\$\{(?P<optional>\??)(?P<path>(?:[^{}$"\n]|"[^"\n]*+")++)\}')
_INCLUDE = re.compile(
    rf'include{_BLANK}++(?=["ufcr])(?:(?:url|file|classpath|required)\(\s*+)*+"[^"\n]*+"[\s)]*+'
)
_KEYWORD = re.compile(r'include(?![^\s${}\[\]:=,+#"])')
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 64


class NotHoconError(Exception):
    """The text is no HOCON: `at` is the first place where something else should stand."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(slots=True)
class HoconText:
    """The fields of a file; `fault` is where and why the reading ended."""

    fields: list[Field] = field(default_factory=list)
    fault: tuple[str, int] | None = None


def read_hocon(text: str) -> HoconText:
    """Read a text; what was read before a fault is kept."""
    result = HoconText()
    reader = _Reader(text)
    try:
        reader.root(result.fields)
    except NotHoconError as error:
        result.fault = (str(error), min(error.at, len(text)))
    return result


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def root(self, fields: list[Field]) -> None:
        """Read the file: an object, with its braces or without them."""
        self._skip()
        if self._text.startswith("[", self._at):
            raise NotHoconError("the file is a list, not an object", self._at)
        braces = self._text.startswith("{", self._at)
        if braces:
            self._at += 1
        self._fields(fields, "}" if braces else "", 0)
        self._skip()
        if self._at < len(self._text):
            raise NotHoconError("unexpected content after the end of the object", self._at)

    def _fields(self, fields: list[Field], closing: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise NotHoconError(f"objects are nested deeper than {_DEEPEST}", self._at)
        separated = True
        while True:
            separated = self._skip() or separated
            character = self._text[self._at : self._at + 1]
            if not character or (closing and character == closing):
                if closing and not character:
                    raise NotHoconError("an object is not closed", self._at)
                self._at += len(character)
                return
            if not separated:
                raise NotHoconError("expected a new line or a comma between two fields", self._at)
            fields.append(self._field(depth))
            separated = self._skip()
            if self._text.startswith(",", self._at):
                self._at += 1
                separated = True

    def _field(self, depth: int) -> Field:
        if _KEYWORD.match(self._text, self._at):
            found = _INCLUDE.match(self._text, self._at)
            if found is None:
                raise NotHoconError("include is not followed by a quoted file name", self._at)
            start, self._at = found.span()
            # What ends the line belongs to the lines, not to the statement.
            end = start + len(found.group().rstrip())
            self._at = end
            return Field((), Include(Span(start, end)))
        path = self._path()
        self._skip()
        if self._text.startswith("{", self._at):
            # Without = or : nothing is joined to the object.
            return Field(path, self._block(depth))
        appends = self._text.startswith("+=", self._at)
        if not appends and not self._text.startswith(("=", ":"), self._at):
            raise NotHoconError("expected =, : or { after a key", self._at)
        self._at += 2 if appends else 1
        self._skip()
        return Field(path, self._value(depth), appends)

    def _path(self) -> tuple[Piece, ...]:
        start = self._at
        parts: list[tuple[str, Span, bool]] = []
        while True:
            found = self._token()
            if found is not None:
                parts.append(found)
                continue
            blanks = _BLANKS.match(self._text, self._at)
            if blanks is None:
                break
            self._at = blanks.end()
            parts.append((blanks.group(), Span(*blanks.span()), False))
        while parts and not parts[-1][2] and not parts[-1][0].strip():
            parts.pop()
        if not parts:
            raise NotHoconError("expected a key", start)
        return tuple(_pieces(parts))

    def _token(self) -> tuple[str, Span, bool] | None:
        """A quoted or bare piece of text, and whether it was quoted; None where none stands here."""
        text, start = self._text, self._at
        if text.startswith('"', start):
            return (*self._string(), True)
        found = None
        if text[start : start + 1] in "0123456789-" and start < len(text):
            found = _NUMBER.match(text, start)
            if found is not None and not _JAVA_NUMBER.fullmatch(found.group()):
                if "+" in found.group():
                    raise NotHoconError("+ must be quoted", start)
                found = None
        found = found or _BARE.match(text, start)
        if found is None:
            return None
        # A keyword ends where it is complete; that matters only where a number begins behind it.
        keyword = _KEYWORD_AND_NUMBER.match(text, start)
        end = found.end() if keyword is None else keyword.end()
        self._at = end
        return text[start:end], Span(start, end), False

    def _string(self) -> tuple[str, Span]:
        start = self._at
        if self._text.startswith('"""', start):
            found = _TRIPLE.match(self._text, start)
            if found is None:
                raise NotHoconError("a text in three quotes is not closed", start)
            self._at = found.end()
            return found.group()[3:-3], Span(start, self._at)
        found = _QUOTED.match(self._text, start)
        if found is None:
            raise NotHoconError("a quoted text is not closed, or has an escape that JSON has not", start)
        self._at = found.end()
        value = found.group()
        return (_decoded(value) if "\\" in value else value[1:-1]), Span(start, self._at)

    def _value(self, depth: int) -> Value:
        parts: list[Value] = []
        start = self._at
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            before = Span(*blanks.span()) if blanks is not None else Span(self._at, self._at)
            self._at = before.end
            part = self._part(depth)
            if part is None:
                self._at = before.start
                break
            if parts and before.end > before.start:
                parts.append(Scalar(self._text[before.start : before.end], before))
            parts.append(part)
        if not parts:
            raise NotHoconError("expected a value", start)
        if len(parts) == 1:
            return parts[0]
        parts = self._joined(parts, start)
        if len(parts) == 1:
            return parts[0]
        return Joined(tuple(parts), Span(parts[0].span.start, parts[-1].span.end))

    def _joined(self, parts: list[Value], start: int) -> list[Value]:
        """The parts that count; refuses a text beside an object or a list.

        What a reference is beside, only its value decides. Behind an object or a list a bare text is ignored,
        as com.typesafe:config does.
        """
        counting: list[Value] = []
        left: Value | None = None
        for right in parts:
            if isinstance(left, (Block, Items)) and not isinstance(right, Reference):
                if isinstance(right, Scalar) and (is_blank(right) or self._is_bare_text(right)):
                    continue
                if type(left) is not type(right):
                    raise NotHoconError("an object or a list cannot be joined to something else", start)
            elif isinstance(left, Scalar) and isinstance(right, (Block, Items)):
                raise NotHoconError("a text cannot be joined to an object or a list", start)
            left = left if is_blank(right) else right
            counting.append(right)
        return counting

    def _is_bare_text(self, value: Scalar) -> bool:
        text = value.text
        quoted = self._text.startswith('"', value.span.start)
        return (
            not quoted and text not in {None, "true", "false"} and _JAVA_NUMBER.fullmatch(text or "") is None
        )

    def _part(self, depth: int) -> Value | None:
        text, start = self._text, self._at
        character = text[start : start + 1]
        if character == "{":
            return self._block(depth)
        if character == "[":
            return self._items(depth)
        if character == "$":
            found = _REFERENCE.match(text, start)
            if found is None:
                raise NotHoconError("expected ${path} or ${?path}", start)
            self._at = found.end()
            path = tuple(_referred(found["path"], start))
            return Reference(path, bool(found["optional"]), Span(*found.span()))
        token = None if _COMMENT.match(text, start) else self._token()
        if token is None:
            if character and character not in "\n},]" and not _COMMENT.match(text, start):
                raise NotHoconError(f"{character} must be quoted in a value", start)
            return None
        value, span, quoted = token
        alone = text[self._at : self._at + 1] not in {*"0123456789-"}
        return Scalar(None if value == "null" and not quoted and alone else value, span)

    def _block(self, depth: int) -> Block:
        start = self._at
        self._at += 1
        block = Block([], Span(start, start))
        self._fields(block.fields, "}", depth + 1)
        block.span = Span(start, self._at)
        return block

    def _items(self, depth: int) -> Items:
        start = self._at
        if depth > _DEEPEST:
            raise NotHoconError(f"lists are nested deeper than {_DEEPEST}", start)
        self._at += 1
        values: list[str] | None = []
        separated = True
        while True:
            separated = self._skip() or separated
            if self._text.startswith("]", self._at):
                self._at += 1
                break
            if self._at >= len(self._text):
                raise NotHoconError("a list is not closed", start)
            if not separated:
                raise NotHoconError("expected a new line or a comma between two values", self._at)
            value = self._value(depth + 1)
            text = plain(value)
            if text is None:
                values = None
            elif values is not None:
                values.append(text)
            separated = self._skip()
            if self._text.startswith(",", self._at):
                self._at += 1
                separated = True
        return Items(None if values is None else tuple(values), Span(start, self._at))

    def _skip(self) -> bool:
        """Go over blanks, lines and comments; whether a new line was among them."""
        found = _BETWEEN.match(self._text, self._at)
        start, end = self._at, self._at if found is None else found.end()
        self._at = end
        return "\n" in self._text[start:end]


def _decoded(quoted: str) -> str:
    """A text with its escapes; of a surrogate without its partner, which no file could hold, a sign."""
    value = str(json.loads(quoted))
    if value.isascii() or _SURROGATE.search(value) is None:
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _pieces(parts: list[tuple[str, Span, bool]]) -> Iterator[Piece]:
    """The elements of a path: what is bare is divided by dots."""
    name, start, end, empty = "", parts[0][1].start, parts[0][1].start, True
    for text, span, quoted in parts:
        if quoted:
            start = span.start if empty else start
            name, end, empty = name + text, span.end, False
            continue
        at = span.start
        for number, element in enumerate(text.split(".")):
            if number:
                if empty:
                    raise NotHoconError("a key has an empty element: quote it", at)
                yield Piece(name, Span(start, end))
                name, empty = "", True
                at += 1
            if element:
                start = at if empty else start
                name, end, empty = name + element, at + len(element), False
            at += len(element)
    if empty:
        raise NotHoconError("a key ends with a dot", parts[-1][1].end)
    yield Piece(name, Span(start, end))


def _referred(text: str, at: int) -> Iterator[str]:
    reader = _Reader(text.strip())
    for piece in reader._path():
        yield piece.name
    if reader._at < len(reader._text):
        raise NotHoconError("expected a path in ${...}", at)
