"""Plain values of a document, checked: numbers, switches, texts, and the names of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.sizing.named import known

if TYPE_CHECKING:
    from collections.abc import Sequence

# Beyond this a figure is a slip of the pen, and products of several would overflow.
_MOST = 1e15
_SHOWN = 60


def shown(value: object) -> str:
    """A value as an error quotes it: short, whatever a file holds."""
    try:
        text = repr(value)
    except RecursionError:
        return f"a {type(value).__name__} nested too deeply to show"
    except ValueError:
        # Python writes no integer of more than 4,300 digits.
        return "an integer too long to show"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def number(value: object, name: str, expected: str) -> float:
    """A finite number, also one that is written as text ("1.20", "16")."""
    if isinstance(value, str):
        try:
            value = float(value.replace("_", "").replace(",", ""))
        except ValueError as error:
            raise InputError(f"{name}: expected {expected}, found {shown(value)}") from error
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputError(f"{name}: expected {expected}, found {shown(value)}")
    if not -_MOST <= value <= _MOST:
        raise InputError(f"{name}: expected {expected} and at most {_MOST:g}, found {shown(value)}")
    return float(value)


def positive(value: object, name: str) -> float:
    """A number above 0."""
    found = number(value, name, "a number above 0")
    if found <= 0:
        raise InputError(f"{name}: expected a number above 0, found {shown(value)}")
    return found


def not_negative(value: object, name: str) -> float:
    """A number of 0 or more."""
    found = number(value, name, "a number of 0 or more")
    if found < 0:
        raise InputError(f"{name}: expected a number of 0 or more, found {shown(value)}")
    return found


def whole(value: object, name: str) -> int:
    """A whole number of 1 or more."""
    found = positive(value, name)
    if found != int(found):
        raise InputError(f"{name}: expected a whole number, found {shown(value)}")
    return int(found)


def switch(value: object, name: str) -> bool:
    """True or false, and nothing that only looks like it."""
    if not isinstance(value, bool):
        raise InputError(f"{name}: expected true or false, found {shown(value)}")
    return value


def text(value: object, name: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise InputError(f"{name}: expected text, found {shown(value)}")
    return value


def named_fields(document: object, names: Sequence[str], what: str) -> dict[str, Any]:
    """The fields of a mapping; hyphens may stand for underscores."""
    if not isinstance(document, dict):
        raise InputError(f"{what}: expected fields and values, found {shown(document)}")
    named: dict[str, Any] = {}
    for key, value in document.items():
        name = str(key)[:_SHOWN].replace("-", "_")
        if name in named:
            raise InputError(f"{what} has {name} twice")
        named[name] = value
    return known(named, names, what)
