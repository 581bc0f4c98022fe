"""Inputs: fields of a dataclass that are read and checked when they are set, each with unit and source.

A field may be given as people write it (rate="50 MB/s") and is a number from then on, for the type checker
too: what `__set__` takes is what the constructor takes, what `__get__` returns is what code reads.
"""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kafka_architect.errors import InputError
from kafka_architect.sizing import quantities

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

Value = TypeVar("Value")
Given = TypeVar("Given")

_RANGES = "_ranges"
_RESOLVED = "_resolved"


class Input(Generic[Given, Value]):
    """One field: how it is read, its default, what it means, and where the default comes from.

    Args:
        read: Takes what was given and the field's name; returns the value or raises InputError.
        default: The value when nothing is given.
        about: What it is, with its unit after construction.
        source: Where the default comes from.
        heavier: Which end of a range ("30000..80000") is the greater load: min or max; None where a range
            makes no sense. The field's value is that end, and `ranges_of` has the range.
    """

    def __init__(
        self,
        read: Callable[[Given, str], Value],
        default: Value,
        *,
        about: str,
        source: str,
        heavier: Callable[..., Any] | None = None,
    ) -> None:
        self._read = read
        self.default = default
        self.about = about
        self.source = source
        self.heavier = heavier
        self.__doc__ = about

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Value:
        # The class's attribute is the default: dataclasses ask for it.
        if instance is None:
            return self.default
        value: Value = instance.__dict__[self._name]
        return value

    def __set__(self, instance: object, value: Given) -> None:
        # Set once, by the constructor; a frozen dataclass would hide from mypy what __get__ returns.
        if self._name in instance.__dict__:
            raise FrozenInstanceError(f"cannot assign to field {self._name!r}")
        if quantities.is_range(value):
            instance.__dict__[self._name] = self._heavier_end(value)
            instance.__dict__.setdefault(_RANGES, {})[self._name] = value
            return
        unchanged = value is self.default or (type(value) is type(self.default) and value == self.default)
        instance.__dict__[self._name] = value if unchanged else self._read(value, self._name)

    def _heavier_end(self, value: Any) -> Any:
        if self.heavier is None:
            return self._read(value, self._name)
        low, high = (self._read(end, self._name) for end in quantities.ends(value, self._name))
        # A rate in bytes is a text, "8e7 B/s", until the size of a message is known.
        least, most = (float(str(end).split(maxsplit=1)[0]) for end in (low, high))
        if type(low) is not type(high) or not math.isfinite(most):
            raise InputError(f"{self._name}: expected two finite ends in the same unit, found {value!r}")
        if least > most:
            raise InputError(f"{self._name}: the range {value!r} ends below its start: expected LOW..HIGH")
        return low if self.heavier is min else high


def ranges_of(instance: object) -> dict[str, Any]:
    """The fields that were given as ranges, as they were given."""
    return dict(instance.__dict__.get(_RANGES, {}))


def resolve(instance: object, name: str, value: object) -> None:
    """Set a field that nobody gave to what the others make of it; it stays a default."""
    instance.__dict__[name] = value
    instance.__dict__.setdefault(_RESOLVED, set()).add(name)


def is_resolved(instance: object, name: str) -> bool:
    """Whether nobody gave the field, and the others said what it is."""
    return name in instance.__dict__.get(_RESOLVED, ())


def input_of(owner: type, name: str) -> Input[Any, Any]:
    """The declaration of a field, for its source and meaning."""
    for one in owner.__mro__:
        found = one.__dict__.get(name)
        if isinstance(found, Input):
            return found
    raise AttributeError(name)


def described(instance: DataclassInstance, values: dict[str, Any], of: str = "") -> list[dict[str, Any]]:
    """Each field's value, whether it is the default, and the default's source."""
    rows = []
    for one in fields(instance):
        if one.name not in values:
            continue
        declared = input_of(type(instance), one.name)
        default = getattr(instance, one.name) == declared.default or is_resolved(instance, one.name)
        rows.append(
            {
                "name": f"{of}{one.name}",
                "value": values[one.name],
                "default": default,
                "source": declared.source if default else "given",
            }
        )
    return rows


# What fields are read with.


def more_than_0(read: Callable[[object, str], float]) -> Callable[[Any, str], float]:
    """A quantity above zero."""

    def reading(value: object, name: str) -> float:
        number = read(value, name)
        if number <= 0:
            raise InputError(f"{name}: expected more than 0, found {number:g}")
        return number

    return reading


def at_least(least: float) -> Callable[[Any, str], float]:
    """A plain number of `least` or more."""

    def reading(value: object, name: str) -> float:
        number = quantities.count(value, name)
        if number < least:
            raise InputError(f"{name}: expected {least:g} or more, found {number:g}")
        return number

    return reading


def whole(value: Any, name: str) -> int:
    """A whole number of 1 or more."""
    number = quantities.count(value, name)
    if number < 1 or number != int(number):
        raise InputError(f"{name}: expected a whole number of 1 or more, found {number:g}")
    return int(number)


def share(value: Any, name: str) -> float:
    """A share of 0 to 1."""
    number = quantities.count(value, name)
    if not 0 <= number <= 1:
        raise InputError(f"{name}: expected a share of 0 to 1, found {value!r}")
    return number


def yes_or_no(value: Any, name: str) -> bool:
    """True or false, also as the words that YAML and people use."""
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    raise InputError(f"{name}: expected true or false, found {value!r}")


def optional(read: Callable[[Any, str], Value]) -> Callable[[Any, str], Value | None]:
    """A value that may be left out."""
    return lambda value, name: None if value is None else read(value, name)
