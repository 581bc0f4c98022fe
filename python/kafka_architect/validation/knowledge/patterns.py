"""Patterns that a configuration holds, matched in time that grows with pattern times text.

`re` and java.util.regex backtrack: `((a+))+` against forty letters keeps them busy for years. Here all ways
through the pattern are followed at the same time, one character after the other (Thompson 1968). What this
cannot follow (references, looking around, possessive quantifiers, flags) is not known.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_PATTERN, _LONGEST_TEXT = 500, 500
_MOST_STEPS = 2_000  # counted repetitions are written out
_CLASSES = {
    "d": frozenset(string.digits),
    "w": frozenset(string.ascii_letters + string.digits + "_"),
    "s": frozenset(" \t\n\x0b\f\r"),
}
_LINE_ENDS = frozenset("\n\r\x85\u2028\u2029")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_COUNT = re.compile(r"\{(\d{1,4})(,?)(\d{0,4})\}")
_ONCE_OR_MORE: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def matches_whole(pattern: str, text: str) -> bool | None:
    """Whether a pattern matches all of a text, as `Pattern.matches` says; None where that is not known."""
    if len(pattern) > _LONGEST_PATTERN or len(text) > _LONGEST_TEXT:
        return None
    try:
        steps = _Program().of(_Reader(pattern).read())
    except (_UnknownError, RecursionError):
        return None
    return _follow(steps, text)


class _UnknownError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Set:
    """Characters, or all but these."""

    members: frozenset[str]
    negated: bool = False

    def __contains__(self, character: str) -> bool:
        return (character in self.members) is not self.negated


@dataclass(frozen=True, slots=True)
class _All:
    """Parts that follow each other."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Any:
    """Parts of which one is there."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Repeated:
    part: _Part
    least: int
    most: int | None


_Part = _Set | _All | _Any | _Repeated
_Step = _Set | list[int]  # a character to take, or the places to go on at


class _Reader:
    """From the text of a pattern to its parts."""

    def __init__(self, pattern: str) -> None:
        # A pattern that must match the whole text may say so.
        self._text = pattern.removeprefix("^")
        self._at = 0

    def read(self) -> _Part:
        part = self._choices()
        if self._at < len(self._text):
            raise _UnknownError
        return part

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        letter = self._peek()
        if not letter:
            raise _UnknownError
        self._at += 1
        return letter

    def _choices(self) -> _Part:
        choices = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            choices.append(self._sequence())
        return choices[0] if len(choices) == 1 else _Any(tuple(choices))

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self._peek() not in ("", "|", ")"):
            if self._peek() == "$" and self._at == len(self._text) - 1:
                self._at += 1
                continue
            parts.append(self._repeated(self._atom()))
        return _All(tuple(parts))

    def _repeated(self, part: _Part) -> _Part:
        letter = self._peek()
        if letter in _ONCE_OR_MORE:
            self._at += 1
            least, most = _ONCE_OR_MORE[letter]
        elif letter == "{":
            found = _COUNT.match(self._text, self._at)
            if found is None:
                raise _UnknownError
            self._at = found.end()
            least = int(found[1])
            most = (int(found[3]) if found[3] else None) if found[2] else least
            if most is not None and most < least:
                raise _UnknownError
        else:
            return part
        if self._peek() == "?":  # as few as possible: all of the text is matched by the same patterns
            self._at += 1
        if self._peek() in ("*", "+", "?", "{") and self._peek():
            raise _UnknownError
        return _Repeated(part, least, most)

    def _atom(self) -> _Part:
        letter = self._take()
        if letter == "(":
            if self._text.startswith("?:", self._at):
                self._at += 2
            elif self._peek() == "?":
                raise _UnknownError
            part = self._choices()
            if self._take() != ")":
                raise _UnknownError
            return part
        if letter == "[":
            return self._class()
        if letter == ".":
            return _Set(_LINE_ENDS, negated=True)
        if letter == "\\":
            return self._escape()
        if letter in "*+?{^$":
            raise _UnknownError
        return _Set(frozenset(letter))

    def _escape(self) -> _Set:
        letter = self._take()
        if letter.lower() in _CLASSES:
            return _Set(_CLASSES[letter.lower()], negated=letter.isupper())
        if letter in _CONTROLS:
            return _Set(frozenset(_CONTROLS[letter]))
        if letter.isalnum():
            raise _UnknownError
        return _Set(frozenset(letter))

    def _class(self) -> _Set:
        negated = self._peek() == "^"
        self._at += negated
        members: set[str] = set()
        while self._peek() != "]" or not members:
            letter = self._take()
            if letter in "[&]":  # classes within classes, and what two of them share
                raise _UnknownError
            one = self._escape() if letter == "\\" else _Set(frozenset(letter))
            if one.negated:
                raise _UnknownError
            if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in ("]", ""):
                members |= self._range(one)
            else:
                members |= one.members
        self._at += 1
        return _Set(frozenset(members), negated)

    def _range(self, first: _Set) -> set[str]:
        self._at += 1
        letter = self._take()
        last = self._escape() if letter == "\\" else _Set(frozenset(letter))
        if len(first.members) != 1 or len(last.members) != 1 or letter == "[":
            raise _UnknownError
        [start], [end] = first.members, last.members
        if end < start:
            raise _UnknownError
        return set(map(chr, range(ord(start), ord(end) + 1)))


class _Program:
    """The steps of a pattern; the place behind the last is where all of the text must lead."""

    def __init__(self) -> None:
        self._steps: list[_Step] = []

    def of(self, part: _Part) -> list[_Step]:
        self._add(part)
        return self._steps

    def _put(self, step: _Step) -> int:
        if len(self._steps) >= _MOST_STEPS:
            raise _UnknownError
        self._steps.append(step)
        return len(self._steps) - 1

    def _add(self, part: _Part) -> None:
        if isinstance(part, _Set):
            self._put(part)
        elif isinstance(part, _All):
            for one in part.parts:
                self._add(one)
        elif isinstance(part, _Any):
            self._add_choices(part)
        else:
            self._add_repeated(part)

    def _add_choices(self, choices: _Any) -> None:
        starts: list[int] = []
        ends: list[list[int]] = []
        self._put(starts)
        for one in choices.parts:
            starts.append(len(self._steps))
            self._add(one)
            end: list[int] = []
            self._put(end)
            ends.append(end)
        for end in ends:
            end.append(len(self._steps))

    def _add_repeated(self, repeated: _Repeated) -> None:
        for _ in range(repeated.least):
            self._add(repeated.part)
        leaves: list[list[int]] = []
        for _ in range(1 if repeated.most is None else repeated.most - repeated.least):
            leave: list[int] = []
            place = self._put(leave)
            leave.append(place + 1)
            leaves.append(leave)
            self._add(repeated.part)
            if repeated.most is None:
                self._put([place])
        for leave in leaves:
            leave.append(len(self._steps))


def _follow(steps: list[_Step], text: str) -> bool:
    places = _reached(steps, [0])
    for character in text:
        taken = []
        for place in places:
            step = steps[place] if place < len(steps) else None
            if isinstance(step, _Set) and character in step:
                taken.append(place + 1)
        places = _reached(steps, taken)
    return len(steps) in places


def _reached(steps: list[_Step], places: Iterable[int]) -> set[int]:
    """The places that are reached without taking a character."""
    reached: set[int] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place not in reached:
            reached.add(place)
            step = steps[place] if place < len(steps) else None
            if isinstance(step, list):
                waiting.extend(step)
    return reached
