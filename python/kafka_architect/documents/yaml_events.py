"""YAML as plain values, built from libyaml's events with a stack of our own instead of Python's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from kafka_architect.documents.limits import MOST_DIGITS, finite
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.documents.limits import Limits
    from kafka_architect.documents.typed import Keys

_BOOLEANS = {
    spelling: value
    for value, words in ((True, ("true", "yes", "on")), (False, ("false", "no", "off")))
    for word in words
    for spelling in (word, word.capitalize(), word.upper())
}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_STRING_TAG = "tag:yaml.org,2002:str"


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    line: int
    key: str | None = None
    values: int = 1
    key_lines: dict[str, int] = field(default_factory=dict)
    merged: list[Any] = field(default_factory=list)


class YamlValue:
    """One document's value; with `places`, the line of every part is noted too."""

    def __init__(self, name: str, limits: Limits, places: dict[Keys, int] | None = None) -> None:
        self._name = name
        self._limits = limits
        self._places = places
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._root: Any = None
        self._documents = 0
        self._values = 0

    def read(self, text: str) -> Any:
        """The value of a text.

        Raises:
            InputError: With name and line.
        """
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            events: Any = yaml.parse(text, Loader=loader)
            for event in events:
                self._take(event, event.start_mark.line + 1)
        except yaml.MarkedYAMLError as error:
            mark: Any = error.problem_mark or error.context_mark
            where = f"{self._name}:{mark.line + 1}" if mark else self._name
            raise InputError(f"{where}: not YAML: {error.problem or error.context}") from error
        except yaml.YAMLError as error:
            raise InputError(f"{self._name}: not YAML: {' '.join(str(error).split())[:200]}") from error
        return self._root

    def _take(self, event: Any, line: int) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event, line)
        elif kind == "AliasEvent":
            self._alias(event.anchor, line)
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            self._open({} if kind == "MappingStartEvent" else [], event.anchor, line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._close()
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._refuse("a second document begins here; expected one", line)

    def _open(self, value: dict[str, Any] | list[Any], anchor: str | None, line: int) -> None:
        if len(self._stack) >= self._limits.depth:
            self._refuse(f"nested more than {self._limits.depth} levels deep", line)
        if self._waits_for_key():
            self._refuse("a key must be text; found a mapping or a list", line)
        self._note(line)
        self._count(1, line)
        self._stack.append(_Open(value, anchor, line))

    def _close(self) -> None:
        done = self._stack.pop()
        if isinstance(done.value, dict):
            for merged in done.merged:
                for key, inner in merged.items():
                    done.value.setdefault(key, inner)
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.value, done.values)
        self._put(done.value, done.values, done.line)

    def _scalar(self, event: Any, line: int) -> None:
        if self._waits_for_key():
            self._key(event.value, line)
            return
        plain = event.style is None or event.style == ""
        value = self._resolved(event.value, line) if plain and event.tag != _STRING_TAG else event.value
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1)
        self._note(line)
        self._count(1, line)
        self._put(value, 1, line)

    def _alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            self._refuse(f"*{anchor}: no anchor &{anchor} has ended before it", line)
        value, values = self._anchors[anchor]
        if self._waits_for_key():
            if not isinstance(value, str):
                self._refuse("a key must be text; found an alias of something else", line)
            self._key(value, line)
            return
        self._note(line)
        self._count(values, line)
        self._put(value, values, line)

    def _key(self, key: str, line: int) -> None:
        top = self._stack[-1]
        if key != "<<" and key in top.key_lines:
            self._refuse(
                f"the key {key!r} is set again; it is set in line {top.key_lines[key]} already", line
            )
        top.key_lines[key] = line
        top.key = key

    def _count(self, values: int, line: int) -> None:
        """Before they are kept: an alias stands for as many values as it repeats."""
        self._values += values
        if self._values > self._limits.values:
            self._refuse(
                f"more than {self._limits.values:,} values, aliases counted as what they repeat", line
            )

    def _put(self, value: Any, values: int, line: int) -> None:
        if not self._stack:
            self._root = value
            return
        top = self._stack[-1]
        top.values += values
        if isinstance(top.value, list):
            top.value.append(value)
            return
        key, top.key = top.key, None
        if key == "<<":
            self._merge(top, value, line)
        elif key is not None:
            top.value[key] = value

    def _merge(self, top: _Open, value: Any, line: int) -> None:
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                self._refuse("<<: expected a mapping, or a list of mappings", line)
            top.merged.append(one)

    def _waits_for_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _note(self, line: int) -> None:
        """Keep the line of what begins now: of its key, where it has one."""
        if self._places is None:
            return
        path = [len(one.value) if isinstance(one.value, list) else one.key or "" for one in self._stack]
        if self._stack and isinstance(self._stack[-1].value, dict):
            line = self._stack[-1].key_lines.get(self._stack[-1].key or "", line)
        self._places[tuple(path)] = line

    def _resolved(self, text: str, line: int) -> Any:
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if _NOT_FINITE.fullmatch(text):
            self._refuse(f"{text} is not a finite number", line)
        if len(text) > MOST_DIGITS or not _NUMBER.fullmatch(text):
            return text
        plain = text.replace("_", "")
        if _INTEGER.fullmatch(plain):
            return int(plain)
        return finite(float(plain), text, f"{self._name}:{line}")

    def _refuse(self, message: str, line: int) -> NoReturn:
        raise InputError(f"{self._name}:{line}: {message}")
