"""From plain values to typed parts, with every fault at once: its path, the reason, the nearest name.

msgspec converts a whole document in microseconds and stops at the first fault, whose path has no keys of
dictionaries. So a document that does not convert is taken apart by its types, until each fault is found.
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kafka_architect.designs.specification.quantities import Quantity
from kafka_architect.documents.typed import without_jargon
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

_Type = TypeVar("_Type")
Path = tuple[str | int, ...]
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value at a path."""

    path: Path
    message: str


def convert(value: object, kind: type[_Type]) -> tuple[_Type | None, list[Fault]]:
    """The value as `kind`, or None and everything that is wrong with it."""
    try:
        return msgspec.convert(value, kind, dec_hook=_read), []
    except msgspec.ValidationError as error:
        faults = list(_faults(value, kind, ()))
        return None, faults or [Fault((), str(error))]


def plain(value: object) -> Any:
    """Python objects of a specification as the plain values that a document would hold."""
    return msgspec.to_builtins(value, enc_hook=_write)


def _read(kind: type, value: object) -> object:
    if not issubclass(kind, Quantity):
        raise NotImplementedError(f"no way to read {kind}")
    return value if isinstance(value, kind) else kind.of(value)


def _write(value: object) -> Any:
    if not isinstance(value, Quantity):
        raise NotImplementedError(f"no way to write {type(value)}")
    return value.written()


def _faults(value: Any, kind: Any, path: Path) -> Iterator[Fault]:
    try:
        msgspec.convert(value, kind, dec_hook=_read)
    except msgspec.ValidationError as error:
        message = str(error)
    else:
        return
    choices = _choices(kind)
    inner = _fitting(value, choices)
    found = [] if inner is None else list(_inside(value, inner, path))
    if found:
        yield from found
    elif any(isinstance(one, type) and issubclass(one, Quantity) for one in choices):
        quantity = next(one for one in choices if isinstance(one, type) and issubclass(one, Quantity))
        yield Fault(path, _quantity_message(value, quantity, message))
    else:
        yield Fault(path, _message(value, choices, message))


def _inside(value: Any, kind: Any, path: Path) -> Iterator[Fault]:
    """The faults of the parts of a value whose own type is right."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        # By their names in documents: `from`, not `from_`.
        hints = {one.encode_name: _hints(kind)[one.name] for one in msgspec.structs.fields(kind)}
        for key, one in value.items():
            if key in hints:
                yield from _faults(one, hints[key], (*path, key))
            else:
                yield Fault((*path, key), f"unknown field {key!r}{did_you_mean(str(key), hints)}")
        required = {one.encode_name for one in msgspec.structs.fields(kind) if one.required}
        for name in sorted(required - value.keys()):
            yield Fault(path, f"the field {name!r} is missing")
        return
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is dict:
        for key, one in value.items():
            yield from _faults(one, arguments[1], (*path, key))
    elif typing.get_origin(kind) is list:
        for index, one in enumerate(value):
            yield from _faults(one, arguments[0], (*path, index))


def _fitting(value: Any, choices: tuple[Any, ...]) -> Any:
    """The one of several types whose shape the value has."""
    for one in choices:
        origin = typing.get_origin(one)
        is_struct = isinstance(one, type) and issubclass(one, msgspec.Struct)
        if (isinstance(value, dict) and (is_struct or origin is dict)) or (
            isinstance(value, list) and origin is list
        ):
            return one
    return None


def _choices(kind: Any) -> tuple[Any, ...]:
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return tuple(inner for one in typing.get_args(kind) for inner in _choices(one))
    return (kind,)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _quantity_message(value: Any, kind: type[Quantity], message: str) -> str:
    try:
        kind.of(value)
    except InputError as error:
        # The quantity calls itself "rate" or "size": the path says that already.
        return str(error).removeprefix(f"{kind.__name__.lower()}: ")
    return message


def _message(value: Any, choices: tuple[Any, ...], message: str) -> str:
    words = [
        word for one in choices if typing.get_origin(one) is typing.Literal for word in typing.get_args(one)
    ]
    if words:
        shown = repr(value)[:_MOST_SHOWN]
        near = did_you_mean(value, words) if isinstance(value, str) else ""
        listed = "" if near.startswith("; expected") else f"; expected one of {', '.join(words)}"
        return f"{shown} is not known here{near}{listed}"
    message = without_jargon(message.partition(" - at ")[0]).replace("`", "")
    return message + ("" if isinstance(value, (dict, list)) or value is None else f", found {value!r:.60}")
