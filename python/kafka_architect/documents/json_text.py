"""JSON as plain values; what Python's reader lets pass (NaN, keys set twice) is refused."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, NoReturn

from kafka_architect.documents.json_places import place_of
from kafka_architect.documents.limits import MOST_DIGITS, finite
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.documents.limits import Limits


def is_json(text: str) -> bool:
    """Whether a text that opens a bracket is JSON; flow style YAML may open one too."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def json_value(text: str, name: str, limits: Limits) -> Any:
    """The value of a JSON text; `name`, line and path are in every error."""

    def at(word: str) -> str:
        return _where(name, place_of(text, lambda token, _depth, _again: token == word))

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) != len(found):
            seen: set[str] = set()
            again = next(key for key, _ in found if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            where = _where(name, place_of(text, lambda _token, _depth, again: again))
            raise InputError(f"{where}: the key {again!r} is set twice in one object; keep one of them")
        return made

    def constant(word: str) -> NoReturn:
        raise InputError(f"{at(word)}: {word} is not a finite number")

    def floating(word: str) -> float:
        number = float(word)
        return number if isfinite(number) else finite(number, word, at(word))

    def whole(word: str) -> int:
        if len(word) > MOST_DIGITS:
            raise InputError(f"{at(word)}: a number of {len(word):,} digits; expected at most {MOST_DIGITS}")
        return int(word)

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_constant=constant, parse_float=floating, parse_int=whole
        )
    except RecursionError as error:
        raise _too_deep(text, name, limits) from error
    except json.JSONDecodeError as error:
        raise InputError(f"{name}:{error.lineno}: not JSON: {error.msg} (column {error.colno})") from error
    _check_size(value, text, name, limits)
    return value


def _where(name: str, place: str) -> str:
    return f"{name}:{place}" if place else name


def _too_deep(text: str, name: str, limits: Limits) -> InputError:
    place = place_of(text, lambda _token, depth, _again: depth > limits.depth)
    return InputError(f"{_where(name, place)}: nested more than {limits.depth} levels deep")


def _check_size(value: object, text: str, name: str, limits: Limits) -> None:
    level: list[Any] = [value]
    seen = 0
    for _ in range(limits.depth + 1):
        if not level:
            return
        seen += len(level)
        if seen > limits.values:
            raise InputError(f"{name}: more than {limits.values:,} values")
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    raise _too_deep(text, name, limits)
