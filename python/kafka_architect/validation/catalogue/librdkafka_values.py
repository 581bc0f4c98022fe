"""How librdkafka reads a value: rd_kafka_anyconf_set_prop in rdkafka_conf.c, and the C library under it.

Much is accepted that looks wrong: numbers end where their digits end (`10abc`), begin with 0x or with 0 for
octal, and wrap around at 32 bits.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.java_values import from_hexadecimal
from kafka_architect.validation.catalogue.key_definition import KeyType
from kafka_architect.validation.catalogue.validators import one_of, some_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.validation.catalogue.key_definition import KeyDefinition

_BLANKS = " \t\n\v\f\r"  # isspace() in the C locale
_INTEGER = re.compile(r"[ \t-\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))")
_DOUBLE = re.compile(
    r"[ \t-\r]*([+-]?(?:0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?"
    r"|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf|nan))",
    re.IGNORECASE,
)
_TRUTHS = frozenset({"true", "t", "1", "false", "f", "0"})
_LONGEST_DIGITS = 40
# An open class, a last backslash, a reference to no group, { without a count, a repetition of nothing.
_FAULTY_PATTERN = re.compile(r"\[|\\$|^[^(]*\\[1-9]|\{(?![0-9]+(?:,[0-9]*)?\})|(?:^|[(|^$])[*+?{]")


def expected(definition: KeyDefinition, value: str) -> str | None:
    """What librdkafka demands instead of this value; None where it accepts it."""
    accepts, words = _KINDS.get(definition.type, (_is_text, _text_words))
    return None if accepts(definition, value) else words(definition)


def _number_words(definition: KeyDefinition) -> str:
    from kafka_architect.validation.catalogue.judgement import type_words

    named = "".join(f" or {name}" for name in definition.valid[3]) if len(definition.valid) > 3 else ""
    return type_words(definition) + named


def _enum_words(definition: KeyDefinition) -> str:
    return one_of([name.lower() for name in definition.choices])


def _flags_words(definition: KeyDefinition) -> str:
    return f"a list of {some_of([name.lower() for name in definition.choices])}"


def _text_words(definition: KeyDefinition) -> str:
    words = {"non-empty": "a non-empty value", "one-word": "one name without commas or blanks"}
    return words.get(definition.valid[0]) or one_of(definition.choices)


def _is_text(definition: KeyDefinition, value: str) -> bool:
    text = value.lstrip(_BLANKS)
    kind: Sequence[str] = definition.valid[:1]
    if kind == ("non-empty",):
        return bool(value)
    if kind == ("one-word",):
        return bool(value) and not set(text) & {",", " "}
    return not definition.choices or text in definition.choices


def _is_never(_: KeyDefinition, __: str) -> bool:
    return False


def _is_boolean(_: KeyDefinition, value: str) -> bool:
    return ascii_lower(value) in _TRUTHS


def _is_enum(definition: KeyDefinition, value: str) -> bool:
    return bool(value) and ascii_upper(value.lstrip(_BLANKS)) in {*definition.choices, ""}


def _is_integer(definition: KeyDefinition, value: str) -> bool:
    least, most, *named = definition.valid[1:]
    if named and ascii_lower(value) in named[0]:
        return True
    number = c_integer(value)
    return number is not None and least <= number <= most


def c_integer(value: str) -> int | None:
    """`(int)strtol(value, &end, 0)`; None where there is not a single digit."""
    found = _INTEGER.match(value)
    if found is None:
        return None
    sign, hexadecimal, octal, decimal = found.groups()
    digits, base = (
        (hexadecimal, 16) if hexadecimal else (octal or "0", 8) if octal is not None else (decimal, 10)
    )
    number = int(digits[:_LONGEST_DIGITS], base)
    number = -number if sign == "-" else number
    number = min(max(number, -(2**63)), 2**63 - 1)
    return (number + 2**31) % 2**32 - 2**31


def _is_double(definition: KeyDefinition, value: str) -> bool:
    found = _DOUBLE.match(value)
    if found is None:
        return False
    text = found[1]
    number = from_hexadecimal(text) if "x" in text.lower() else float(text)
    least, most = definition.valid[1:3]
    return math.isnan(number) or least <= number <= most


def _are_flags(definition: KeyDefinition, value: str) -> bool:
    if not value:
        return False
    for item in value.split(","):
        name = item.lstrip(_BLANKS)
        name = name[1:] if name.startswith(("+", "-")) else name
        if name and definition.choices and ascii_upper(name) not in definition.choices:
            return False
    return True


def _are_patterns(_: KeyDefinition, value: str) -> bool:
    """Each item goes through regcomp: it minds what is left open, what repeats nothing, a last backslash."""
    return not any(_FAULTY_PATTERN.search(bare) or _left_open(bare) for bare in map(_bare, value.split(",")))


def _bare(pattern: str) -> str:
    """A pattern with _ for each escape and class."""
    without_escapes = re.sub(r"\\\D", "_", pattern.strip(_BLANKS))
    # A class that is not closed goes to the end and stays as it is: [ is then found to be faulty.
    return re.sub(
        r"\[\^?+\]?+[^\]]*+(?:\]|\Z)", lambda found: "_" if found[0][-1] == "]" else found[0], without_escapes
    )


def _left_open(bare: str) -> bool:
    depth = 0
    for letter in bare:  # a bracket that closes nothing stands for itself
        depth += (letter == "(") - (letter == ")" and depth > 0)
    return depth > 0


def ascii_lower(text: str) -> str:
    """Lower case for A-Z only, as strcasecmp in the C locale."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def ascii_upper(text: str) -> str:
    """Upper case for a-z only."""
    return "".join(letter.upper() if letter.isascii() else letter for letter in text)


_KINDS: dict[KeyType, tuple[Callable[[KeyDefinition, str], bool], Callable[[KeyDefinition], str]]] = {
    KeyType.POINTER: (_is_never, lambda _: "a function or object, set in code"),
    KeyType.BOOLEAN: (_is_boolean, lambda _: "true or false"),
    KeyType.INT: (_is_integer, _number_words),
    KeyType.DOUBLE: (_is_double, _number_words),
    KeyType.ENUM: (_is_enum, _enum_words),
    KeyType.FLAGS: (_are_flags, _flags_words),
    KeyType.PATTERN: (
        _are_patterns,
        lambda _: "a list of names, or of regular expressions that begin with ^",
    ),
}
