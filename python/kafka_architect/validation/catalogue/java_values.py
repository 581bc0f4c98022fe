"""How Java reads the text of a value: ConfigDef.parseType and the parsers of java.lang.

Each parser returns None where Java throws.
"""

from __future__ import annotations

import re

# String.trim() takes away every character up to the blank, and no other kind of space.
_BLANKS = "".join(map(chr, range(0x21)))
_BLANKS_OF_PATTERNS = " \t\n\v\f\r"  # \\s of java.util.regex
_INTEGER = re.compile(r"[+-]?\d+")  # digits of any script, as Character.digit reads them
_BEYOND_CHAR = 0x10000  # Java goes by 16-bit units: digits beyond them are none to it
_DECIMAL = re.compile(r"([+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)[fFdD]?")
_HEXADECIMAL = re.compile(r"([+-]?0[xX](?:[0-9a-fA-F]+\.?|[0-9a-fA-F]*\.[0-9a-fA-F]+)[pP][+-]?[0-9]+)[fFdD]?")
_NOT_FINITE = re.compile(r"[+-]?(?:NaN|Infinity)")

SIZES = {
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
}


def trim(value: str) -> str:
    """`String.trim()`."""
    return value.strip(_BLANKS)


def parse_boolean(text: str) -> bool | None:
    """`equalsIgnoreCase` with true or false."""
    for word, meaning in (("true", True), ("false", False)):
        if len(text) == len(word) and all(_same_letter(a, b) for a, b in zip(text, word, strict=True)):
            return meaning
    return None


def _same_letter(one: str, other: str) -> bool:
    return one == other or one.upper() == other.upper() or one.lower() == other.lower()


def parse_integer(text: str, kind: str) -> int | None:
    """`Short.parseShort`, `Integer.parseInt` or `Long.parseLong`: no blanks, underscores, suffixes."""
    if _INTEGER.fullmatch(text) is None or any(ord(letter) >= _BEYOND_CHAR for letter in text):
        return None
    least, most = SIZES[kind]
    if len(text) > len("+9223372036854775807") and len(text.lstrip("+-0")) > len("9223372036854775807"):
        return None  # Python refuses to convert thousands of digits
    number = int(text)
    return number if least <= number <= most else None


def parse_double(text: str) -> float | None:
    """`Double.parseDouble`: also `1d`, `.5`, `0x1p3` and `NaN`."""
    if _NOT_FINITE.fullmatch(text):
        return float(text)
    found = _DECIMAL.fullmatch(text)
    if found is not None:
        return float(found[1])
    found = _HEXADECIMAL.fullmatch(text)
    return None if found is None else from_hexadecimal(found[1])


def from_hexadecimal(text: str) -> float:
    """A hexadecimal floating-point number, infinite where it is too large, as Java and C have it."""
    try:
        return float.fromhex(text)
    except OverflowError:
        return float("-inf" if text.startswith("-") else "inf")


def parse_list(text: str) -> tuple[str, ...]:
    """A list of what stands between commas; empty items stay."""
    return tuple(split_at_commas(text)) if text else ()


def split_at_commas(text: str) -> list[str]:
    """`split` at commas and the blanks around them, with limit -1: those at both ends of the text stay."""
    first, *others = text.split(",")
    if not others:
        return [first]
    inner = [item.strip(_BLANKS_OF_PATTERNS) for item in others[:-1]]
    return [first.rstrip(_BLANKS_OF_PATTERNS), *inner, others[-1].lstrip(_BLANKS_OF_PATTERNS)]
