"""Operations on values that are known: numbers, texts that are joined, pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.values import Known

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.source.values import Value

_WHOLE = ("int", "long")
_BITS = {"int": 32, "long": 64}
_LONGEST_TEXT = 10_000


def operated(operator: str, left: Value, right: Value) -> Known | None:  # noqa: PLR0911 - one known case after the other
    """The value of `left operator right`; None where it is not known, or no number of its type."""
    if not isinstance(left, Known) or not isinstance(right, Known):
        return None
    if left.value is None or right.value is None:
        return None
    default_of = left.default_of or right.default_of
    kinds = (left.kind, right.kind)
    if operator == "negative":
        return Known(f"-{left.value}", left.kind, default_of) if left.kind in (*_WHOLE, "double") else None
    if operator in ("+", ".") and "text" in kinds:
        joined = left.value + right.value
        return Known(joined, "text", default_of) if len(joined) <= _LONGEST_TEXT else None
    if left.kind not in _WHOLE or right.kind not in _WHOLE:
        return None
    kind = "long" if "long" in kinds else "int"
    first, second = int(left.value), int(right.value)
    match operator:
        case "+":
            result = first + second
        case "-":
            result = first - second
        case "*":
            result = first * second
        case "<<" if 0 <= second < _BITS[kind]:
            result = first << second
        case _:
            return None
    limit = 1 << (_BITS[kind] - 1)
    # What overflows is another number, which nobody means.
    return Known(str(result), kind, default_of) if -limit <= result < limit else None
