"""Texts that make a backtracking matcher work: made from the pattern itself.

A pattern takes more than linear time where two ways lead through the same text: nested repetitions,
neighbours that overlap, or a search that begins anew at each place. So each repetition is pumped with each
kind of character that it takes, behind what leads to it and before what cannot follow; and what leads to it
is pumped as well, for searches.
"""

from __future__ import annotations

import re
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# One character of each kind that patterns of configurations tell apart.
_CHARACTERS = "a9 .-_A:/,=\"'\\\t\n${}[]()@#;!%*+|<>&~?^x0e\r\x00\u0661\ue000"
_MOST_KINDS = 14
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY = 8  # a repetition that may be longer is pumped


def pumped(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Prefix, pump and suffix of each attack on a pattern; no two the same."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    seen = set()
    for before, pump in (*_pumps(tree, "", rich=True), *_pumps(tree, "", rich=False)):
        for prefix, one in ((before, pump), ("", before + pump), ("", "\n" + before + pump)):
            for suffix in ("", "\x01", "\n!", "\\"):
                attack = (prefix, one, suffix)
                if one and attack not in seen:
                    seen.add(attack)
                    yield attack


def _pumps(tree: Any, before: str, *, rich: bool) -> Iterator[tuple[str, str]]:
    """What leads to each repetition, with (`rich`) or without all that may be absent, and what it repeats."""
    for kind, argument in tree:
        if kind in _REPEATS:
            _, most, body = argument
            if most is op.MAXREPEAT or most > _MANY:
                for text in islice(texts(body), _MOST_KINDS):
                    yield before, text
            yield from _pumps(body, before, rich=rich)
        else:
            for part in _parts(kind, argument):
                yield from _pumps(part, before, rich=rich)
        if rich or kind not in _REPEATS or argument[0] > 0:
            before += next(texts([(kind, argument)]), "")


def _parts(kind: Any, argument: Any) -> list[Any]:
    if kind is op.SUBPATTERN:
        return [argument[-1]]
    if kind is op.ATOMIC_GROUP:
        return [argument]
    if kind is op.BRANCH:
        return list(argument[1])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [argument[1]]
    if kind is op.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part is not None]
    return []


def texts(tree: Any) -> Iterator[str]:
    """Texts that the tree matches: the shortest of most parts, and each kind of its first character."""
    items = list(tree)
    if not items:
        yield ""
        return
    first = list(islice(_item_texts(*items[0]), _MOST_KINDS))
    rest = "".join(next(_item_texts(*item), "") for item in items[1:])
    for text in first:
        yield text + rest
    for number, item in enumerate(items[1:], 1):
        head = "".join(next(_item_texts(*one), "") for one in items[:number])
        tail = "".join(next(_item_texts(*one), "") for one in items[number + 1 :])
        for text in islice(_item_texts(*item), 1, _MOST_KINDS):
            yield head + text + tail


def _item_texts(kind: Any, argument: Any) -> Iterator[str]:
    if kind is op.LITERAL:
        yield chr(argument)
    elif kind in (op.NOT_LITERAL, op.IN, op.ANY):
        yield from _members(kind, argument)
    elif kind in _REPEATS:
        least, _, body = argument
        for text in texts(body):
            yield text * max(least, 1)
        if least == 0:
            yield ""
    elif kind is op.BRANCH:
        for branch in argument[1]:
            yield from texts(branch)
    elif kind is op.SUBPATTERN:
        yield from texts(argument[-1])
    elif kind is op.ATOMIC_GROUP:
        yield from texts(argument)
    else:  # places, assertions and references take no text here
        yield ""


def _members(kind: Any, argument: Any) -> Iterator[str]:
    found = False
    for character in _CHARACTERS:
        if _takes(kind, argument, character):
            found = True
            yield character
    if not found:
        code = next((one for one in range(0x110000) if _takes(kind, argument, chr(one))), None)
        if code is not None:
            yield chr(code)


def _takes(kind: Any, argument: Any, character: str) -> bool:
    if kind is op.ANY:
        return True
    if kind is op.NOT_LITERAL:
        return bool(ord(character) != argument)
    negated: bool = argument[0][0] is op.NEGATE
    return negated != any(_within(one, character) for one in argument)


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda character: character.isalnum() or character == "_",
}


def _within(one: tuple[Any, Any], character: str) -> bool:
    kind, argument = one
    if kind is op.LITERAL:
        return bool(ord(character) == argument)
    if kind is op.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    if kind is op.CATEGORY:
        name = str(argument).replace("NOT_", "")
        inside = next(test for category, test in _CATEGORIES.items() if str(category) == name)(character)
        return inside != ("NOT_" in str(argument))
    return False
