"""Short reprs: what a console shows of a result is a line or two; `print(result)` is the report."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping, Sized
from dataclasses import fields
from enum import Enum
from typing import TypeVar

_Class = TypeVar("_Class", bound=type)

_MOST_ITEMS = 4
_MOST_CHARACTERS = 300
_TEXTS = reprlib.Repr()
_TEXTS.maxstring = _TEXTS.maxother = 60


def short_repr(cls: _Class) -> _Class:
    """A dataclass whose repr names its fields and shortens their values.

    Small values are shown; of collections their size, of other results their type.
    """

    def __repr__(self: object) -> str:  # noqa: N807
        parts: list[str] = []
        room = _MOST_CHARACTERS
        for field in fields(self):  # type: ignore[arg-type]  # a dataclass, by contract
            if not field.repr:
                continue
            part = f"{field.name}={shortened(getattr(self, field.name))}"
            if len(part) > room:
                parts.append("…")
                break
            room -= len(part)
            parts.append(part)
        return f"{type(self).__name__}({', '.join(parts)})"

    cls.__repr__ = __repr__  # type: ignore[assignment]
    return cls


def shortened(value: object) -> str:
    """A value in a few characters."""
    if value is None or isinstance(value, (bool, int, float, str, bytes, Enum)):
        return _TEXTS.repr(value)
    if isinstance(value, Sized):
        small = isinstance(value, (tuple, list)) and len(value) <= _MOST_ITEMS
        if small and all(isinstance(one, (int, float, str)) for one in value):  # type: ignore[attr-defined]
            return _TEXTS.repr(value)
        return f"<{len(value):,} {'entries' if isinstance(value, Mapping) else 'items'}>"
    return f"<{type(value).__name__}>"
