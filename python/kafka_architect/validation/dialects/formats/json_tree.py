r"""JSON with the place of every node, as the nodes that yaml_tree reads.

libyaml reads most JSON but neither `\/` nor surrogate pairs nor tabs; json.loads keeps no places. Strings are
decoded by the json module's own scanner; nesting is kept on a stack, so that no depth is too much. At the
first thing that is no JSON the reading ends, and what was read so far is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from json import decoder
from typing import TYPE_CHECKING, cast

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from kafka_architect.validation.configuration import Fault
from kafka_architect.validation.dialects.formats.placeholders import MASK, mask
from kafka_architect.validation.dialects.formats.yaml_tree import YamlFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import Mark
    from yaml.nodes import Node

    from kafka_architect.validation.source_file import SourceFile

_BLANKS = frozenset(" \t\r\n")
_BLANK = re.compile(r"[ \t\r\n]*")
# A key with a text, neither with escapes or anything that could be wrong: most of a connector's lines.
_SIMPLE = re.compile(r'("[ !#-\[\]-~]*")[ \t\r\n]*:[ \t\r\n]*("[ !#-\[\]-~]*")')
_LITERAL = re.compile(rf"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|{MASK}+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = "tag:yaml.org,2002:"


# Undocumented but stable: what json.loads itself decodes strings with. (text, start, strict) -> (value, end)
_scan_string: Callable[[str, int, bool], tuple[str, int]] = decoder.scanstring  # type: ignore[attr-defined]


class _NotJsonError(Exception):
    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@lru_cache(maxsize=8)
def json_file(file: SourceFile) -> YamlFile:
    """The document of a file, and what is wrong with it."""
    text = mask(file.text) if "{{" in file.text or "{%" in file.text or "<%" in file.text else file.text
    result = YamlFile()
    scanner = _Scanner(text)
    try:
        scanner.scan()
    except _NotJsonError as error:
        result.faults.append(Fault(f"not JSON: {error}", min(error.at, len(file.text))))
    if scanner.root is not None:
        result.documents.append(scanner.root)
    return result


class _Place:
    """What readers ask of a mark of yaml's, without the rest of it."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


_Mark = cast("Callable[[int], Mark]", _Place)


def _paired(text: str) -> str:
    """`text` without surrogates that have no partner, which no file could hold."""
    if text.isascii() or _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[MappingNode | SequenceNode] = []
        self._keys: list[ScalarNode | None] = []  # the key that waits for its value, per open container
        self.root: Node | None = None

    def scan(self) -> None:
        """Read one value and what it holds.

        Raises:
            _NotJsonError: at the first place where something else should stand.
        """
        try:
            self._value()
            while self._open:
                self._next()
        finally:
            for node in self._open:
                node.end_mark = _Mark(min(self._at, len(self._text)))
        if self._peek():
            raise _NotJsonError("unexpected content after the value", self._at)

    def _next(self) -> None:
        """Read what follows in the innermost container: its end, or one more of what it holds."""
        container = self._open[-1]
        mapping = isinstance(container, MappingNode)
        closing = "}" if mapping else "]"
        character = self._peek()
        if character == closing:
            self._at += 1
            container.end_mark = _Mark(self._at)
            self._open.pop()
            self._keys.pop()
            return
        if container.value:
            if character != ",":
                raise _NotJsonError(f"expected , or {closing}", self._at)
            self._at += 1
            character = self._peek()
        if mapping:
            simple = _SIMPLE.match(self._text, self._at)
            if simple is not None:
                self._put_simple(container, simple)
                return
            if character != '"':
                raise _NotJsonError("expected a key in double quotes", self._at)
            self._keys[-1] = self._string()
            if self._peek() != ":":
                raise _NotJsonError("expected : after the key", self._at)
            self._at += 1
        self._value()

    def _value(self) -> None:
        character = self._peek()
        if character == '"':
            self._put(self._string())
        elif character == "{":
            self._begin(MappingNode(_TAG + "map", [], _Mark(self._at), None, flow_style=True))
        elif character == "[":
            self._begin(SequenceNode(_TAG + "seq", [], _Mark(self._at), None, flow_style=True))
        else:
            self._put(self._literal())

    def _put_simple(self, container: Node, found: re.Match[str]) -> None:
        """Put in a key with a text; what scanning would find, at once."""
        (key_start, key_end), (start, self._at) = found.span(1), found.span(2)
        key = self._text[key_start + 1 : key_end - 1]
        value = self._text[start + 1 : self._at - 1]
        container.value.append(
            (
                ScalarNode(_TAG + "str", key, _Mark(key_start), _Mark(key_end), style='"'),
                ScalarNode(_TAG + "str", value, _Mark(start), _Mark(self._at), style='"'),
            )
        )

    def _begin(self, node: MappingNode | SequenceNode) -> None:
        node.end_mark = node.start_mark
        self._at += 1
        self._put(node)
        self._open.append(node)
        self._keys.append(None)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        container, key = self._open[-1], self._keys[-1]
        container.value.append(node if key is None else (key, node))

    def _string(self) -> ScalarNode:
        start = self._at
        try:
            value, self._at = _scan_string(self._text, start + 1, True)
        except decoder.JSONDecodeError as error:
            raise _NotJsonError(error.msg, min(error.pos, len(self._text))) from error
        return ScalarNode(_TAG + "str", _paired(value), _Mark(start), _Mark(self._at), style='"')

    def _literal(self) -> ScalarNode:
        found = _LITERAL.match(self._text, self._at)
        if found is None:
            raise _NotJsonError("expected a value", self._at)
        start, self._at = found.span()
        word = found.group()
        kind = {"t": "bool", "f": "bool", "n": "null", MASK: "str"}.get(word[0], "float")
        return ScalarNode(_TAG + kind, word, _Mark(start), _Mark(self._at))

    def _peek(self) -> str:
        """Go over blanks; the character that follows, empty at the end."""
        character = self._text[self._at : self._at + 1]
        if character in _BLANKS:
            found = _BLANK.match(self._text, self._at)
            self._at = found.end() if found else self._at
            character = self._text[self._at : self._at + 1]
        return character
