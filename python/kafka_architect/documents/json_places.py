"""Where in a JSON text something is that was refused: a path and a line. Without recursion, in one pass."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PIECE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_MOST_SHOWN = 8

Path = tuple[str | int, ...]


class _Open:
    """A list or an object that is being read; `keys` are those of the object so far."""

    __slots__ = ("at", "expects_key", "keys")

    def __init__(self, bracket: str) -> None:
        self.keys: set[str] | None = set() if bracket == "{" else None
        self.at: str | int = 0
        self.expects_key = self.keys is not None


def place_of(text: str, fault: Callable[[str, int, bool], bool]) -> str:
    """`line: path` of the first word that is the fault; empty where there is none.

    Args:
        text: JSON, at least up to there.
        fault: Told each word that is a value or a key: the word, how deep it is nested, and whether it
            is a key that its object has already.
    """
    for word, path, line, depth, again in _pieces(text):
        if fault(word, depth, again):
            return f"{line}: {shown_path(path)}" if path else f"{line}"
    return ""


def shown_path(path: Path) -> str:
    """`partitions[0].count`; of a long path the last parts."""
    parts = [f"[{one}]" if isinstance(one, int) else f".{one[:60]}" for one in path[-_MOST_SHOWN:]]
    shown = "".join(parts).removeprefix(".")
    return f"...{shown}" if len(path) > _MOST_SHOWN else shown


def _pieces(text: str) -> Iterator[tuple[str, Path, int, int, bool]]:
    stack: list[_Open] = []
    line = 1
    end = 0
    for match in _PIECE.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        word = match[0]
        again = False
        top = stack[-1] if stack else None
        if word == ":":
            continue
        if word == ",":
            if top is not None and top.keys is None:
                top.at = int(top.at) + 1
            elif top is not None:
                top.expects_key = True
            continue
        if word in {"}", "]"}:
            if stack:
                stack.pop()
            continue
        if top is not None and top.expects_key and top.keys is not None and word.startswith('"'):
            top.expects_key = False
            top.at = _text(word)
            again = top.at in top.keys
            top.keys.add(top.at)
            if not again:
                continue
        yield word, tuple(one.at for one in stack[-_MOST_SHOWN - 1 :]), line, len(stack), again
        if word in {"{", "["}:
            stack.append(_Open(word))


def _text(word: str) -> str:
    try:
        return str(json.loads(word))
    except ValueError:
        return word[1:-1]
