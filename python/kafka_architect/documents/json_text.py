"""JSON as plain values; what Python's reader lets pass (NaN, keys set twice) is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

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
    """The value of a JSON text; `name` and line are in every error."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) != len(found):
            seen: set[str] = set()
            again = next(key for key, _ in found if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise InputError(f"{name}: the key {again!r} is set twice in one object; keep one of them")
        return made

    def constant(word: str) -> NoReturn:
        raise InputError(f"{name}: {word} is not a finite number")

    def floating(word: str) -> float:
        return finite(float(word), word, name)

    def whole(word: str) -> int:
        if len(word) > MOST_DIGITS:
            raise InputError(f"{name}: a number of {len(word):,} digits; expected at most {MOST_DIGITS}")
        return int(word)

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_constant=constant, parse_float=floating, parse_int=whole
        )
    except RecursionError as error:
        raise InputError(f"{name}: nested more than {limits.depth} levels deep") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{name}:{error.lineno}: not JSON: {error.msg} (column {error.colno})") from error
    _check_size(value, name, limits)
    return value


def _check_size(value: object, name: str, limits: Limits) -> None:
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
    raise InputError(f"{name}: nested more than {limits.depth} levels deep")
