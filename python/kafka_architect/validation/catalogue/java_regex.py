"""Whether java.util.regex.Pattern compiles an expression.

Python's `re` knows other escapes, groups and classes, so its opinion would be another one. This follows the
grammar of Pattern with no flags set; names of Unicode properties are not looked up.
"""

from __future__ import annotations

import re

_ESCAPED_LETTERS = frozenset("aAbBdDefGhHnrRsStvVwWXzZ")
_CLASS_LETTERS = frozenset("dDhHsSvVwWpP")
_FLAGS = re.compile(r"\(\?[idmsuxU]*(?:-[idmsuxU]*)?[):]")
_GROUP = re.compile(r"\((?:\?(?:[:=!>]|<[=!]|<([a-zA-Z][a-zA-Z0-9]*)>))?")
_COUNT = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_LARGEST_COUNT = 2**31 - 1
_LARGEST_CHARACTER = 0x10FFFF


class _FaultError(Exception):
    pass


def fault(pattern: str) -> str | None:
    """What is wrong with the expression; None where Java compiles it."""
    try:
        _Reader(pattern).read()
    except _FaultError as error:
        return str(error)
    return None


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._names: set[str] = set()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, found: re.Match[str] | None) -> re.Match[str] | None:
        if found is not None:
            self._at = found.end()
        return found

    def read(self) -> None:
        depth, repeatable = 0, False
        while self._at < len(self._text):
            letter = self._peek()
            if letter == "(":
                depth += self._open()
                repeatable = False
                continue
            if letter == ")":
                if depth == 0:
                    raise _FaultError("unmatched closing parenthesis")
                depth, repeatable = depth - 1, True
                self._at += 1
            elif letter in "*+?":
                if not repeatable:
                    raise _FaultError(f"{letter} has nothing to repeat")
                self._at += 1
                self._at += self._peek() in {"?", "+"}
                repeatable = False
            elif letter == "{":
                self._count()
                repeatable = False
            else:
                repeatable = letter not in "|"
                self._atom(letter)
        if depth:
            raise _FaultError("unclosed group")

    def _open(self) -> int:
        if self._text.startswith("(?", self._at):
            found = self._take(_FLAGS.match(self._text, self._at))
            if found is not None:
                return int(found[0].endswith(":"))
        found = self._take(_GROUP.match(self._text, self._at))
        if found is None or (found[0] == "(" and self._peek() == "?"):
            raise _FaultError("unknown group type")
        if found[1] is not None:
            if found[1] in self._names:
                raise _FaultError(f"duplicate group name {found[1]}")
            self._names.add(found[1])
        return 1

    def _count(self) -> None:
        found = self._take(_COUNT.match(self._text, self._at))
        if found is None:
            raise _FaultError("invalid { quantifier")
        least = int(found[1])
        most = int(found[3]) if found[3] else least
        if least > _LARGEST_COUNT or most > _LARGEST_COUNT or most < least:
            raise _FaultError("invalid repetition count")
        self._at += self._peek() in {"?", "+"}

    def _atom(self, letter: str) -> None:
        if letter == "[":
            self._class()
        elif letter == "\\":
            self._escape()
        else:
            self._at += 1

    def _escape(self) -> str | None:
        """Step over an escape; the character that it stands for, where that is a single known one."""
        self._at += 1
        letter = self._peek()
        self._at += 1
        if not letter:
            raise _FaultError("trailing backslash")
        if letter == "Q":
            end = self._text.find("\\E", self._at)
            self._at = len(self._text) if end < 0 else end + 2
            return None
        if letter in _ARGUMENTS:
            found = self._take(_ARGUMENTS[letter].match(self._text, self._at))
            if found is None or (letter == "x" and found[1] and int(found[1], 16) > _LARGEST_CHARACTER):
                raise _FaultError(f"incomplete escape \\{letter}")
            if letter == "k" and found[1] not in self._names:
                raise _FaultError(f"unknown group {found[1]}")
            return None
        if letter.isascii() and letter.isalpha() and letter not in _ESCAPED_LETTERS:
            raise _FaultError(f"unknown escape \\{letter}")
        return None if letter.isalnum() else letter

    def _class(self) -> None:
        """Step over a class; those within it are on a stack of ours, however deep they lie."""
        empty: list[bool] = []  # of each class that is open, whether a ] would be a member
        while True:
            letter = self._peek()
            if not letter:
                raise _FaultError("unclosed character class")
            if letter == "[":
                if empty:
                    empty[-1] = False
                empty.append(True)
                self._at += 1
                self._at += self._peek() == "^"
            elif letter == "]" and not empty[-1]:
                self._at += 1
                empty.pop()
                if not empty:
                    return
            elif self._text.startswith("&&", self._at):
                self._at += 2
                empty[-1] = True
            else:
                empty[-1] = False
                self._range(letter)

    def _range(self, letter: str) -> None:
        first = self._member(letter)
        following = self._text[self._at + 1 : self._at + 2]
        if self._peek() != "-" or following in {"]", "[", ""} or first is None:
            return
        self._at += 1
        if following == "\\" and self._text[self._at + 1 : self._at + 2] in _CLASS_LETTERS:
            raise _FaultError("a range ends in a character class")
        last = self._member(self._peek())
        if last is not None and last < first:
            raise _FaultError(f"the range {first}-{last} is out of order")

    def _member(self, letter: str) -> str | None:
        if letter == "\\":
            return self._escape()
        self._at += 1
        return letter


_ARGUMENTS = {
    "c": re.compile(r".", re.DOTALL),
    "k": re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)>"),
    "N": re.compile(r"\{[^}]+\}"),
    "p": re.compile(r"\{[^}]+\}|[A-Z]"),
    "P": re.compile(r"\{[^}]+\}|[A-Z]"),
    "u": re.compile(r"[0-9a-fA-F]{4}"),
    "x": re.compile(r"[0-9a-fA-F]{2}|\{([0-9a-fA-F]+)\}"),
    "0": re.compile(r"[0-7]"),
}
