"""Whether a client of Kafka accepts a single value, and in which words it is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.java_values import (
    SIZES,
    parse_boolean,
    parse_double,
    parse_integer,
    parse_list,
    trim,
)
from kafka_architect.validation.catalogue.key_definition import KeyType
from kafka_architect.validation.catalogue.validators import complaint

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue.key_definition import KeyDefinition
    from kafka_architect.validation.catalogue.validators import Parsed

_UNITS = {
    "ms": "milliseconds",
    "bytes": "bytes",
    "hours": "hours",
    "minutes": "minutes",
    "seconds": "seconds",
    "secs": "seconds",
    "sec": "seconds",
    "percentage": "percent",
}
_LONGEST_SHOWN = 60
# Class.forName never finds these. Anything else may be on the class path of the program.
_NO_CLASS = re.compile(r"(?!.*[\s/;])(?!\.)(?!.*\.\.)(?!.*\.$).+", re.DOTALL)


def refusal(definition: KeyDefinition, value: str) -> str | None:
    """Why the value is refused: what is expected, what is found; None where it is accepted."""
    if definition.librdkafka:
        from kafka_architect.validation.catalogue.librdkafka_values import expected as expected_by_librdkafka

        expected = expected_by_librdkafka(definition, value)
    else:
        expected = expected_by_java(definition, value)
    return None if expected is None else f"expected {expected}, found {shown(definition, value)}"


def expected_by_java(definition: KeyDefinition, value: str) -> str | None:
    """What ConfigDef.parseType or the validator demands instead of this value."""
    text = trim(value)
    parsed: Parsed | None
    kind = definition.type
    match kind:
        case KeyType.BOOLEAN:
            parsed = parse_boolean(text)
        case KeyType.SHORT | KeyType.INT | KeyType.LONG:
            parsed = parse_integer(text, kind)
        case KeyType.DOUBLE:
            parsed = parse_double(text)
        case KeyType.LIST:
            parsed = parse_list(text)
        case KeyType.CLASS:
            parsed = text if _NO_CLASS.fullmatch(text) else None
        case _:
            parsed = text
    if parsed is None:
        return type_words(definition, text)
    return complaint(definition, parsed)


def type_words(definition: KeyDefinition, text: str = "") -> str:
    """What a value of the type looks like, with its unit and the bounds that are in the way."""
    kind = definition.type
    if kind is KeyType.BOOLEAN:
        return "true or false"
    if kind is KeyType.CLASS:
        return "a fully qualified class name"
    noun = "a number" if kind is KeyType.DOUBLE else "a whole number"
    bounds = definition.bounds
    if kind in SIZES and text.lstrip("+-").isdecimal():  # a number, but one that the type cannot hold
        bounds = SIZES[kind]
    return f"{noun}{bound_words(definition, bounds)}{unit(definition)}"


def bound_words(definition: KeyDefinition, bounds: tuple[float | None, float | None]) -> str:
    """` from 1 to 9 or -1`, ` of at least 1`, or nothing."""
    least, most = bounds
    if least is None and most is None:
        words = ""
    elif most is None:
        words = f" of at least {least}"
    elif least is None:
        words = f" of at most {most}"
    else:
        words = f" from {least} to {most}"
    return words + (" or -1" if definition.valid and definition.valid[0] == "minus-one-or-range" else "")


def unit(definition: KeyDefinition) -> str:
    """The unit that the name of the key carries, in brackets."""
    word = _UNITS.get(definition.name.rpartition(".")[2])
    return f" ({word})" if word else ""


def shown(definition: KeyDefinition, value: str) -> str:
    """The value as a message may show it."""
    if definition.secret:
        return "another value"
    if not value.strip():
        return "nothing" if not value else "only blanks"
    return repr(value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…")
